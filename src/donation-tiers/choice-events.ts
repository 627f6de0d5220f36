import type { Frequency } from '../contracts/decimal.ts';

/** What the events about a choice carry. */
export interface GiftDetails {
  readonly amount: string;
  readonly currency: string;
  readonly frequency: Frequency;
  readonly tier: string | undefined;
}

/** `donation-tiers-selected`: the reader chose an amount, or how often, and both are known. Bubbles and is composed. */
export class DonationSelectedEvent extends Event {
  /** Decimal in major units, as `12.50` or `10`. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly frequency: Frequency;
  /** Id of the tier, when it was one. */
  readonly tier: string | undefined;

  constructor(gift: GiftDetails) {
    super('donation-tiers-selected', { bubbles: true, composed: true });
    this.amount = gift.amount;
    this.currency = gift.currency;
    this.frequency = gift.frequency;
    this.tier = gift.tier;
  }
}

/** `donation-tiers-handoff`: the reader goes on to pay. Cancelable: `preventDefault()` keeps them on the page. */
export class DonationHandoffEvent extends Event {
  /** Decimal in major units; absent where there was nothing to choose but to go. */
  readonly amount: string | undefined;
  /** ISO 4217. */
  readonly currency: string | undefined;
  readonly frequency: Frequency | undefined;
  /** Id of the tier, when it was one. */
  readonly tier: string | undefined;
  /** Where the link leads. */
  readonly url: string;
  /** The provider's key, or `checkout`. */
  readonly provider: string;
  /** The publisher's opaque reference. */
  readonly reference: string | undefined;

  constructor(gift: Partial<GiftDetails> | undefined, url: string, provider: string, reference: string | undefined) {
    super('donation-tiers-handoff', { bubbles: true, composed: true, cancelable: true });
    this.amount = gift?.amount;
    this.currency = gift?.currency;
    this.frequency = gift?.frequency;
    this.tier = gift?.tier;
    this.url = url;
    this.provider = provider;
    this.reference = reference;
  }
}
