/**
 * What ten campaigns promise, kept by hand: an account of what a reader saw and answered, and what may be shown after it.
 *
 * Nothing in here is the code that it judges. The promises are written out instead of read from the configuration, the
 * zones' clocks are set by hand, and only what happened counts, not what the browser stored of it.
 */
import type { Choice } from '../../src/contracts/banner.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);

/** Readers come from 1 October 2026 on: two zones set their clocks back in these weeks. */
export const START = at('2026-10-01T00:00:00Z');

/** Hours that a zone's clocks are ahead of UTC, in autumn 2026. */
const ZONES = {
  utc: () => 0,
  berlin: (clock: number) => (clock < at('2026-10-25T01:00:00Z') ? 2 : 1),
  newYork: (clock: number) => (clock < at('2026-11-01T06:00:00Z') ? -4 : -5),
  kathmandu: () => 5.75,
};

/** What was configured, as numbers. Hours are of the day; spans are days. */
interface Terms {
  readonly zone?: keyof typeof ZONES;
  readonly from?: number;
  readonly until?: number;
  /** 0 for Sunday. */
  readonly days?: readonly number[];
  readonly quiet?: readonly [from: number, to: number];
  readonly sections?: readonly string[];
  readonly notIn?: readonly string[];
  readonly isForSupporters?: boolean;
  readonly isForSignedIn?: boolean;
  readonly articles?: number;
  readonly cap?: readonly [views: number, days: number];
  readonly gap?: number;
  readonly silence?: number;
  readonly share?: number;
  /** Arms with their weights; the control is one of them. */
  readonly arms?: Readonly<Record<string, number>>;
}

/** In order of priority, as {@link CAMPAIGNS}. */
export const PROMISES: Readonly<Record<string, Terms>> = {
  'election-night': { from: at('2026-10-10T16:00:00Z'), until: at('2026-10-12T04:00:00Z'), cap: [2, 2] },
  harbour: { zone: 'berlin', quiet: [22, 7], cap: [4, 30], gap: 3, arms: { control: 1, warm: 1 } },
  library: {
    ...{ zone: 'newYork', days: [6, 0], sections: ['library'], cap: [3, 7] },
    ...{ from: at('2026-10-17T04:00:00Z'), until: at('2026-11-16T05:00:00Z') },
  },
  regulars: { articles: 5, cap: [2, 14], gap: 2, share: 60, arms: { control: 3, plain: 1 } },
  lunch: { zone: 'kathmandu', quiet: [14, 11.5], days: [1, 2, 3, 4, 5], cap: [5, 10] },
  members: { isForSupporters: true, cap: [1, 20] },
  letters: { isForSignedIn: true, cap: [2, 10], gap: 1 },
  night: { zone: 'berlin', quiet: [6, 23.25], cap: [3, 30] },
  weather: { notIn: ['council'], cap: [10, 20], silence: 5 },
  always: { silence: 30, arms: { control: 1, b: 2, c: 3, d: 4 } },
};

/** The same for the banner. */
export const CAMPAIGNS: readonly Readonly<Record<string, unknown>>[] = [
  { campaign: 'election-night', starts: '2026-10-10T18:00:00+02:00', ends: '2026-10-12T06:00:00+02:00', cap: '2/2' },
  {
    ...{ campaign: 'harbour', quietHours: '22:00-07:00', timeZone: 'Europe/Berlin', cap: '4/30', gap: 3 },
    variants: [{ variant: 'warm', heading: 'Keep the harbour lit' }],
  },
  {
    ...{ campaign: 'library', starts: '2026-10-17', ends: '2026-11-15', days: 'sat sun', timeZone: 'America/New_York' },
    ...{ sections: 'Library', cap: '3/7' },
  },
  {
    ...{ campaign: 'regulars', afterArticles: 5, cap: '2/14', gap: 2, share: 60 },
    variants: [
      { variant: 'control', weight: 3 },
      { variant: 'plain', weight: 1 },
    ],
  },
  {
    ...{ campaign: 'lunch', quietHours: '14:00-11:30', days: 'mon tue wed thu fri', timeZone: 'Asia/Kathmandu' },
    cap: '5/10',
  },
  { campaign: 'members', readers: 'supporters', cap: '1/20' },
  { campaign: 'letters', readers: 'signed-in', cap: '2/10', gap: 1 },
  { campaign: 'night', quietHours: '06:00-23:15', timeZone: 'Europe/Berlin', cap: '3/30' },
  { campaign: 'weather', excludeSections: 'council', cap: '10/20', closeFor: 5, dilution: 3 },
  {
    ...{ campaign: 'always', closeFor: 30 },
    variants: [
      { variant: 'b', weight: 2 },
      { variant: 'c', weight: 3 },
      { variant: 'd', weight: 4 },
    ],
  },
];

/** A page that a reader opens. */
export interface Page {
  /** What the reader's clock shows: milliseconds since the epoch. */
  readonly clock: number;
  readonly article: string;
  readonly section: string;
  readonly hasConsent: boolean;
  readonly isSignedIn: boolean;
  /** As the publisher knows it. */
  readonly isSupporter: boolean;
  /** Campaigns that are diluted away on this page and day. */
  readonly diluted: ReadonlySet<string>;
}

/** Why a campaign must not be shown. */
export const REASONS = [
  'schedule',
  'days',
  'quiet hours',
  'sections',
  'supporter',
  'readers',
  'articles',
  'closed',
  'pause',
  'cap',
  'gap',
  'dilution',
] as const;
export type Reason = (typeof REASONS)[number];

/** Something that was remembered, and whether the reader's clock has once shown that it no longer counts. */
interface Entry {
  readonly at: number;
  readonly until: number;
  wasOver: boolean;
}

interface View {
  readonly campaign: string;
  readonly at: number;
  /** So many views of the campaign came later that the browser need not know of this one. */
  isOutnumbered: boolean;
}

/** Views of one campaign that a browser must know of: no cap can ask for more. */
const KNOWN_VIEWS = 50;

const isOver = (clock: number, entry: Entry): boolean | 'either' =>
  clock >= entry.until || (entry.wasOver ? 'either' : false);

/**
 * One reader's account. A clock that was ahead, and is put right, makes some of it a matter of opinion: the browser may
 * have forgotten what the clock showed to be over, or counted more views ahead of it than it need know of. Only there either
 * answer is right.
 */
export class Account {
  readonly #closes = new Map<string, Entry>();
  #pause: Entry | undefined;
  #support: Entry | undefined;
  #views: View[] = [];
  readonly #articles = new Map<string, Entry>();

  /** The reader's clock shows a time. */
  pass(clock: number): void {
    for (const entry of [...this.#closes.values(), ...this.#articles.values(), this.#pause, this.#support])
      if (entry && clock >= entry.until) entry.wasOver = true;
  }

  read(article: string, clock: number): void {
    this.#articles.set(article, { at: clock, until: clock + 30 * DAY, wasOver: false });
  }

  see(campaign: string, clock: number): void {
    this.#views.push({ campaign, at: clock, isOutnumbered: false });
    const mine = this.#views.filter((view) => view.campaign === campaign);
    const outnumbered = mine[mine.length - 1 - KNOWN_VIEWS];
    if (outnumbered) outnumbered.isOutnumbered = true;
  }

  /**
   * The reader closes a campaign.
   *
   * @returns Until when it is promised to be silent; with *I already support*, every campaign that asks.
   */
  answer(campaign: string, choice: Choice, clock: number): number {
    this.#pause = { at: clock, until: clock + DAY, wasOver: false };
    if (choice === 'supporter') {
      this.support(clock, 365);
      return clock + 365 * DAY;
    }
    const until = choice === 'next-month' ? nextMonth(clock) : clock + (PROMISES[campaign]!.silence ?? 14) * DAY;
    this.#closes.set(campaign, { at: clock, until, wasOver: false });
    return until;
  }

  /** For some days the reader counts as a supporter. */
  support(clock: number, days: number): void {
    this.#support = { at: clock, until: clock + days * DAY, wasOver: false };
  }

  /** Consent is withdrawn: what was counted is gone. */
  withdraw(): void {
    this.#views = [];
    this.#articles.clear();
  }

  /** Every reason against a campaign on a page, and those that only speak against it if nothing was forgotten. */
  against(campaign: string, page: Page): { readonly sure: readonly Reason[]; readonly unsure: readonly Reason[] } {
    const terms = PROMISES[campaign]!;
    const history = [...this.#againstHistory(campaign, terms, page)];
    const which = (wanted: boolean | 'either') => history.filter(([, is]) => is === wanted).map(([reason]) => reason);
    return {
      sure: [...againstTime(terms, page.clock), ...againstPage(campaign, terms, page), ...which(true)],
      unsure: which('either'),
    };
  }

  *#againstHistory(campaign: string, terms: Terms, page: Page): Generator<[Reason, boolean | 'either']> {
    const { clock, hasConsent } = page;
    const supports = page.isSupporter || (this.#support ? not(isOver(clock, this.#support)) : false);
    yield terms.isForSupporters ? ['readers', not(supports)] : ['supporter', supports];
    if (terms.articles !== undefined) yield ['articles', this.#lacksArticles(terms.articles, page)];
    const closed = this.#closes.get(campaign);
    if (closed) yield ['closed', not(isOver(clock, closed))];
    if (this.#pause && this.#pause.at <= clock) yield ['pause', not(isOver(clock, this.#pause))];
    if (!hasConsent) return;
    const known = this.#views.filter((view) => view.at <= clock);
    const { cap, gap = 0 } = terms;
    const recent = known.filter((view) => view.campaign === campaign && view.at > clock - (cap?.[1] ?? 0) * DAY);
    if (cap) yield ['cap', sureOf(recent, ({ length }) => length >= cap[0])];
    yield ['gap', sureOf(known, (views) => views.some((view) => clock < view.at + gap * DAY))];
  }

  #lacksArticles(wanted: number, { clock, article, hasConsent }: Page): boolean | 'either' {
    if (!hasConsent) return true;
    const others = [...this.#articles].filter(([name, { at }]) => name !== article && at <= clock);
    const count = (isKnown: (over: boolean | 'either') => boolean): number =>
      others.filter(([, entry]) => isKnown(isOver(clock, entry))).length + 1;
    if (count((over) => over !== true) < wanted) return true;
    return count((over) => over === false) < wanted ? 'either' : false;
  }
}

/** Whether views speak against a campaign; either way, if only those do that the browser need not know of. */
function sureOf(views: readonly View[], isAgainst: (views: readonly View[]) => boolean): boolean | 'either' {
  if (!isAgainst(views)) return false;
  return isAgainst(views.filter((view) => !view.isOutnumbered)) || 'either';
}

const not = (is: boolean | 'either'): boolean | 'either' => (is === 'either' ? is : !is);

function* againstTime({ from, until, zone = 'utc', days, quiet }: Terms, clock: number): Generator<Reason> {
  if (clock < (from ?? -Infinity) || clock >= (until ?? Infinity)) yield 'schedule';
  const shown = clock + ZONES[zone](clock) * HOUR;
  // The epoch was a Thursday.
  if (days && !days.includes((Math.floor(shown / DAY) + 4) % 7)) yield 'days';
  if (!quiet) return;
  const hour = (shown % DAY) / HOUR;
  const [begins, ends] = quiet;
  if (begins < ends ? hour >= begins && hour < ends : hour >= begins || hour < ends) yield 'quiet hours';
}

function* againstPage(campaign: string, { sections, notIn, isForSignedIn }: Terms, page: Page): Generator<Reason> {
  if (sections && !sections.includes(page.section)) yield 'sections';
  if (notIn?.includes(page.section)) yield 'sections';
  if (isForSignedIn && !page.isSignedIn) yield 'readers';
  if (page.diluted.has(campaign)) yield 'dilution';
}

/** The same day and time of the next month, or its last day. */
function nextMonth(clock: number): number {
  const [date, time] = new Date(clock).toISOString().split('T') as [string, string];
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const length = next === 2 ? 28 : [4, 6, 9, 11].includes(next) ? 30 : 31;
  const two = (part: number): string => String(part).padStart(2, '0');
  return at(`${nextYear}-${two(next)}-${two(Math.min(day, length))}T${time}`);
}
