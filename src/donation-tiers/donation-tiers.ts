import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import { attempt } from '../base/messages.ts';
import { Newest } from '../base/newest.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/request.ts';
import { theme } from '../base/theme.ts';
import type { Frequency, Policy } from '../contracts/decimal.ts';
import type { CampaignInput } from '../contracts/donations.ts';
import { campaignFields } from './campaign.ts';
import type { DonationHandoffEvent, DonationSelectedEvent } from './choice-events.ts';
import { styles } from './donation-tiers.styles.ts';
import { drawMeter, placeBar } from './draw-meter.ts';
import type { Picker } from './draw-picker.ts';
import { DonationUpdatedEvent } from './events.ts';
import { FormElement } from './page-form-element.ts';
import { exponentOf, formatMoney } from './money.ts';
import { watchCampaign } from './page-campaign.ts';
import { progressOf, readTotals, type Progress, type Totals } from './progress.ts';
import { sayFacts, sayTotals, type Speech } from './sentences.ts';
import { DonationSettings, skippedOf, type ProviderName } from './settings.ts';
import { ENGLISH } from './words.ts';

export { DonationHandoffEvent, DonationSelectedEvent, type GiftDetails } from './choice-events.ts';
export { DonationUpdatedEvent } from './events.ts';

/** A decimal in major units, with a dot: `12.5` or `"12.50"`. Reading it gives text. */
export type DecimalValue = string | number | undefined;
type DecimalList = string | readonly (string | number)[] | undefined;

const LISTS = ['milestones', 'amounts', 'tiers'] as const;

/**
 * Shows how far an appeal has come and lets the reader pick an amount and go on to pay.
 *
 * Not a payment form: it hands over to a provider by a plain link. For a shop, or for a fixed price, use a link.
 *
 * @slot - What is shown until the element is ready, without JavaScript, and when it cannot work: a link to give
 * @slot thanks - What givers read who come back, instead of the element's own thanks
 * @fires {DonationSelectedEvent} donation-tiers-selected - The reader chose an amount and how often. Bubbles
 * @fires {DonationHandoffEvent} donation-tiers-handoff - The reader goes on to pay. Bubbles, cancelable
 * @fires {DonationUpdatedEvent} donation-tiers-updated - New totals arrived from `src`. Bubbles
 * @fires {FailedEvent} donation-tiers-failed - The configuration or `src` cannot be used. Bubbles
 * @csspart heading - The heading
 * @csspart meter - The bar as a whole, which has the role meter
 * @csspart bar - The filled part of it
 * @csspart milestones - The list of milestones
 * @csspart milestone - One milestone
 * @csspart amounts - The group of amounts
 * @csspart amount - One amount
 * @csspart frequency - The group of frequencies
 * @csspart custom - Radio and field of the typed amount
 * @csspart action - The link that leads to paying
 * @csspart code - The QR code of the link
 * @csspart note - What happens at the provider
 * @csspart thanks - The thanks to givers who come back
 * @cssstate loading - Waiting for the first totals
 * @cssstate ready - Showing what there is
 * @cssstate empty - Nothing is configured
 * @cssstate failed - The configuration or `src` cannot be used
 */
export class DonationTiers extends FormElement {
  static override readonly furnitureName = 'donation-tiers';
  static override readonly configSchema = DonationSettings;
  static override readonly english = ENGLISH;
  static override styles = [theme, styles];
  static {
    // An accessor of our own, known to Lit so that a value set before the upgrade is not lost.
    this.createProperty('campaign', { noAccessor: true, attribute: false });
  }

  /** Text of the heading. */
  @option() heading: string | undefined;
  /** Level of the heading, 1 to 6; default 2. */
  @option() headingLevel: number | undefined;
  /** ISO 4217 code, like `USD`; needed wherever an amount is shown. */
  @option() currency: string | undefined;
  /** Raised so far, a decimal in major units. */
  @option() raised: DecimalValue;
  /** What the appeal is for, a decimal in major units. */
  @option() goal: DecimalValue;
  /** Decimals separated by spaces, or a list of `{ at, label }`. */
  @option() milestones: DecimalList | readonly { at: string | number; label?: string }[];
  /** How many people gave, a whole number. */
  @option() supporters: number | undefined;
  /** When the totals were true, ISO 8601. */
  @option() asOf: string | undefined;
  /** When the appeal ends, ISO 8601. */
  @option() deadline: string | undefined;
  /** When the appeal starts, ISO 8601. */
  @option({ attribute: false }) startsAt: string | undefined;
  /** What of the total comes again every month, each monthly gift once: `{ monthly }`, a decimal. */
  @option({ attribute: false }) recurring: CampaignInput['recurring'];
  /** Whether the totals are before (`gross`) or after fees (`net`). */
  @option({ attribute: false }) policy: Policy | undefined;
  /** The choices, decimals separated by spaces. */
  @option() amounts: DecimalList;
  /** Amounts with a name, a description, a frequency or a checkout of their own. */
  @option({ attribute: false }) tiers: CampaignInput['tiers'];
  /** The amount that is chosen at first; none by default, never the highest. */
  @option() amount: DecimalValue;
  /** The frequency that is chosen at first. */
  @option() frequency: Frequency | undefined;
  /** Some of `once monthly yearly`, separated by spaces; default `once`. */
  @option() frequencies: string | readonly Frequency[] | undefined;
  /** Smallest typed amount, a decimal. */
  @option() min: DecimalValue;
  /** Largest typed amount, a decimal. */
  @option() max: DecimalValue;
  /** Offers no typed amount. */
  @option() noCustom: boolean | undefined;
  /** A typed amount above this asks once more, a decimal. */
  @option() confirmAbove: DecimalValue;
  /** Where people pay: a provider that is known by name. */
  @option() provider: ProviderName | undefined;
  /** The account at the provider: slug, id or link. */
  @option() account: string | undefined;
  /** Instead of a provider: an https URL or RFC 6570 template. */
  @option() checkout: string | undefined;
  /** Opaque reference for the provider: letters, digits, `-` and `_`, at most 200. */
  @option() reference: string | undefined;
  /**
   * Name of the URL parameter that givers come back with, like `session_id`: with it in the page's address the element
   * says thanks.
   */
  @option() thanks: string | undefined;
  /** Offers no QR code of the link. */
  @option() noQrCode: boolean | undefined;
  /** Whether to say in JSON-LD how to give, where the page does not: `auto` (default) or `none`. */
  @option() structuredData: 'auto' | 'none' | undefined;
  /** URL of a campaign JSON. */
  @option() src: string | undefined;
  /** Seconds between looks at `src`, at least 15; only while visible. */
  @option() refresh: number | undefined;

  /** The campaign as JSON, instead of single properties; what it does not say is forgotten. */
  set campaign(json: CampaignInput | undefined) {
    const fields = attempt(() => campaignFields({ ...(json as Record<string, unknown> | undefined) })) ?? {};
    this.#campaign = json;
    for (const name of this.#campaignKeys) this.writeOption(name, undefined);
    this.#campaignKeys = Object.keys(fields).filter((name) => name in DonationSettings._zod.def.shape);
    for (const name of this.#campaignKeys) this.writeOption(name, fields[name]);
  }
  get campaign(): CampaignInput | undefined {
    return this.#campaign;
  }

  #campaign: CampaignInput | undefined;
  #campaignKeys: string[] = [];
  #picker: Picker | undefined;
  #pickerArrival: Promise<void> | undefined;
  #totals: Totals = { steps: [] };
  #progress: Progress | undefined;
  #newest = new Newest();
  #look: (() => void) | undefined;
  #isAnswered = false;
  /** When the totals on show arrived, ISO 8601. */
  #answeredAt: string | undefined;
  #lastTotals = '';
  #saysCurrency = false;

  protected override whileConnected(): void {
    // The first time `configured` does it, when the configuration is there.
    if (this.hasUpdated) this.#follow();
  }

  protected override fieldsOf(json: Record<string, unknown>): Record<string, unknown> {
    return campaignFields(json);
  }

  protected override configured(changed: ReadonlySet<string>): void {
    if (changed.has('src')) {
      this.#isAnswered = false;
      this.#answeredAt = undefined;
    }
    if (changed.has('src') || changed.has('refresh')) this.#follow();
    this.#loadPicker();
  }

  protected override warn(message: string): void {
    this.#saysCurrency ||= message.includes('"currency"');
    super.warn(message);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { config } = this;
    this.#picker?.take(config, this.locale.tag, this.signal);
    const wrong = [...(this.#picker?.offer.problems ?? [])];
    this.#totals = config.currency ? readTotals(config, exponentOf(config.currency), wrong) : { steps: [] };
    this.#progress = progressOf(this.#totals.raised ?? 0, this.#totals.goal, this.#totals.steps);
    for (const name of LISTS) wrong.push(...skippedOf(config[name]).map((why) => `${name}: ${why}`));
    if (wrong.length > 0) this.warn(wrong.join('\n'));
    if (this.isConnected) this.#settle();
  }

  /** Ready is also: the picker has arrived. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#pickerArrival;
    return super.getUpdateComplete();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    placeBar(this.renderRoot, this.#progress);
  }

  override render(): TemplateResult {
    const { locale, failure, config } = this;
    const isUsable = failure?.kind !== 'config';
    const level = config.headingLevel ?? nothing;
    return html`<div class="root" lang=${locale.language} dir=${locale.direction}>
      ${
        config.heading && isUsable
          ? html`<h2 id="heading" part="heading" aria-level=${level}><bdi>${config.heading}</bdi></h2>`
          : nothing
      }
      ${this.#hasTotals && isUsable ? this.#drawMeter() : nothing} ${this.#needsContent ? html`<slot></slot>` : nothing}
      ${failure ? this.#drawFailure(failure) : nothing}
      ${isUsable ? this.#picker?.draw(this.#speech, this.#totals, this.#totals.isWeekly ? undefined : this.#progress) : nothing}
    </div>`;
  }

  #drawMeter(): TemplateResult {
    const speech = this.#speech;
    return drawMeter({
      totals: this.#totals,
      progress: this.#progress,
      currency: this.config.currency!,
      sentence: sayTotals(this.#totals, this.#progress, speech),
      facts: sayFacts({ ...this.#staleness, ...this.config }, Date.now(), speech),
      isNamed: !!this.config.heading,
      speech,
    });
  }

  #drawFailure(failure: FurnitureError): TemplateResult {
    // A developer's mistake is the developer's: readers get the author's content, if there is any.
    if (failure.kind === 'config' && hasContent(this)) return html``;
    return html`<div class="failure" role="status">
      <p class="muted">${this.sayFailure(failure)}</p>
      ${
        failure.canRetry
          ? html`<button type="button" @click=${this.#onTryAgain}>${this.say('tryAgain')}</button>`
          : nothing
      }
    </div>`;
  }

  /** What could not be looked at again was true when it was. */
  get #staleness(): { asOf?: string } {
    return this.failure && this.#answeredAt ? { asOf: this.#answeredAt } : {};
  }

  get #hasTotals(): boolean {
    return this.#totals.raised !== undefined || this.#totals.goal !== undefined;
  }

  /** Whether there is anything to choose, or at least somewhere to go. */
  get #hasChoice(): boolean {
    return !!this.#picker?.isUseful;
  }

  /** A page that shows totals alone never loads what draws a choice. */
  get #lacksPicker(): boolean {
    const { amounts, tiers, provider, checkout } = this.config;
    return !this.#picker && !!(amounts ?? tiers ?? provider ?? checkout);
  }

  /** The author's content stands in for what is not there: under way, refused, or not set up. */
  get #needsContent(): boolean {
    if (this.failure?.kind === 'config' || this.#lacksPicker || !(this.#hasTotals || this.#hasChoice)) return true;
    return !!this.config.src && !this.#isAnswered && (!this.#hasTotals || this.state === 'failed');
  }

  get #speech(): Speech {
    const { tag, direction } = this.locale;
    // From right to left, what comes from elsewhere keeps its order between isolates, and a mark holds `US$` together.
    const name = (text: string) => (direction === 'rtl' ? `\u2068${text}\u200e\u2069` : text);
    return {
      say: (key, values) => this.say(key, values),
      money: (minor, isFull) => name(formatMoney(minor, this.config.currency ?? '', tag, isFull)),
      name,
      tag,
    };
  }

  /** Without `src` the state follows from the configuration alone. */
  #settle(): void {
    const { currency, src, raised, goal, amounts, tiers } = this.config;
    const isWaiting = !!src && !this.#isAnswered;
    const needsCurrency = [raised, goal, amounts?.[0], tiers?.[0]].some((value) => value !== undefined);
    if (needsCurrency && !currency && !isWaiting) {
      if (this.failure?.kind === 'config') return;
      const message = 'attribute "currency": received nothing; allowed: an ISO 4217 code, wherever an amount is shown';
      if (!this.#saysCurrency) this.warn(message);
      this.fail(new FurnitureError('config', message));
    } else if (!isWaiting && (!this.failure || this.failure.kind === 'config')) {
      const state = this.#lacksPicker ? 'loading' : this.#hasTotals || this.#hasChoice ? 'ready' : 'empty';
      if (this.state !== state) this.enter(state);
    }
  }

  #loadPicker(): void {
    if (!this.#lacksPicker) return;
    this.#pickerArrival ??= import('./draw-picker.ts').then(
      ({ Picker }) => {
        this.#picker = new Picker(this, DonationTiers.elementStyles);
        this.requestUpdate();
      },
      (cause: unknown) => {
        this.#pickerArrival = undefined;
        this.fail(new FurnitureError('offline', 'the choice of amounts could not be loaded', { cause }));
      },
    );
  }

  #onTryAgain = (): void => {
    this.#look?.();
    if (!this.#lacksPicker) return;
    this.enter('loading');
    this.#loadPicker();
  };

  /* ---- Totals from elsewhere ---- */

  #follow(): void {
    const signal = this.#newest.begin(this.signal);
    const { src, refresh } = this.config;
    this.#look = undefined;
    if (!src) return this.takeSource({});
    if (!this.#isAnswered) this.enter('loading');
    this.#look = watchCampaign(this, {
      src,
      refresh,
      signal,
      currency: () => this.config.currency,
      last: () => (this.#isAnswered ? this.config.raised : undefined),
      onAnswer: (json) => {
        this.#isAnswered = true;
        this.#answeredAt = new Date().toISOString();
        this.takeSource(json);
        this.enter(this.#lacksPicker ? 'loading' : 'ready');
        this.#loadPicker();
        this.#tellTotals();
      },
      onFailure: (error) => this.fail(error),
    });
  }

  #tellTotals(): void {
    const { raised, goal, currency, supporters } = this.config;
    const totals = { raised, goal, currency, supporters };
    const news = Object.values(totals).join();
    if (news !== this.#lastTotals) this.dispatchEvent(new DonationUpdatedEvent(totals));
    this.#lastTotals = news;
  }
}

/** Whether the author put anything between the tags that a reader can see. */
function hasContent(element: Element): boolean {
  return (
    [...element.children].some((child) => child.localName !== 'script' && !child.slot) ||
    /\S/.test(element.textContent ?? '')
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'donation-tiers': DonationTiers;
  }
  interface HTMLElementEventMap {
    'donation-tiers-selected': DonationSelectedEvent;
    'donation-tiers-handoff': DonationHandoffEvent;
    'donation-tiers-updated': DonationUpdatedEvent;
  }
}
