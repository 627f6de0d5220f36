/** What only banners with campaigns, variants or placeholders need; loaded for them. */
import { field } from '../base/config.ts';
import { languageOf } from '../base/language.ts';
import { formatNumber, intl } from '../base/messages.ts';
import { FurnitureError, request } from '../base/request.ts';
import { safeLink } from '../contracts/links.ts';
import { isOpenDay } from './assignment.ts';
import type { CampaignFacts } from './campaign-rules.ts';
import { campaignOfElement, readCampaigns, type Campaign, type CampaignConfig, type Variant } from './campaigns.ts';
import { chooseCampaign, configOf, drawVariant, type Candidate } from './choose.ts';
import { normaliseSections } from './eligibility.ts';
import { nothingInForce, type InForce } from './in-force.ts';
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

/** A candidate, and what is drawn if it is chosen. */
interface Prepared extends Candidate {
  readonly config: CampaignConfig;
  readonly template: HTMLTemplateElement | undefined;
  readonly values: PlaceholderValues;
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
        this.#wordsOf(configOf(campaign, variant), this.#templateOf(campaign, variant)),
      );
      return campaign.terms.afterArticles > 1 || words.join(' ').includes('{articles}');
    });
  }

  /** The first campaign that may be shown, or why there is none. */
  choose(config: Partial<BannerOptions>, asked: Asked): InForce {
    const candidates = this.#read(config).map((campaign) => this.#prepare(campaign, asked));
    if (candidates.length === 0) return nothingInForce(config, this.#isWaiting);
    const { candidate, decision } = chooseCampaign(candidates, asked.held, asked.now);
    const fillText = (text: string): string => fill(text, candidate.values);
    const { template } = candidate;
    return { config: fillWords(candidate.config, fillText), decision, isPending: false, template, fillText };
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

  #prepare(campaign: Campaign, asked: Asked): Prepared {
    const drawn = drawVariant(campaign, this.#readerFor(campaign, asked.now));
    const config = configOf(campaign, drawn.variant);
    const template = this.#templateOf(campaign, drawn.variant);
    const common = factsOf(this.#host, config, asked.now, asked.veto, asked.countedAt(campaign.name));
    const values = this.#valuesFor(config, common.articles, asked);
    const facts: CampaignFacts = {
      ...common,
      ...this.#factsFor(campaign, config, asked.now),
      hasContent: common.hasContent || config.message !== undefined || template !== undefined,
      missing: missingIn(this.#wordsOf(config, template), values),
    };
    return { campaign, drawn, facts, config, template, values };
  }

  /** What only campaigns ask for. */
  #factsFor({ name, terms }: Campaign, config: CampaignConfig, now: number) {
    const visits = recall(storageOf(config), now);
    const counted = new Set([...pageMemory().counted.values()].map(({ at }) => at));
    const before = { ...visits, views: visits.views.filter(([, at]) => !counted.has(at)) };
    return {
      tags: normaliseSections(config.tag ?? pageList('article:tag')),
      language: languageOf(this.#host),
      country: config.country?.toLowerCase(),
      referrer: referrerHost(),
      isSignedIn: config.signedIn ?? false,
      lastView: lastViewOf(before, now),
      lastClose: visits.closedAt,
      isOpenDay: isOpenDay(name, config.dilution ?? 1, dayOf(now, terms.timeZone), location.pathname),
    };
  }

  #wordsOf({ heading, message, action }: CampaignConfig, template: HTMLTemplateElement | undefined): string {
    return [heading, action, message ?? authorText(this.#host), template?.content.textContent].join(' ');
  }

  #templateOf(campaign: Campaign, variant: Variant | undefined): HTMLTemplateElement | undefined {
    const isMine = variant && campaign.config === this.#config;
    return isMine ? templateOf(this.#host, variant.variant) : undefined;
  }

  /** What is known for the placeholders. */
  #valuesFor(config: CampaignConfig, articles: number, { now, tag }: Asked): PlaceholderValues {
    const timeZone = config.timeZone !== undefined && isTimeZone(config.timeZone) ? config.timeZone : undefined;
    const totals = this.#totalsFor(config);
    return {
      articles: config.consent ? formatNumber(articles, tag) : undefined,
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
