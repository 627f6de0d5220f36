import type { Policy } from '../../contracts/donations.ts';

/**
 * A ledger of what was given, kept as states and never as a counter: each entry says what a provider's object was at a
 * time of the provider's clock, and of two entries about one object the later one holds. So entries that arrive again,
 * late or in another order change nothing. Amounts are whole minor units of ISO 4217.
 */
export type Entry = ChargeEntry | ReversalEntry | NameEntry | RenewalEntry;

interface Dated {
  /** When it was so: milliseconds by the provider's clock, which counts whole seconds. */
  readonly at: number;
  /** The provider's id of the event. */
  readonly event: string;
}

/** A payment, once or one of many. */
export interface ChargeEntry extends Dated {
  readonly kind: 'charge';
  readonly id: string;
  readonly state: 'pending' | 'failed' | 'succeeded';
  readonly amount: number;
  /** All refunds together. */
  readonly refunded: number;
  /** `null` where the provider did not say. */
  readonly fee: number | null;
  readonly currency: string;
  /** When it was made. */
  readonly made: number;
  readonly campaign: string | null;
  /** The object that says which campaign it is for, where the charge does not: see {@link NameEntry}. */
  readonly parent: string | null;
}

/** Money that goes back, or may go back: a refund, or a dispute. */
export interface ReversalEntry extends Dated {
  readonly kind: 'refund' | 'dispute';
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  /** Whether the money is gone: not after a refund that failed or a dispute that was won. */
  readonly stands: boolean;
  /** Whether that is the end of it. */
  readonly isFinal: boolean;
  readonly made: number;
}

/** Which campaign an intent, an invoice or a subscription is for, or which of the others knows. */
export interface NameEntry extends Dated {
  readonly kind: 'name';
  readonly id: string;
  readonly campaign: string | null;
  readonly parent: string | null;
}

/** A gift that comes again by itself: a subscription. Its charges are known by the {@link NameEntry}s between them. */
export interface RenewalEntry extends Dated {
  readonly kind: 'renewal';
  readonly id: string;
  /** What comes every month from now on; 0 for what has ended, stands still or comes in other intervals. */
  readonly monthly: number;
  readonly currency: string;
  /** Nothing comes after it: a subscription that was ended never begins anew. */
  readonly isOver: boolean;
}

/**
 * Of two entries about one charge the one that holds; a fee that one of them knows is known, and it was made when the
 * first that is said of it was: not every provider repeats that with news of a refund.
 */
export function joinCharges(one: ChargeEntry, other: ChargeEntry): ChargeEntry {
  const [later, earlier] = isLater(placeOf(one), placeOf(other)) ? [one, other] : [other, one];
  return { ...later, fee: later.fee ?? earlier.fee, made: Math.min(one.made, other.made) };
}

/** Of two entries about one refund or dispute the one that holds. */
export const joinReversals = (one: ReversalEntry, other: ReversalEntry): ReversalEntry =>
  isLater([one.at, Number(one.isFinal), one.event], [other.at, Number(other.isFinal), other.event]) ? one : other;

/** Of two entries about one subscription the one that holds. */
export const joinRenewals = (one: RenewalEntry, other: RenewalEntry): RenewalEntry =>
  isLater([Number(one.isOver), one.at, one.event], [Number(other.isOver), other.at, other.event]) ? one : other;

const placeOf = ({ at, state, refunded, event }: ChargeEntry) => [at, state === 'pending' ? 0 : 1, refunded, event];

/** Several events have the same second: then what is further in its life, and in the end any rule that is always the same. */
function isLater(one: readonly (number | string)[], other: readonly (number | string)[]): boolean {
  const index = one.findIndex((value, place) => value !== other[place]);
  return index === -1 || one[index]! > other[index]!;
}

/** What two entries about one object say together: the campaign named last; what it belongs to never changes. */
export function joinNames(one: NameEntry, other: NameEntry): NameEntry {
  const later = isLater(rankOf(one), rankOf(other)) ? one : other;
  const parents = [one.parent, other.parent].filter((parent) => parent !== null).sort();
  return { ...later, parent: parents.at(-1) ?? null };
}

const rankOf = ({ campaign, at, event }: NameEntry) => [Number(campaign !== null), at, event];

/**
 * How much of a charge counts: what was paid, without what went back.
 *
 * Refunds that are known one by one are exact. What the charge says beyond them is of refunds that nobody told of: not
 * of those that failed since it said so.
 */
export function countedOf(charge: ChargeEntry, reversals: readonly ReversalEntry[]): number {
  if (charge.state !== 'succeeded') return 0;
  const refunds = reversals.filter(({ kind }) => kind === 'refund');
  const included = refunds.filter(({ made, stands, at }) => made <= charge.at && (stands || at >= charge.at));
  const untold = Math.max(0, charge.refunded - sumOf(included));
  return Math.max(0, charge.amount - untold - sumOf(reversals.filter(({ stands }) => stands)));
}

const sumOf = (entries: readonly ReversalEntry[]): number => entries.reduce((sum, { amount }) => sum + amount, 0);

/** Intent, invoice, subscription; no provider has more. */
const MAX_STEPS = 4;

type NameOf = (id: string) => NameEntry | undefined;

/** What a charge belongs to, the nearest first, as far as it is known. */
function namesAbove({ parent }: ChargeEntry, nameOf: NameOf): readonly NameEntry[] {
  const names: NameEntry[] = [];
  for (let id = parent; id !== null && names.length < MAX_STEPS; id = names.at(-1)!.parent) {
    const name = nameOf(id);
    if (!name) break;
    names.push(name);
  }
  return names;
}

/** Which campaign a charge is for: what it says itself, or else what it belongs to says. */
export function campaignOf(charge: ChargeEntry, nameOf: NameOf): string | null {
  return charge.campaign ?? namesAbove(charge, nameOf).find(({ campaign }) => campaign !== null)?.campaign ?? null;
}

/** What a charge belongs to in the end: the subscription that it is a payment of, if it is one. */
export function rootOf(charge: ChargeEntry, nameOf: NameOf): string | null {
  const last = namesAbove(charge, nameOf).at(-1);
  return last ? (last.parent ?? last.id) : charge.parent;
}

/** The charges of a campaign, summed up. */
export interface Sums {
  readonly counted: number;
  readonly fees: number;
  /** Charges that count and whose fee nobody told. */
  readonly untoldFees: number;
}

/**
 * What a campaign has raised.
 *
 * @returns `undefined` for net while a fee is not known: a guess would be no total.
 */
export function totalOf({ counted, fees, untoldFees }: Sums, policy: Policy): number | undefined {
  if (policy === 'gross') return counted;
  return untoldFees > 0 ? undefined : Math.max(0, counted - fees);
}

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The charges of a campaign that were made on one day, summed up. */
export interface DaySums extends Sums {
  /** Days since 1970, UTC. */
  readonly day: number;
}

/** What a campaign had raised by the end of a day, in minor units. */
export interface DayGrowth {
  readonly day: number;
  readonly total: number;
}

/**
 * How the total of a campaign grew: each gift on the day when it was made, as it counts now. The last is the total.
 *
 * @param days - In order.
 * @returns `undefined` for net while a fee is not known.
 */
export function growthOf(days: readonly DaySums[], policy: Policy): readonly DayGrowth[] | undefined {
  let sums: Sums = { counted: 0, fees: 0, untoldFees: 0 };
  const growth: DayGrowth[] = [];
  for (const { day, counted, fees, untoldFees } of days) {
    sums = {
      counted: sums.counted + counted,
      fees: sums.fees + fees,
      untoldFees: sums.untoldFees + untoldFees,
    };
    const total = totalOf(sums, policy);
    if (total === undefined) return undefined;
    growth.push({ day, total });
  }
  return growth;
}
