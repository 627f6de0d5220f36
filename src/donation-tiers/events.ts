/** `donation-tiers-updated`: totals arrived from `src` that differ from those before. Bubbles and is composed. */
export class DonationUpdatedEvent extends Event {
  /** Decimals in major units. */
  readonly raised: string | undefined;
  readonly goal: string | undefined;
  /** ISO 4217. */
  readonly currency: string | undefined;
  readonly supporters: number | undefined;

  constructor(totals: Partial<Pick<DonationUpdatedEvent, 'raised' | 'goal' | 'currency' | 'supporters'>>) {
    super('donation-tiers-updated', { bubbles: true, composed: true });
    this.raised = totals.raised;
    this.goal = totals.goal;
    this.currency = totals.currency;
    this.supporters = totals.supporters;
  }
}
