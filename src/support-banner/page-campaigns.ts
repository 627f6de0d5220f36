/** What only banners with campaigns, variants or placeholders need; loaded for them. */
import { field } from '../base/config.ts';
import { languageOf } from '../base/language.ts';
import { formatNumber, intl } from '../base/messages.ts';
import { FurnitureError, request } from '../base/request.ts';
import type { Decision } from '../contracts/banner.ts';
import { safeLink } from '../contracts/links.ts';
import { isOpenDay } from './assignment.ts';
import type { CampaignFacts } from './campaign-rules.ts';
import { campaignOfElement, readCampaigns, type Campaign, type CampaignConfig } from './campaigns.ts';
import { chooseCampaign, configOf, drawVariant, type Candidate } from './choose.ts';
import { normaliseSections } from './eligibility.ts';
import type { BannerOptions } from './options.ts';
import { authorText, pageList } from './page-content.ts';
import { campaignOf, factsOf, storageOf } from './page-facts.ts';
import { pageMemory, recall, remember } from './page-memory.ts';
import { templateOf, templatesOf } from './page-variant.ts';
import { fill, missingIn, type PlaceholderValues } from './placeholders.ts';
import { readTotals, sayTotals, type Totals } from './totals.ts';
import { lastViewOf, withReader } from './visits.ts';
import { dayOf, isTimeZone } from './zoned.ts';

export { slotsOf, wear } from './page-variant.ts';

/** A document of campaigns, as `src` names it. */
const CampaignsAnswer = field((value, refuse): { readonly campaigns: unknown; readonly totals?: unknown } => {
  const { version = 1, campaigns, totals } = (value ?? {}) as Record<string, unknown>;
  return version === 1 && Array.isArray(campaigns)
    ? { campaigns, totals }
    : refuse('{ "version": 1, "campaigns": [] }');
});
const Anything = field((value) => value);

/** What a decision goes by beyond the configuration. */
export interface Asked {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** BCP 47, for numbers and days in words. */
  readonly tag: string;
  readonly veto: string | undefined;
  /** The campaign that was shown in this page view. */
  readonly held: string | undefined;
  /** When a campaign was seen in this page view. */
  readonly countedAt: (campaign: string) => number | undefined;
}

/** The campaign that is spoken of, and what is decided about it. */
export interface InForce {
  /** Its configuration, placeholders filled in. */
  readonly config: CampaignConfig;
  readonly decision: Decision;
  /** The campaigns are still on their way. */
  readonly isPending: boolean;
  /** What to draw for the variant in place of the author's content. */
  readonly template: HTMLTemplateElement | undefined;
  /** Fills the placeholders in the author's content. */
  readonly fillText: (text: string) => string;
}

export interface Callbacks {
  /** Something arrived: decide anew. */
  readonly again: () => void;
  /** What could not be used, for the developer. */
  readonly tell: (problem: string) => void;
  readonly fail: (error: FurnitureError) => void;
}

/** The campaigns of one banner. */
export class PageCampaigns {
  readonly #host: HTMLElement;
  readonly #callbacks: Callbacks;
  /** What `src` answered; `undefined` before, and where it failed. */
  #answer: { readonly campaigns: unknown; readonly totals?: unknown } | undefined;
  #src: string | undefined;
  /** Ends with the stay in the page in which `src` was asked. */
  #signal: AbortSignal | undefined;
  #isWaiting = false;
  #config: Partial<BannerOptions> | undefined;
  #campaigns: readonly Campaign[] = [];
  /** By address; `undefined` while they are on their way, and where they failed. */
  readonly #totals = new Map<string, Totals | undefined>();
  #hasNoIdentity = false;

  constructor(host: HTMLElement, callbacks: Callbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
  }

  /** Asks `src` once per address; with another, or back in the page without an answer, anew. */
  follow(src: string | undefined, signal: AbortSignal): void {
    const isAsked = this.#answer !== undefined || !this.#signal?.aborted;
    if (src === this.#src && isAsked) return;
    this.#src = src;
    this.#signal = signal;
    this.#answer = undefined;
    this.#config = undefined;
    if (src !== undefined) void this.#load(src, signal);
  }

  /** Whether any campaign goes by how many articles were read, or speaks of it in the words of any of its variants. */
  countsArticles(config: Partial<BannerOptions>): boolean {
    return this.#read(config).some((campaign) => {
      const words = [undefined, ...campaign.variants].map((variant) =>
        this.#wordsOf(
          configOf(campaign, variant),
          this.#templateOf({ campaign, drawn: { variant, isCounted: false } }),
        ),
      );
      return campaign.terms.afterArticles > 1 || words.join(' ').includes('{articles}');
    });
  }

  /** The first campaign that may be shown, or why there is none. */
  choose(config: Partial<BannerOptions>, asked: Asked): InForce {
    const candidates = this.#read(config).map((campaign) => this.#candidate(campaign, asked));
    const [first] = candidates;
    if (!first) return nothing(config, this.#isWaiting);
    const { candidate, decision } = chooseCampaign(candidates, asked.held, asked.now);
    const { campaign, drawn } = candidate;
    const own = configOf(campaign, drawn.variant);
    const values = this.#valuesFor(own, asked);
    const fillText = (text: string): string => fill(text, values);
    const template = this.#templateOf(candidate);
    return { config: fillWords(own, fillText), decision, isPending: false, template, fillText };
  }

  async #load(src: string, signal: AbortSignal): Promise<void> {
    const isWanted = (): boolean => !signal.aborted && src === this.#src;
    this.#isWaiting = true;
    try {
      const { data } = await request(src, { schema: CampaignsAnswer, signal });
      if (!isWanted()) return;
      this.#answer = data;
    } catch (error) {
      if (!(error instanceof FurnitureError)) throw error;
      if (!isWanted()) return;
      this.#callbacks.fail(error);
    }
    this.#isWaiting = false;
    this.#config = undefined;
    this.#callbacks.again();
  }

  #read(config: Partial<BannerOptions>): readonly Campaign[] {
    if (config === this.#config) return this.#campaigns;
    this.#config = config;
    const { tell } = this.#callbacks;
    const list = this.#answer?.campaigns ?? config.campaigns;
    const base = this.#answer?.totals === undefined ? config : { ...config, totals: this.#answer.totals };
    if (list !== undefined) this.#campaigns = readCampaigns(list, base, tell);
    else if (config.src !== undefined) this.#campaigns = [];
    else this.#campaigns = [campaignOfElement(campaignOf(config), config, this.#variantsOf(config), tell)];
    return this.#campaigns;
  }

  #variantsOf({ variants }: Partial<BannerOptions>): unknown {
    const templates = templatesOf(this.#host).map(({ dataset }) => ({ ...dataset }));
    return templates.length === 0
      ? variants
      : [...(Array.isArray(variants) ? (variants as unknown[]) : []), ...templates];
  }

  #candidate(campaign: Campaign, asked: Asked): Candidate {
    const drawn = drawVariant(campaign, this.#readerFor(campaign, asked.now));
    const candidate = { campaign, drawn };
    return { ...candidate, facts: this.#factsFor(candidate, asked) };
  }

  #factsFor({ campaign, drawn }: Pick<Candidate, 'campaign' | 'drawn'>, asked: Asked): CampaignFacts {
    const config = configOf(campaign, drawn.variant);
    const { now, veto } = asked;
    const facts = factsOf(this.#host, config, now, veto, asked.countedAt(campaign.name));
    const template = this.#templateOf({ campaign, drawn });
    const visits = recall(storageOf(config), now);
    const counted = new Set([...pageMemory().counted.values()].map(({ at }) => at));
    const before = { ...visits, views: visits.views.filter(([, at]) => !counted.has(at)) };
    const day = dayOf(now, campaign.terms.timeZone);
    return {
      ...facts,
      hasContent: facts.hasContent || config.message !== undefined || template !== undefined,
      tags: normaliseSections(config.tag ?? pageList('article:tag')),
      language: languageOf(this.#host),
      country: config.country?.toLowerCase(),
      referrer: referrerHost(),
      isSignedIn: config.signedIn ?? false,
      lastView: lastViewOf(before, now),
      lastClose: visits.closedAt,
      isOpenDay: isOpenDay(campaign.name, config.dilution ?? 1, day, location.pathname),
      missing: missingIn(this.#wordsOf(config, template), this.#valuesFor(config, asked)),
    };
  }

  #wordsOf({ heading, message, action }: CampaignConfig, template: HTMLTemplateElement | undefined): string {
    return [heading, action, message ?? authorText(this.#host), template?.content.textContent].join(' ');
  }

  #templateOf({ campaign, drawn: { variant } }: Pick<Candidate, 'campaign' | 'drawn'>) {
    const isMine = variant && campaign.config === this.#config;
    return isMine ? templateOf(this.#host, variant.variant) : undefined;
  }

  /** What is known for the placeholders; totals only where the words speak of them. */
  #valuesFor(config: CampaignConfig, { now, tag }: Asked): PlaceholderValues {
    const timeZone = config.timeZone !== undefined && isTimeZone(config.timeZone) ? config.timeZone : undefined;
    const totals = this.#totalsFor(config);
    const articles = config.consent ? factsOf(this.#host, config, now).articles : undefined;
    return {
      articles: articles === undefined ? undefined : formatNumber(articles, tag),
      day: intl('DateTimeFormat', tag, { weekday: 'long', ...(timeZone !== undefined && { timeZone }) })?.format(now),
      ...(totals && sayTotals(totals, tag)),
    };
  }

  #totalsFor({ totals }: CampaignConfig): Totals | undefined {
    if (typeof totals === 'object') return readTotals(totals);
    const address = safeLink(totals, 'publisher');
    if (address === undefined) return undefined;
    if (!this.#totals.has(address)) void this.#loadTotals(address);
    return this.#totals.get(address);
  }

  async #loadTotals(address: string): Promise<void> {
    this.#totals.set(address, undefined);
    try {
      const { data } = await request(address, { schema: Anything });
      const totals = readTotals(data);
      if (!totals) throw new FurnitureError('malformed', `${address}: no "raised" and "currency"`);
      this.#totals.set(address, totals);
      this.#callbacks.again();
    } catch (error) {
      if (!(error instanceof FurnitureError)) throw error;
      this.#callbacks.fail(error);
    }
  }

  /**
   * What arms are drawn by: the page's own name for the reader, or, with consent, a random one that is kept. Where it
   * cannot be kept there is none: it would be another one on the next page.
   */
  #readerFor({ variants, config }: Campaign, now: number): string | undefined {
    if (variants.length === 0) return undefined;
    if (config.reader !== undefined) return config.reader;
    const kind = storageOf(config);
    if (!config.consent || kind === 'none' || this.#hasNoIdentity) return undefined;
    const known = recall(kind, now).reader;
    if (known !== undefined) return known;
    const name = randomName();
    if (remember(kind, now, (visits) => withReader(visits, name))) return name;
    this.#hasNoIdentity = true;
    remember(kind, now, (visits) => withReader(visits, undefined));
    return undefined;
  }
}

/** What is in force where there is no campaign, or none yet. */
function nothing(config: Partial<BannerOptions>, isPending: boolean): InForce {
  const detail = isPending ? 'campaigns are being loaded' : 'no campaign';
  const rules = [{ rule: 'content' as const, passes: false, detail }];
  const decision = { show: false, reason: 'content' as const, rules };
  return { config, decision, isPending, template: undefined, fillText: (text) => text };
}

function fillWords(config: CampaignConfig, fillText: (text: string) => string): CampaignConfig {
  const filled: Record<string, string> = {};
  for (const name of ['heading', 'message', 'action'] as const) {
    const words = config[name];
    if (words !== undefined) filled[name] = fillText(words);
  }
  return { ...config, ...filled };
}

/** Where the reader comes from, other than this site. */
function referrerHost(): string | undefined {
  try {
    const { hostname } = new URL(document.referrer);
    return hostname === location.hostname ? undefined : hostname.toLowerCase();
  } catch {
    return undefined;
  }
}

/** 96 random bits. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join('-');
}

/** Whether what appears in `host` moves nothing that the reader sees: it stands, or would stand, below the window. */
export function isBelowWindow(host: Element): boolean {
  const hasBox = (element: Element | null): element is Element => !!element && element.getClientRects().length > 0;
  const next = [host, host.nextElementSibling].find(hasBox);
  const top = next?.getBoundingClientRect().top ?? host.parentElement?.getBoundingClientRect().bottom;
  return top !== undefined && top >= window.innerHeight;
}
