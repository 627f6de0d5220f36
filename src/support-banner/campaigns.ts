import * as z from 'zod/mini';

import { field, resolveConfig, unknownKeys, type ConfigSchema, type Layer } from '../base/config.ts';
import { describe } from '../base/configuration.ts';
import type { Arm } from './assignment.ts';
import { parseReaders, type CampaignTerms } from './campaign-rules.ts';
import { normaliseSections } from './eligibility.ts';
import { BannerOptions } from './options.ts';
import { rulesOf } from './rules-of.ts';
import { instantOf, isTimeZone, parseDays, parseHours, type TimeZone } from './zoned.ts';

type Json = Readonly<Record<string, unknown>>;

/** The arm that speaks the campaign's own words, and that of everybody who takes no part in the test. */
export const CONTROL = 'control';
/** Most campaigns of one banner, and most variants of one campaign; what is beyond them is left out and told. */
export const MAX_CAMPAIGNS = 50;
export const MAX_VARIANTS = 20;
const MAX_WEIGHT = 1_000;

const { heading, headingLevel, action, href, placement, campaign, ...others } = BannerOptions._zod.def.shape;
const { starts, ends, cap, closeFor, afterArticles, sections, excludeSections, sensitive, reminder, tags } = others;
const { excludeTags, languages, countries, referrers, readers, days, quietHours, timeZone, gap, dilution } = others;
const { share, totals } = others;

/** Text with its line breaks, which part paragraphs. */
const lines = (max: number) =>
  field((value, refuse): string | undefined => {
    if (typeof value !== 'string') return refuse('text');
    const clean = value
      .slice(0, max)
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n]+/gu, ' ');
    return clean.trim() === '' ? undefined : clean.trim();
  });

/** What a variant may say otherwise than its campaign. */
const WORDS = { heading, headingLevel, message: lines(2_000), action, href, placement };
export const VariantOptions = z.object({
  variant: field((value, refuse): string => {
    if (typeof value === 'string' && /^[A-Za-z0-9._-]{1,50}$/.test(value)) return value;
    return refuse('1 to 50 of A-Z a-z 0-9 . _ -');
  }),
  weight: field((value, refuse): number => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && number >= 0 && number <= MAX_WEIGHT) return number;
    return refuse(`a number from 0 to ${MAX_WEIGHT}`);
  }),
  ...WORDS,
});
/** What a campaign of a list may say; consent, storage and what is known of the page belong to the element. */
export const CampaignOptions = z.object({
  ...WORDS,
  ...{ campaign, starts, ends, cap, closeFor, afterArticles, sections, excludeSections, sensitive, reminder, tags },
  ...{
    excludeTags,
    languages,
    countries,
    referrers,
    readers,
    days,
    quietHours,
    timeZone,
    gap,
    dilution,
    share,
    totals,
  },
  variants: field((value) => value),
});

/** The configuration in force for one campaign: the element's, and the campaign's own over it. */
export type CampaignConfig = Partial<BannerOptions> & { readonly message?: string | undefined };
/** What a variant says otherwise than its campaign. */
export type VariantWords = Pick<CampaignConfig, keyof typeof WORDS>;

/** An arm of a test, and its words where they are not the campaign's. */
export interface Variant extends Arm {
  readonly words: VariantWords;
}

export interface Campaign {
  readonly name: string;
  readonly config: CampaignConfig;
  readonly terms: CampaignTerms;
  /** The control among them; empty where there is no test. */
  readonly variants: readonly Variant[];
}

/** Tells the developer what could not be used: what came and what is allowed. */
type Tell = (problem: string) => void;

/**
 * Reads a list of campaigns. What one does not say is what the element says; what cannot be used is left out and told.
 *
 * @param list - As in the JSON: objects with the attributes of the element in camel case, `message` and `variants`.
 * @param element - The element's own configuration, checked.
 * @returns In order of priority, which is that of the list.
 */
export function readCampaigns(list: unknown, element: Partial<BannerOptions>, tell: Tell): Campaign[] {
  const found = new Map<string, Campaign>();
  for (const [path, values] of objectsIn('campaigns', list, MAX_CAMPAIGNS, tell)) {
    const config: CampaignConfig = { ...element, ...resolve(CampaignOptions, path, values, tell, element) };
    const name = typeof values['campaign'] === 'string' ? config.campaign : undefined;
    if (name === undefined)
      tell(`${path} "campaign": missing; allowed: an id, by which readers' answers are remembered`);
    else if (found.has(name)) tell(`${path} "campaign": "${name}" is there twice; the first counts`);
    else
      found.set(
        name,
        toCampaign(name, config, readVariants(path, values['variants'], tell), (what) => tell(`${path} ${what}`)),
      );
  }
  return [...found.values()];
}

/** The one campaign of an element that has no list. */
export function campaignOfElement(
  name: string,
  element: Partial<BannerOptions>,
  variants: unknown,
  tell: Tell,
): Campaign {
  return toCampaign(name, element, readVariants('', variants, tell), tell);
}

/**
 * Reads the arms of a test. Without one named {@link CONTROL}, the campaign's own words are an arm of weight 1.
 *
 * @param list - Objects with `variant`, `weight` (0 to 1,000; default 1) and words.
 */
function readVariants(parent: string, list: unknown, tell: Tell): Variant[] {
  if (list === undefined) return [];
  const found = new Map<string, Variant>();
  for (const [path, values] of objectsIn(`${parent}.variants`.replace(/^\./, ''), list, MAX_VARIANTS, tell)) {
    const { variant, weight = 1, ...words } = resolve(VariantOptions, path, values, tell);
    if (variant === undefined) tell(`${path} "variant": missing; allowed: an id`);
    else if (found.has(variant)) tell(`${path} "variant": "${variant}" is there twice; the first counts`);
    else found.set(variant, { variant, weight, words });
  }
  const variants = [...found.values()];
  const isComplete = variants.length === 0 || found.has(CONTROL);
  return isComplete ? variants : [{ variant: CONTROL, weight: 1, words: {} }, ...variants];
}

function toCampaign(name: string, config: CampaignConfig, variants: readonly Variant[], tell: Tell): Campaign {
  return { name, config, terms: termsOf(config, tell), variants };
}

/** What cannot be read is no limit, and told. */
function termsOf(config: CampaignConfig, tell: Tell): CampaignTerms {
  const read = <T>(
    name: 'days' | 'quietHours' | 'timeZone',
    allowed: string,
    parse: (value: string) => T | undefined,
  ) => {
    const value = config[name];
    const parsed = value === undefined ? undefined : parse(value);
    if (value !== undefined && parsed === undefined) tell(`"${name}": received "${value}"; allowed: ${allowed}`);
    return parsed;
  };
  const { readers, unknown } = parseReaders(normaliseSections(config.readers));
  if (unknown.length > 0)
    tell(`"readers": received "${unknown.join(', ')}"; allowed: signed-in, signed-out, supporters`);
  const timeZone = read('timeZone', 'an IANA name like Europe/Berlin', (value) =>
    isTimeZone(value) ? value : undefined,
  );
  const rules = rulesOf(config);
  return {
    ...rules,
    startsAt: midnightIn(timeZone, config.starts, rules.startsAt),
    endsAt: midnightIn(timeZone, config.ends, rules.endsAt),
    tags: normaliseSections(config.tags),
    excludeTags: normaliseSections(config.excludeTags),
    languages: normaliseSections(config.languages),
    countries: normaliseSections(config.countries),
    referrers: normaliseSections(config.referrers),
    readers,
    days: read('days', 'days like mon tue sat', (value) => parseDays(value.replace(/,/g, ' '))),
    quietHours: read('quietHours', 'hours like 22:00-07:00', parseHours),
    timeZone,
    gapDays: config.gap ?? 0,
  };
}

/** A date without a time is a day of the campaign's zone, where it names one; `at` is where it begins, or ends, in UTC. */
function midnightIn(timeZone: TimeZone, written: string | undefined, at: number | undefined): number | undefined {
  if (timeZone === undefined || at === undefined || written?.includes('T')) return at;
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return instantOf({ year, month, day, hour: 0, minute: 0 }, timeZone);
}

/** The objects of a list with their paths; anything else in it is told. */
function* objectsIn(path: string, list: unknown, max: number, tell: Tell): Generator<[path: string, values: Json]> {
  if (!Array.isArray(list)) return tell(`"${path}": allowed: a list of objects`);
  if (list.length > max) tell(`"${path}": at most ${max}; the others are left out`);
  for (const [index, item] of list.slice(0, max).entries()) {
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) yield [`${path}.${index}`, item as Json];
    else tell(`"${path}.${index}": allowed: an object`);
  }
}

function resolve<S extends ConfigSchema>(
  schema: S,
  path: string,
  values: Json,
  tell: Tell,
  element: Json = {},
): Partial<z.output<S>> {
  const layers: Layer[] = [
    { name: 'element', values: element },
    { name: path, values },
  ];
  const { config, issues } = resolveConfig(schema, layers);
  for (const issue of issues) tell(describe(issue));
  for (const key of unknownKeys(schema, values)) tell(`${path} "${key}": not a known key`);
  return config;
}
