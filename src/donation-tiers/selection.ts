import type { Frequency } from '../contracts/decimal.ts';
import { checkAmount, type AmountContext, type CheckedAmount } from './amount-input.ts';
import { toDecimal } from './money.ts';
import { firstChoice, frequencyFor, type Offer, type Option } from './offer.ts';

/** What the reader did, as they did it. */
export interface Reader {
  readonly option?: Option | 'custom' | undefined;
  readonly frequency?: Frequency | undefined;
  /** The text in the field, never changed by us. */
  readonly typed: string;
  /** The typed amount they said yes to, in minor units. */
  readonly confirmed?: number | undefined;
}

/** What that amounts to, with the offer of this moment. */
export interface Chosen {
  readonly option: Option | 'custom' | undefined;
  readonly frequency: Frequency | undefined;
  /** Minor units; absent while nothing, or nothing usable, is chosen. */
  readonly amountMinor: number | undefined;
  /** How the typed text was read, when the choice is a typed amount. */
  readonly check: CheckedAmount | undefined;
  /** The typed amount is above the publisher's limit for going on without being asked. */
  readonly needsConfirmation: boolean;
  readonly isConfirmed: boolean;
}

/** The state before the reader did anything: what the publisher names, and nothing by default. */
export function untouched(
  offer: Offer,
  preset: { readonly amount?: string | undefined; readonly frequency?: Frequency | undefined },
  decimal: string,
): Reader {
  const first = firstChoice(offer, preset.amount);
  const typed = first?.typed === undefined ? '' : toDecimal(first.typed, offer.exponent).replace('.', decimal);
  const option = first?.option === undefined ? typed && ('custom' as const) : offer.options[first.option];
  return { option: option || undefined, frequency: preset.frequency, typed };
}

/** Reads the reader's state against the offer: an option that is gone, or cannot be given so, is not chosen. */
export function chosenBy(
  offer: Offer,
  reader: Reader,
  context: AmountContext,
  confirmAbove: number | undefined,
): Chosen {
  const found =
    typeof reader.option === 'object' ? stillOnOffer(offer, reader.option, reader.frequency) : reader.option;
  const frequency = frequencyFor(offer, found, reader.frequency);
  const option = found && (!frequency || offer.isOpen(found, frequency)) ? found : undefined;
  const check = option === 'custom' ? checkAmount(reader.typed, context, offer.limits) : undefined;
  const amountMinor =
    typeof option === 'object' ? option.amountMinor : check && 'minor' in check ? check.minor : undefined;
  const needsConfirmation = !!check && amountMinor !== undefined && amountMinor > (confirmAbove ?? Infinity);
  const isConfirmed = amountMinor !== undefined && reader.confirmed === amountMinor;
  return { option, frequency, amountMinor, check, needsConfirmation, isConfirmed };
}

/** The option as it is now; where a tier stands once for each frequency, the one for the frequency chosen since. */
function stillOnOffer(offer: Offer, wanted: Option, frequency: Frequency | undefined): Option | undefined {
  const same = offer.options.filter((one) => one.amountMinor === wanted.amountMinor && one.tier === wanted.tier);
  const fitting = frequency && same.find((option) => offer.isOpen(option, frequency));
  return fitting ?? same.find((option) => option.frequency === wanted.frequency) ?? same[0];
}
