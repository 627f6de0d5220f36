import * as z from 'zod/mini';

import { own } from '../base/own.ts';

type Json = Record<string, unknown>;

/** JSON names that differ from the names of attributes and properties. */
const RENAMED: Readonly<Record<string, string>> = { updatedAt: 'asOf', endsAt: 'deadline' };
/** What a campaign also says, to machines. */
const UNUSED = ['version', 'events', 'history'];
/** Names in the totals of other services: their figures may be in other units. */
const FOREIGN = ['goalStats', 'goalType', 'balance', 'receiving', 'data'];
/** Below this many major units one gift may be fifty times as much. */
const MIN_KNOWN = 100;
const MAX_JUMP = 50;
const TOTALS = ['raised', 'goal', 'milestones', 'tiers', 'supporters'];

/** Translates the campaign JSON to the fields of the configuration. */
export function campaignFields(json: Json): Json {
  const fields: Json = {};
  for (const key of Object.keys(json)) {
    if (!UNUSED.includes(key)) fields[own(RENAMED, key) ? RENAMED[key]! : key] = json[key];
  }
  return fields;
}

/** Totals that may be another service's, as they came. */
export class ForeignAnswer {
  readonly json: Json;

  constructor(json: Json) {
    this.json = json;
  }
}

/**
 * What `src` may answer: the campaign JSON, version 1, or a bare `{ "total", "goal" }` in major units. Translated to
 * campaign JSON; single fields are checked where all configuration is. What looks like the totals of another service is
 * handed on as it is.
 */
export const CampaignAnswer = z.pipe(
  z.unknown(),
  z.transform((answer, context): Json | ForeignAnswer => {
    const json = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? (answer as Json) : {};
    const { total, goal } = json;
    if (isTotal(total)) return isTotal(goal) ? { raised: notNegative(total), goal } : { raised: notNegative(total) };
    if (json['version'] === undefined && FOREIGN.some((name) => name in json)) return new ForeignAnswer(json);
    const isCampaign = (json['version'] ?? 1) === 1 && TOTALS.some((name) => isUseful(json[name]));
    if (isCampaign) return isTotal(json['raised']) ? { ...json, raised: notNegative(json['raised']) } : json;
    context.issues.push({ code: 'custom', input: undefined, message: 'a campaign' });
    return z.NEVER;
  }),
);

function isTotal(value: unknown): value is number | string {
  return (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && /^-?\d/.test(value));
}

/** Refunds can outweigh gifts; a meter starts at nothing. */
function notNegative(total: number | string): number | string {
  return String(total).startsWith('-') ? 0 : total;
}

/**
 * Whether a total jumps so far that it is rather in another unit: fifty times, up or down. Small sums may, by one gift.
 *
 * @param before - The last total, a decimal in major units.
 */
export function looksLikeOtherUnit(before: unknown, now: unknown): boolean {
  if (!isTotal(before) || !isTotal(now)) return false;
  // A guess about sizes, no reckoning with money.
  const [smaller, larger] = [Number(before), Number(now)].sort((a, b) => a - b) as [number, number];
  return smaller >= MIN_KNOWN && larger >= smaller * MAX_JUMP;
}

function isUseful(value: unknown): boolean {
  return isTotal(value) || Array.isArray(value);
}
