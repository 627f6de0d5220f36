/**
 * Readers of a local paper over sixty days, who see its ten campaigns, close them, give, take back their consent and put
 * their clocks right; and the account of {@link Account} beside the code that decides.
 *
 * The same seed gives the same days.
 */
import { CHOICES } from '../../src/contracts/banner.ts';
import { isOpenDay } from '../../src/support-banner/assignment.ts';
import type { CampaignFacts } from '../../src/support-banner/campaign-rules.ts';
import { CONTROL, readCampaigns, type Campaign } from '../../src/support-banner/campaigns.ts';
import { chooseCampaign, drawVariant, type Candidate } from '../../src/support-banner/choose.ts';
import { DEFAULT_CLOSE_DAYS, silenceUntil } from '../../src/support-banner/silence.ts';
import {
  closedUntil,
  countArticles,
  lastViewOf,
  readVisits,
  viewsOf,
  withArticle,
  withClosed,
  withoutCounters,
  withReader,
  withView,
  writeVisits,
  type Visits,
} from '../../src/support-banner/visits.ts';
import { dayOf } from '../../src/support-banner/zoned.ts';
import { Account, CAMPAIGNS, PROMISES, START, type Page, type Reason } from './banner-ledger.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Chance of a visit on a day, and most pages of one: most readers come now and then, some daily, and a few stay. */
const HABITS = [
  ...Array.from({ length: 66 }, () => [0.03, 2] as const),
  ...Array.from({ length: 16 }, () => [0.15, 2] as const),
  ...Array.from({ length: 16 }, () => [0.7, 4] as const),
  ...Array.from({ length: 2 }, () => [1, 20] as const),
];
const GIVING_DAYS = 90;
const SECTIONS = ['harbour', 'library', 'council', 'sport', 'weather'];
/** Campaigns that are asked on one page and day in so many. */
const DILUTED = [['weather', 3]] as const;
const ARTICLES = Array.from({ length: 40 }, (_, index) => `/${SECTIONS[index % SECTIONS.length]!}/${index}`);

export interface Days {
  readonly readers: number;
  readonly days: number;
  readonly seed: number;
  /** For proof that the account notices: what is decided by, what is remembered, and what is configured. */
  readonly bend?: (candidate: Candidate) => Candidate;
  readonly withdraw?: (visits: Visits) => Visits;
  readonly count?: typeof withView;
  readonly campaigns?: readonly unknown[];
}

/** What should not have happened. */
export interface Breach {
  readonly reader: number;
  /** ISO 8601, by the reader's clock. */
  readonly at: string;
  readonly campaign: string;
  readonly what: Reason | 'withheld' | 'another promise' | 'another arm' | 'stored without consent';
}

/** How often what happened. */
export interface Figures {
  pages: number;
  clocksPutRight: number;
  withdrawals: number;
  /** Characters of the longest text that a browser kept. */
  longestText: number;
  readonly shown: Map<string, number>;
  /** Answers on closing, and `gave` and `undone`. */
  readonly answers: Map<string, number>;
  /** How often a reason alone kept a campaign from being shown. */
  readonly alone: Map<string, number>;
  /** Names that a browser drew by in each arm, as `campaign arm`, and `campaign -` for those who take no part. */
  readonly arms: Map<string, number>;
  readonly breaches: Breach[];
}

/** What a reader is like, and what their browser and their account hold. */
interface Reader {
  readonly id: number;
  readonly random: () => number;
  readonly habit: readonly [chance: number, pages: number];
  /** Chance of an answer to a banner that was seen; some never give one. */
  readonly impatience: number;
  /** Days on which there is consent. */
  readonly consent: readonly [from: number, until: number];
  readonly isSignedIn: boolean;
  readonly isSupporter: boolean;
  /** Milliseconds that the clock is wrong by, and on which days. */
  readonly wrong: readonly [by: number, from: number, until: number];
  readonly account: Account;
  /** Arms by campaign, of the name that is drawn by now. */
  readonly arms: Map<string, string>;
  text: string | undefined;
  latestClock: number;
  hadConsent: boolean;
}

/** Lets the days pass. */
export function simulate(options: Days): Figures {
  const run = new Run(options);
  for (let id = 0; id < options.readers; id++) {
    const reader = makeReader(id, options);
    for (let day = 0; day < options.days; day++) for (const page of pagesOf(reader, day)) run.open(reader, page);
  }
  return run.figures;
}

class Run {
  readonly figures: Figures = {
    ...{ pages: 0, clocksPutRight: 0, withdrawals: 0, longestText: 0, breaches: [] },
    ...{ shown: new Map(), answers: new Map(), alone: new Map(), arms: new Map() },
  };
  readonly #bend: (candidate: Candidate) => Candidate;
  readonly #withdraw: (visits: Visits) => Visits;
  readonly #countView: typeof withView;
  readonly #consenting: readonly Campaign[];
  readonly #others: readonly Campaign[];

  constructor({ bend = (candidate) => candidate, withdraw = withoutCounters, count = withView, campaigns }: Days) {
    this.#bend = bend;
    this.#withdraw = withdraw;
    this.#countView = count;
    const refuse = (problem: string): never => {
      throw new Error(problem);
    };
    this.#consenting = readCampaigns(campaigns ?? CAMPAIGNS, { consent: true, heading: 'Keep us free' }, refuse);
    this.#others = readCampaigns(campaigns ?? CAMPAIGNS, { heading: 'Keep us free' }, refuse);
  }

  /** One page view: what is remembered is read, it is decided, the reader reacts, and it is written. */
  open(reader: Reader, page: Page): void {
    this.figures.pages++;
    if (page.clock < reader.latestClock) this.figures.clocksPutRight++;
    reader.latestClock = page.clock;
    reader.account.pass(page.clock);
    const visits = this.#count(reader, page, readVisits(reader.text, page.clock));
    const candidates = (page.hasConsent ? this.#consenting : this.#others).map((campaign) =>
      this.#bend(candidateOf(campaign, visits, page)),
    );
    for (const candidate of candidates) this.#checkArm(reader, page, candidate);
    const { candidate, decision } = chooseCampaign(candidates, undefined, page.clock);
    const shown = decision.show ? candidate.campaign : undefined;
    this.#judge(reader, page, shown?.name);
    this.#store(reader, page, shown ? this.#react(reader, page, shown, visits) : visits);
  }

  #count(reader: Reader, { hasConsent, article, clock }: Page, visits: Visits): Visits {
    const isWithdrawn = reader.hadConsent && !hasConsent;
    reader.hadConsent = hasConsent;
    if (isWithdrawn) {
      this.figures.withdrawals++;
      reader.account.withdraw();
      reader.arms.clear();
      return this.#withdraw(visits);
    }
    if (!hasConsent) return visits;
    reader.account.read(article, clock);
    return withArticle(withReader(visits, visits.reader ?? reader.random().toString(36)), article, clock);
  }

  /** What is shown must be the first that nothing speaks against. */
  #judge({ account, id }: Reader, page: Page, shown: string | undefined): void {
    for (const campaign of Object.keys(PROMISES)) {
      const { sure, unsure } = account.against(campaign, page);
      if (campaign === shown) {
        if (sure[0] !== undefined) this.#blame(id, page, campaign, sure[0]);
        return;
      }
      if (sure.length + unsure.length === 0) this.#blame(id, page, campaign, 'withheld');
      if (sure.length === 1 && unsure.length === 0) add(this.figures.alone, sure[0]!);
    }
  }

  /** One name stays in one arm; whoever has none is in the control. */
  #checkArm(reader: Reader, page: Page, { campaign: { name, variants }, drawn }: Candidate): void {
    if (variants.length === 0) return;
    const arm = drawn.isCounted ? drawn.variant?.variant : '-';
    const before = page.hasConsent ? reader.arms.get(name) : '-';
    const isAtHome = before === undefined || before === arm;
    if (!arm || !isAtHome || (arm === '-' && drawn.variant?.variant !== CONTROL))
      return this.#blame(reader.id, page, name, 'another arm');
    if (before === undefined) add(this.figures.arms, `${name} ${arm}`);
    if (page.hasConsent) reader.arms.set(name, arm);
  }

  #react({ id, random, account, impatience }: Reader, page: Page, { name, config }: Campaign, visits: Visits): Visits {
    const { clock, hasConsent } = page;
    const { answers, shown } = this.figures;
    add(shown, name);
    if (random() < 0.15) return visits;
    const seenAt = clock + 1_000;
    const seen = hasConsent ? this.#countView(visits, name, seenAt) : visits;
    if (hasConsent) account.see(name, seenAt);
    const mood = random();
    if (mood < impatience / 8) {
      add(answers, 'gave');
      account.support(clock, GIVING_DAYS);
      return { ...seen, supporterUntil: clock + GIVING_DAYS * DAY_MS };
    }
    if (mood > impatience) return seen;
    const choice = pick(random, CHOICES);
    if (random() < 0.05) {
      add(answers, 'undone');
      return seen;
    }
    add(answers, choice);
    const until = silenceUntil(choice, clock, config.closeFor ?? DEFAULT_CLOSE_DAYS);
    if (until !== account.answer(name, choice, clock)) this.#blame(id, page, name, 'another promise');
    return choice === 'supporter'
      ? { ...withClosed(seen, name, closedUntil(seen, name), clock), supporterUntil: until }
      : withClosed(seen, name, until, clock);
  }

  #store(reader: Reader, page: Page, visits: Visits): void {
    reader.text = writeVisits(visits);
    this.figures.longestText = Math.max(this.figures.longestText, reader.text?.length ?? 0);
    if (page.hasConsent || !/"(views|articles|reader)"/.test(reader.text ?? '')) return;
    this.#blame(reader.id, page, '', 'stored without consent');
  }

  #blame(reader: number, { clock }: Page, campaign: string, what: Breach['what']): void {
    this.figures.breaches.push({ reader, at: new Date(clock).toISOString(), campaign, what });
  }
}

function candidateOf(campaign: Campaign, visits: Visits, page: Page): Candidate {
  const { clock, hasConsent, article, section, isSupporter, isSignedIn, diluted } = page;
  const facts: CampaignFacts = {
    ...{ hasContent: true, isSupporter, supporterUntil: visits.supporterUntil, sections: [section], veto: undefined },
    ...{ tags: [], language: 'en', country: undefined, referrer: undefined, isSignedIn, missing: [] },
    closedUntil: closedUntil(visits, campaign.name),
    views: viewsOf(visits, campaign.name),
    articles: hasConsent ? countArticles(visits, article, clock) : 1,
    lastView: lastViewOf(visits, clock),
    lastClose: visits.closedAt,
    isOpenDay: !diluted.has(campaign.name),
  };
  return { campaign, drawn: drawVariant(campaign, hasConsent ? visits.reader : undefined), facts };
}

function makeReader(id: number, { seed, days }: Days): Reader {
  const random = dice(seed * 1_000_003 + id);
  const someDay = (): number => Math.floor(random() * days);
  const [always, from] = [[0, days], someDay()] as const;
  const by = random() < 0.7 ? random() * 40 : -random() * 10;
  const isWrong = random() < 0.15;
  return {
    ...{ id, random, account: new Account(), arms: new Map() },
    habit: pick(random, HABITS),
    impatience: random() < 0.3 ? 0 : 0.16,
    consent: pick(random, [always, always, always, [days, days], [0, someDay()], [someDay(), days]] as const),
    ...{ isSignedIn: random() < 0.2, isSupporter: random() < 0.05 },
    wrong: isWrong ? [Math.round(by * DAY_MS), from, from + 1 + Math.floor(random() * 10)] : [0, 0, 0],
    ...{ text: undefined, latestClock: -Infinity, hadConsent: false },
  };
}

/** The pages of a reader's day. */
function* pagesOf({ random, habit, consent, wrong, isSignedIn, isSupporter }: Reader, day: number): Generator<Page> {
  if (random() >= habit[0]) return;
  const [by, from, until] = wrong;
  let clock = START + day * DAY_MS + Math.floor(random() * DAY_MS) + (day >= from && day < until ? by : 0);
  for (let left = Math.ceil(random() * habit[1]); left > 0; left--) {
    const article = pick(random, ARTICLES);
    const diluted = DILUTED.filter(([name, dilution]) => !isOpenDay(name, dilution, dayOf(clock, 'UTC'), article));
    yield {
      ...{ clock, article, section: article.split('/')[1]!, isSignedIn, isSupporter },
      hasConsent: day >= consent[0] && day < consent[1],
      diluted: new Set(diluted.map(([name]) => name)),
    };
    clock += Math.ceil(random() * 8 * MINUTE_MS);
  }
}

/**
 * How unlikely the arms are, if the weights are kept, and how many took part: chi-squared of each test.
 *
 * @returns Those with the value that one in a thousand would exceed.
 */
export function fitOf({ arms }: Pick<Figures, 'arms'>): { what: string; chi: number; critical: number }[] {
  return Object.entries(PROMISES).flatMap(([name, { arms: weights, share = 100 }]) => {
    if (!weights) return [];
    const count = (arm: string): number => arms.get(`${name} ${arm}`) ?? 0;
    const drawn = Object.entries(weights).map(([arm, weight]) => [count(arm), weight] as const);
    const inside = drawn.reduce((sum, [found]) => sum + found, 0);
    const part = [
      [inside, share],
      [count('-'), 100 - share],
    ] as const;
    return [
      { what: `${name}: arms`, ...chiSquared(drawn) },
      ...(share < 100 ? [{ what: `${name}: share`, ...chiSquared(part) }] : []),
    ];
  });
}

/** For one, two and three degrees of freedom, at p = 0.001. */
const CRITICAL = [10.83, 13.82, 16.27];

function chiSquared(groups: readonly (readonly [found: number, weight: number])[]): { chi: number; critical: number } {
  const [found, weight] = [0, 1].map((index) => groups.reduce((sum, group) => sum + group[index]!, 0)) as [
    number,
    number,
  ];
  const distances = groups.map(([observed, share]) => {
    const expected = (found * share) / weight;
    return (observed - expected) ** 2 / expected;
  });
  return { chi: distances.reduce((sum, distance) => sum + distance), critical: CRITICAL[groups.length - 2]! };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** The same numbers in the same order. @see Mulberry32 */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
