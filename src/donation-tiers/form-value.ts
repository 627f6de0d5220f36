import * as z from 'zod/mini';

import { oneOf, parseObject, whole } from '../base/config.ts';
import { FREQUENCIES } from '../contracts/decimal.ts';
import type { GiftDetails } from './choice-events.ts';
import { sayMessage } from './choice-sentences.ts';
import { decimalSeparator } from './currency-signs.ts';
import { MAX_MINOR, toDecimal, toMinor } from './money.ts';
import type { Offer, Option } from './offer.ts';
import type { Chosen, Reader } from './selection.ts';
import type { Speech } from './sentences.ts';

/** The controls that a sentence about the choice can stand at. */
export type Place = 'amounts' | 'typed' | 'frequencies' | 'confirm';

/** Why the choice cannot be submitted. */
export interface Flaw {
  /** The flag of `ValidityState`. */
  readonly flag: Exclude<keyof ValidityState, 'valid'>;
  /** As readers see it. */
  readonly message: string;
  readonly place: Place;
}

/**
 * What a form submits, by name. A name of its own for each, so that a server reads them without parsing anything.
 *
 * @param name - Of the element; without one nothing is submitted, as with the controls of HTML.
 * @param gift - What is chosen; without an amount nothing is submitted.
 */
export function formEntries(
  name: string,
  gift: Partial<GiftDetails>,
  reference: string | undefined,
): (readonly [name: string, value: string])[] {
  const { amount, currency, frequency, tier } = gift;
  if (!name || !amount) return [];
  const more = { currency, frequency, tier, reference };
  const rest = (Object.keys(more) as (keyof typeof more)[])
    .filter((key) => more[key])
    .map((key) => [`${name}-${key}`, more[key]!] as const);
  return [[name, amount], ...rest];
}

const FLAGS = {
  minimum: 'rangeUnderflow',
  maximum: 'rangeOverflow',
  large: 'rangeOverflow',
  step: 'stepMismatch',
  format: 'badInput',
  ambiguous: 'badInput',
  unfinished: 'badInput',
} as const;

/** What is wrong with the choice, if anything is; an amount that is only begun is wrong as soon as it is submitted. */
export function flawOf(chosen: Chosen, offer: Offer, isRequired: boolean, speech: Speech): Flaw | undefined {
  const { option, check, amountMinor, frequency, needsConfirmation, isConfirmed } = chosen;
  const { say, money } = speech;
  if (check && 'problem' in check && check.problem !== 'empty') {
    const { problem } = check;
    const read = problem === 'unfinished' ? { ...check, problem: 'format' as const } : check;
    return { flag: FLAGS[problem], message: sayMessage(read, offer, speech), place: 'typed' };
  }
  if (amountMinor !== undefined && needsConfirmation && !isConfirmed) {
    return { flag: 'customError', message: say('confirmFirst', { amount: money(amountMinor) }), place: 'confirm' };
  }
  if (!isRequired) return undefined;
  if (amountMinor === undefined) {
    return { flag: 'valueMissing', message: say('chooseAmount'), place: option === 'custom' ? 'typed' : 'amounts' };
  }
  return frequency ? undefined : { flag: 'valueMissing', message: say('chooseFrequency'), place: 'frequencies' };
}

const amountMinor = whole(1, MAX_MINOR);
const frequency = z.optional(oneOf(FREQUENCIES));

const State = z.object({
  option: z.optional(z.object({ amountMinor, tier: z.optional(z.string()), frequency })),
  custom: z.optional(oneOf(['custom'])),
  frequency,
  typed: z.string(),
  confirmed: z.optional(amountMinor),
});

/** What a browser keeps of the choice when the page is left, as text. */
export function stateOf({ option, frequency, typed, confirmed }: Reader): string {
  const kept = typeof option === 'object' ? pick(option) : { custom: option };
  return JSON.stringify({ ...kept, frequency, typed, confirmed });
}

/** Not what the publisher writes about a tier: that is theirs to change. */
const pick = ({ amountMinor, tier, frequency }: Option) => ({ option: { amountMinor, tier, frequency } });

/** What the reader did, from such a text; `undefined` for any other. */
export function readerFrom(state: string): Reader | undefined {
  const read = parseObject(state);
  const checked = 'values' in read ? z.safeParse(State, read.values) : undefined;
  if (!checked?.success) return undefined;
  const { option, custom, ...rest } = checked.data;
  return { ...rest, option: option ?? custom };
}

/** The choice of an amount by script: the option that has it, or else a typed one. */
export function readerOf(amount: string, offer: Offer, tag: string): Reader {
  const minor = toMinor(amount, offer.exponent);
  const option = offer.options.find(({ amountMinor }) => amountMinor === minor);
  if (option || !amount) return { option, typed: '' };
  const decimal = minor === undefined ? amount : toDecimal(minor, offer.exponent);
  return { option: 'custom', typed: decimal.replace('.', decimalSeparator(tag)) };
}
