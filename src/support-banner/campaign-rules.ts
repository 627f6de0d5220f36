import { READERS, RULES, type Readers } from '../contracts/banner-rules.ts';
import type { Decision } from '../contracts/banner.ts';
import { askSilence, decideBy, ORDER, PASSES, UNCOUNTED, type Answer, type Facts } from './eligibility.ts';
import type { Question, Rules } from './eligibility.ts';
import { DAY_MS } from './schedule.ts';
import { nextOpenDay, quietUntil, wallTime, type Hours } from './zoned.ts';

/** How long no campaign asks after the reader closed one, in milliseconds: a day. */
export const PAUSE_MS = DAY_MS;

/** What a publisher asks for one of several campaigns. Names are normalised (`normaliseSections`), empty for all. */
export interface CampaignTerms extends Rules {
  readonly tags: readonly string[];
  readonly excludeTags: readonly string[];
  /** BCP 47 language ranges: `en` is also `en-GB` (RFC 4647, basic filtering). */
  readonly languages: readonly string[];
  /** ISO 3166-1 alpha-2, in lower case. */
  readonly countries: readonly string[];
  /** Hosts, each with everything below it; `direct` for readers who come from nowhere. */
  readonly referrers: readonly string[];
  readonly readers: readonly Readers[];
  /** Days of the week, 0 for Sunday; `undefined` for every day. */
  readonly days: ReadonlySet<number> | undefined;
  readonly quietHours: Hours | undefined;
  /** IANA name of the zone of days and quiet hours; `undefined` for the reader's own. */
  readonly timeZone: string | undefined;
  /** Days after a view of any campaign; 0 for none. */
  readonly gapDays: number;
}

/** What is known beyond the {@link Facts} of every banner. */
export interface CampaignFacts extends Facts {
  readonly tags: readonly string[];
  /** BCP 47. */
  readonly language: string;
  /** As the page says it; in lower case. */
  readonly country: string | undefined;
  /** Host of the page that the reader comes from, in lower case. */
  readonly referrer: string | undefined;
  readonly isSignedIn: boolean;
  /** When any campaign was last seen before this page view, and last closed. Milliseconds since the epoch. */
  readonly lastView: number | undefined;
  readonly lastClose: number | undefined;
  /** By dilution, this is a page and a day on which to ask. */
  readonly isOpenDay: boolean;
  /** Placeholders in its words that nothing is known for. */
  readonly missing: readonly string[];
}

type CampaignQuestion = Question<CampaignFacts, CampaignTerms>;

const OTHERS: readonly CampaignQuestion[] = [
  ['supporter', askSupporter],
  ['days', askDays],
  ['quiet-hours', askHours],
  ['exclude-tags', askNoTags],
  ['tags', ({ tags }, { tags: wanted }) => askAny(tags, wanted)],
  ['languages', askLanguages],
  ['countries', ({ country }, { countries }) => askAny(country === undefined ? [] : [country], countries)],
  ['referrers', askReferrers],
  ['readers', askReaders],
  ['gap', askGap],
  ['dilution', ({ isOpenDay }) => [isOpenDay]],
  ['placeholders', ({ missing }) => [missing.length === 0, missing.map((name) => `{${name}}`).join(' ')]],
];

/** All rules in the order of the contract; those of campaigns go before those of every banner. */
const CAMPAIGN_ORDER: readonly CampaignQuestion[] = RULES.map((rule) =>
  [...OTHERS, ...ORDER].find(([name]) => name === rule)!,
);

/**
 * Decides about one of several campaigns. Every rule is asked; the first that fails is the reason.
 *
 * @param now - Milliseconds since the epoch.
 */
export function decideCampaign(facts: CampaignFacts, terms: CampaignTerms, now: number): Decision {
  return decideBy(CAMPAIGN_ORDER, facts, terms, now);
}

/** Supporters are left in peace, but by campaigns that are for them. */
function askSupporter({ isSupporter, supporterUntil }: CampaignFacts, { readers }: CampaignTerms, now: number): Answer {
  if (readers.includes('supporters')) return PASSES;
  return isSupporter ? [false] : askSilence(supporterUntil, now);
}

function askDays(_: CampaignFacts, { days, timeZone }: CampaignTerms, now: number): Answer {
  if (!days) return PASSES;
  const opens = nextOpenDay(now, days, timeZone);
  return [opens === undefined, sayWall(now, timeZone), opens];
}

function askHours(_: CampaignFacts, { quietHours, timeZone }: CampaignTerms, now: number): Answer {
  if (!quietHours) return PASSES;
  const until = quietUntil(now, quietHours, timeZone);
  return [until === undefined, sayWall(now, timeZone), until];
}

function askNoTags({ tags }: CampaignFacts, { excludeTags }: CampaignTerms): Answer {
  const found = tags.find((tag) => excludeTags.includes(tag));
  return [found === undefined, found];
}

function askAny(here: readonly string[], wanted: readonly string[]): Answer {
  if (wanted.length === 0) return PASSES;
  return [here.some((name) => wanted.includes(name)), `here: ${here.join(', ') || 'none'}`];
}

function askLanguages({ language }: CampaignFacts, { languages }: CampaignTerms): Answer {
  if (languages.length === 0) return PASSES;
  const tag = `${language.toLowerCase()}-`;
  return [languages.some((range) => range === '*' || tag.startsWith(`${range}-`)), `here: ${language}`];
}

function askReferrers({ referrer }: CampaignFacts, { referrers }: CampaignTerms): Answer {
  if (referrers.length === 0) return PASSES;
  const host = referrer ?? 'direct';
  return [referrers.some((wanted) => `.${host}`.endsWith(`.${wanted}`)), `from: ${host}`];
}

function askReaders({ isSupporter, supporterUntil, isSignedIn }: CampaignFacts, terms: CampaignTerms, now: number) {
  if (terms.readers.length === 0) return PASSES;
  const supports = isSupporter || (supporterUntil !== undefined && now < supporterUntil);
  const groups: Readers[] = [isSignedIn ? 'signed-in' : 'signed-out', ...(supports ? ['supporters' as const] : [])];
  return askAny(groups, terms.readers);
}

/** Whoever closed one campaign is asked by no other for a day; whoever saw one, by none for as long as this one says. */
function askGap({ lastView, lastClose }: CampaignFacts, { gapDays, hasConsent }: CampaignTerms, now: number): Answer {
  if (lastClose !== undefined && lastClose <= now && now < lastClose + PAUSE_MS)
    return [false, 'another one was closed', lastClose + PAUSE_MS];
  if (gapDays === 0) return PASSES;
  if (!hasConsent) return UNCOUNTED;
  if (lastView === undefined) return PASSES;
  const ends = lastView + gapDays * DAY_MS;
  return [now >= ends, `last seen ${new Date(lastView).toISOString()}`, ends];
}

/** The time of the rule as a clock there shows it. */
function sayWall(now: number, timeZone: string | undefined): string {
  const { weekday, hour, minute } = wallTime(now, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${WEEKDAYS[weekday]} ${two(hour)}:${two(minute)} ${timeZone ?? "by the reader's clock"}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Some of {@link READERS}, or what is none of them. */
export function parseReaders(names: readonly string[]): { readers: Readers[]; unknown: string[] } {
  const isKnown = (name: string): name is Readers => (READERS as readonly string[]).includes(name);
  return { readers: names.filter(isKnown), unknown: names.filter((name) => !isKnown(name)) };
}
