import { own } from '../base/own.ts';
import type { StorageKind } from '../contracts/banner.ts';
import { parseInstant } from '../contracts/dates.ts';
import { normaliseSections, type Facts } from './eligibility.ts';
import { hash32 } from './hash.ts';
import type { BannerOptions } from './options.ts';
import { articleAddress, hasSlotted, pageList } from './page-content.ts';
import { pageMemory, recall } from './page-memory.ts';
import { closedUntil, countArticles, viewsOf } from './visits.ts';

type Options = Partial<BannerOptions>;

/** What a banner without a `campaign` is remembered under. */
const DEFAULT_CAMPAIGN = 'default';

export function campaignOf({ campaign }: Options): string {
  return campaign ?? DEFAULT_CAMPAIGN;
}

export function storageOf({ storage }: Options): StorageKind {
  return storage ?? 'local';
}

/** The time that counts, in milliseconds since the epoch: the `now` attribute, or the clock. */
export function clockOf({ now }: Options): number {
  return (now === undefined ? undefined : parseInstant(now)) ?? Date.now();
}

/** The article at hand, by a name that does not tell its address. */
export function articleId(): string {
  return hash32(articleAddress()).toString(36);
}

/** What only campaigns have. */
const OF_CAMPAIGNS = [
  ...['src', 'campaigns', 'variants', 'tags', 'excludeTags', 'languages', 'countries', 'referrers', 'readers'],
  ...['days', 'quietHours', 'timeZone', 'gap', 'dilution', 'totals'],
];

/**
 * Whether deciding about a banner takes more than its own rules: campaigns, variants, or words to fill in. (With
 * `after-articles` a banner fills in the articles itself.)
 */
export function needsCampaigns(host: Element, options: Options): boolean {
  const words = `${options.heading}${options.action}${host.textContent}`;
  return (
    OF_CAMPAIGNS.some((name) => own(options, name)) ||
    host.querySelector(':scope > template[data-variant]') !== null ||
    /\{(raised|goal|percent|day)\}/.test(words) ||
    (options.afterArticles === undefined && words.includes('{articles}'))
  );
}

/**
 * What is known of the page and of its reader.
 *
 * @param veto - Who keeps the banner away, in English.
 * @param counted - When this campaign was seen in this very page view: what a banner was shown for does not take it away.
 */
export function factsOf(host: Element, options: Options, now: number, veto?: string, counted?: number): Facts {
  const visits = recall(storageOf(options), now);
  const campaign = campaignOf(options);
  const views = viewsOf(visits, campaign);
  const mine = counted === undefined ? -1 : views.lastIndexOf(counted);
  const isSupporter = options.supporter ?? false;
  return {
    hasContent:
      options.heading !== undefined ||
      options.href !== undefined ||
      ['', 'heading', 'actions', ...(isSupporter ? ['thanks'] : [])].some((name) => hasSlotted(host, name)),
    isSupporter,
    supporterUntil: latest(visits.supporterUntil, pageMemory().supporterUntil),
    sections: normaliseSections(options.section ?? pageList('article:section')),
    closedUntil: closedUntil(visits, campaign),
    views: views.filter((_, index) => index !== mine),
    articles: options.consent ? countArticles(visits, articleId(), now) : 1,
    veto,
  };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
