import { own } from '../base/own.ts';
import { MAX_CAP_VIEWS } from './cap.ts';
import { DAY_MS } from './schedule.ts';

/** The one key under which banners remember, in whichever storage: for the publisher's cookie policy. */
export const STORAGE_KEY = 'page-furniture:support-banner';
/** Only this shape is read; another version counts as nothing. */
export const VERSION = 1;
/** Days in which articles are counted. */
export const ARTICLE_DAYS = 30;

const MAX_VIEWS = 400;
const MAX_ARTICLES = 50;
const MAX_CLOSED = 50;
const MAX_NAME_LENGTH = 100;
const KEEP_VIEWS_DAYS = 365;
/** Nothing is silenced for longer than ten years, whatever was stored. */
const MAX_SILENCE_MS = 3_653 * DAY_MS;

/** A campaign or an article, and a time in milliseconds since the epoch. */
export type Entry = readonly [name: string, time: number];

/** What banners remember; it is stored as JSON of this very shape, with a `version`. */
export interface Visits {
  /** Campaigns that the reader closed, and until when they are silent. */
  readonly closed: readonly Entry[];
  /** The reader gave, or said so: no campaign asks before then. */
  readonly supporterUntil?: number | undefined;
  /** When the reader last closed any of them. */
  readonly closedAt?: number | undefined;
  /** A random name, for the arms of tests and for nothing else. Only with consent. */
  readonly reader?: string | undefined;
  /** Campaigns and when they were seen. Only with consent. */
  readonly views: readonly Entry[];
  /** Articles (hashes, not addresses) and when they were read. Only with consent. */
  readonly articles: readonly Entry[];
}

export const NOTHING: Visits = { closed: [], views: [], articles: [] };

/**
 * Reads what was stored. What is damaged, from another version, past or impossible is left out, entry by entry.
 *
 * @param now - Milliseconds since the epoch.
 */
export function readVisits(text: string | undefined, now: number): Visits {
  const stored = parse(text);
  if (field(stored, 'version') !== VERSION) return NOTHING;
  const isSilence = (until: number) => until > now && until <= now + MAX_SILENCE_MS;
  const isRecent = (days: number) => (at: number) => at > now - days * DAY_MS;
  const [supporterUntil, closedAt, reader] = ['supporterUntil', 'closedAt', 'reader'].map((name) =>
    field(stored, name),
  );
  return {
    closed: entries(field(stored, 'closed'), isSilence, MAX_CLOSED),
    ...(isTime(supporterUntil) && isSilence(supporterUntil) && { supporterUntil }),
    ...(isTime(closedAt) && isRecent(1)(closedAt) && { closedAt }),
    ...(typeof reader === 'string' && { reader: reader.slice(0, MAX_NAME_LENGTH) }),
    views: entries(field(stored, 'views'), isRecent(KEEP_VIEWS_DAYS), MAX_VIEWS),
    articles: entries(field(stored, 'articles'), isRecent(ARTICLE_DAYS), MAX_ARTICLES),
  };
}

/** What to store, or `undefined` when there is nothing to remember. */
export function writeVisits({ closed, views, articles, ...rest }: Visits): string | undefined {
  const some = (list: readonly Entry[]) => (list.length > 0 ? list : undefined);
  const parts = { closed: some(closed), ...rest, views: some(views), articles: some(articles) };
  const text = JSON.stringify(parts);
  return text === '{}' ? undefined : JSON.stringify({ version: VERSION, ...parts });
}

/**
 * Remembers, or with `undefined` forgets, until when a campaign is silent.
 *
 * @param at - When the reader last closed any campaign.
 */
export function withClosed(visits: Visits, campaign: string, until: number | undefined, at?: number): Visits {
  const others = without(visits.closed, campaign);
  return { ...visits, closed: until === undefined ? others : [...others, [campaign, until] as const], closedAt: at };
}

/** Counts a view; of one campaign no more than a cap can ask for, or one without a cap would push out all others. */
export function withView(visits: Visits, campaign: string, at: number): Visits {
  let surplus = viewsOf(visits, campaign).length + 1 - MAX_CAP_VIEWS;
  const others = visits.views.filter(([name]) => name !== campaign || surplus-- <= 0);
  return { ...visits, views: [...others, [campaign, at]] };
}

/** Counts an article once, by its last reading. */
export function withArticle(visits: Visits, article: string, at: number): Visits {
  return { ...visits, articles: [...without(visits.articles, article), [article, at]] };
}

/** Remembers a random name for tests, or with `undefined` forgets it. */
export function withReader(visits: Visits, reader: string | undefined): Visits {
  return { ...visits, reader };
}

/** What remains when consent is withdrawn: what the reader did on purpose. */
export function withoutCounters(visits: Visits): Visits {
  return { ...visits, reader: undefined, views: [], articles: [] };
}

/** As if the reader had never met this campaign, nor said that they support already. */
export function withoutCampaign(visits: Visits, campaign: string): Visits {
  const { closed, views } = visits;
  return {
    ...visits,
    closed: without(closed, campaign),
    views: without(views, campaign),
    supporterUntil: undefined,
    closedAt: undefined,
  };
}

export function closedUntil(visits: Visits, campaign: string): number | undefined {
  return visits.closed.find(([name]) => name === campaign)?.[1];
}

/** When a campaign was seen. */
export function viewsOf(visits: Visits, campaign: string): number[] {
  return visits.views.filter(([name]) => name === campaign).map(([, at]) => at);
}

/** When any campaign was last seen, by a clock that says `now`. */
export function lastViewOf(visits: Visits, now: number): number | undefined {
  const times = visits.views.map(([, at]) => at).filter((at) => at <= now);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Different articles read in {@link ARTICLE_DAYS} days, the one at hand included. */
export function countArticles(visits: Visits, article: string, now: number): number {
  return without(visits.articles, article).filter(([, at]) => at <= now).length + 1;
}

function without(list: readonly Entry[], name: string): Entry[] {
  return list.filter((entry) => entry[0] !== name);
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** An own field of whatever was stored. */
function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && own(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The sound entries of a list, the newest of them if there are too many. */
function entries(list: unknown, isWanted: (time: number) => boolean, max: number): Entry[] {
  if (!Array.isArray(list)) return [];
  const sound = list.filter(
    (entry: unknown): entry is Entry =>
      Array.isArray(entry) && typeof entry[0] === 'string' && isTime(entry[1]) && isWanted(entry[1]),
  );
  return sound.slice(-max).map(([name, time]) => [name.slice(0, MAX_NAME_LENGTH), time]);
}

/** `NaN` becomes `null` in JSON, and once it is in there it would stay for ever. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
