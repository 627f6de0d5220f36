import { own } from '../base/own.ts';
import { DAY_MS } from './schedule.ts';

/** The one key under which banners remember, in whichever storage: for the publisher's cookie policy. */
export const STORAGE_KEY = 'page-furniture:support-banner';
/** Only this shape is read; another version counts as nothing. */
export const VERSION = 1;
/** Days in which articles are counted. */
export const ARTICLE_DAYS = 30;

const MAX_VIEWS = 200;
const MAX_ARTICLES = 50;
const MAX_CLOSED = 50;
const MAX_CAMPAIGN_LENGTH = 100;
const KEEP_VIEWS_DAYS = 365;
/** Nothing is silenced for longer than ten years, whatever was stored. */
const MAX_SILENCE_MS = 3_653 * DAY_MS;

/** What banners remember. Times are milliseconds since the epoch. */
export interface Visits {
  /** An explicit close of a campaign silences it until then. */
  readonly closed: readonly { readonly campaign: string; readonly until: number }[];
  /** The reader gave, or said so. */
  readonly supporterUntil: number | undefined;
  /** Only with consent. */
  readonly views: readonly { readonly campaign: string; readonly at: number }[];
  /** Only with consent. Hashes, not addresses. */
  readonly articles: readonly { readonly id: number; readonly at: number }[];
}

export const NOTHING: Visits = { closed: [], supporterUntil: undefined, views: [], articles: [] };

/**
 * Reads what was stored. What is damaged, from another version, past or impossible is left out, entry by entry.
 *
 * @param now - Milliseconds since the epoch.
 */
export function readVisits(text: string | undefined, now: number): Visits {
  const stored = parse(text);
  if (!stored || field(stored, 'version') !== VERSION) return NOTHING;
  const supporterUntil = field(stored, 'supporterUntil');
  return prune(
    {
      closed: entries(stored, 'closed', (entry) => {
        const [campaign, until] = [field(entry, 'campaign'), field(entry, 'until')];
        return isCampaign(campaign) && isTime(until) ? { campaign, until } : undefined;
      }),
      supporterUntil: isTime(supporterUntil) ? supporterUntil : undefined,
      views: entries(stored, 'views', (entry) => {
        const [campaign, at] = [field(entry, 'campaign'), field(entry, 'at')];
        return isCampaign(campaign) && isTime(at) ? { campaign, at } : undefined;
      }),
      articles: entries(stored, 'articles', (entry) => {
        const [id, at] = [field(entry, 'id'), field(entry, 'at')];
        return isTime(id) && isTime(at) ? { id, at } : undefined;
      }),
    },
    now,
  );
}

/** What to store, or `undefined` when there is nothing to remember. */
export function writeVisits(visits: Visits): string | undefined {
  const { closed, supporterUntil, views, articles } = visits;
  const parts = {
    ...(closed.length > 0 && { closed }),
    ...(supporterUntil !== undefined && { supporterUntil }),
    ...(views.length > 0 && { views }),
    ...(articles.length > 0 && { articles }),
  };
  return Object.keys(parts).length > 0 ? JSON.stringify({ version: VERSION, ...parts }) : undefined;
}

/** Remembers, or with `undefined` forgets, until when a campaign is silent. */
export function withClosed(visits: Visits, campaign: string, until: number | undefined): Visits {
  const others = visits.closed.filter((entry) => entry.campaign !== campaign);
  return { ...visits, closed: until === undefined ? others : [...others, { campaign, until }].slice(-MAX_CLOSED) };
}

export function withView(visits: Visits, campaign: string, at: number): Visits {
  return { ...visits, views: [...visits.views, { campaign, at }].slice(-MAX_VIEWS) };
}

/** Counts an article once, by its last reading. */
export function withArticle(visits: Visits, id: number, at: number): Visits {
  const others = visits.articles.filter((entry) => entry.id !== id);
  return { ...visits, articles: [...others, { id, at }].slice(-MAX_ARTICLES) };
}

/** What remains when consent is withdrawn: what the reader did on purpose. */
export function withoutCounters(visits: Visits): Visits {
  return { ...visits, views: [], articles: [] };
}

/** As if the reader had never met this campaign, nor said that they support already. */
export function withoutCampaign(visits: Visits, campaign: string): Visits {
  const views = visits.views.filter((entry) => entry.campaign !== campaign);
  return { ...withClosed(visits, campaign, undefined), views, supporterUntil: undefined };
}

export function closedUntil(visits: Visits, campaign: string): number | undefined {
  return visits.closed.find((entry) => entry.campaign === campaign)?.until;
}

export function viewsOf(visits: Visits, campaign: string): number[] {
  return visits.views.filter((entry) => entry.campaign === campaign).map((entry) => entry.at);
}

/** Different articles read in {@link ARTICLE_DAYS} days, the one at hand included. */
export function countArticles(visits: Visits, id: number, now: number): number {
  const since = now - ARTICLE_DAYS * DAY_MS;
  return visits.articles.filter((entry) => entry.id !== id && entry.at > since && entry.at <= now).length + 1;
}

function prune(visits: Visits, now: number): Visits {
  const isSilence = (until: number) => until > now && until <= now + MAX_SILENCE_MS;
  const isRecent = (at: number, days: number) => at > now - days * DAY_MS;
  const { supporterUntil } = visits;
  return {
    closed: visits.closed.filter(({ until }) => isSilence(until)).slice(-MAX_CLOSED),
    supporterUntil: supporterUntil !== undefined && isSilence(supporterUntil) ? supporterUntil : undefined,
    views: visits.views.filter(({ at }) => isRecent(at, KEEP_VIEWS_DAYS)).slice(-MAX_VIEWS),
    articles: visits.articles.filter(({ at }) => isRecent(at, ARTICLE_DAYS)).slice(-MAX_ARTICLES),
  };
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An own field of whatever was stored. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !own(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function entries<T>(stored: unknown, name: string, read: (entry: unknown) => T | undefined): T[] {
  const list = field(stored, name);
  if (!Array.isArray(list)) return [];
  return list.map(read).filter((entry): entry is Exclude<typeof entry, undefined> => entry !== undefined);
}

function isCampaign(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_CAMPAIGN_LENGTH;
}

/** `NaN` becomes `null` in JSON, and once it is in there it would stay for ever. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
