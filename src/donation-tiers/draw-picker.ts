import { adoptStyles, nothing, type CSSResultOrNative, type ReactiveControllerHost, type TemplateResult } from 'lit';

import { attempt } from '../base/messages.ts';
import type { Frequency } from '../contracts/decimal.ts';
import { sayWay } from './choice-sentences.ts';
import { drawChoices } from './draw-choices.ts';
import { LinkCode } from './draw-link-code.ts';
import { drawThanks } from './draw-thanks.ts';
import { currencySigns, decimalSeparator } from './currency-signs.ts';
import { DonationHandoffEvent, DonationSelectedEvent, type GiftDetails } from './choice-events.ts';
import type { FormPart } from './page-form-element.ts';
import { flawOf, formEntries, readerFrom, readerOf, stateOf } from './form-value.ts';
import { toDecimal, toMinor } from './money.ts';
import { handoffOf, makeOffer, plainHandoff, type Handoff, type Offer } from './offer.ts';
import { linkCodeStyles } from './link-code.styles.ts';
import { Description } from './page-description.ts';
import { isDisabled, submitByEnter, tellForm } from './page-form.ts';
import { pickerSpeech } from './picker-speech.ts';
import { pickerStyles } from './picker.styles.ts';
import { providerDestination } from './providers.ts';
import type { Progress, Totals } from './progress.ts';
import { reachOf } from './reach.ts';
import { isReturn } from './returning.ts';
import { chosenBy, untouched, type Chosen, type Reader } from './selection.ts';
import type { Speech } from './sentences.ts';
import type { DonationConfig } from './settings.ts';

/** The element around a picker. */
interface PickerHost extends HTMLElement, ReactiveControllerHost {
  takePart(part: FormPart): void;
  readonly messages: unknown;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly form: HTMLFormElement | null;
  readonly name: string;
  readonly required: boolean;
}

/**
 * What the reader chooses: keeps it, reads it against the offer of the moment, tells it, and leads on to pay.
 *
 * It is loaded when a page offers a choice: nothing else of the element may import it, or what it imports alone.
 */
export class Picker implements FormPart {
  /** What can be chosen. */
  offer: Offer = makeOffer({});

  #host: PickerHost;
  #internals: ElementInternals | undefined;
  #config: Partial<DonationConfig> = {};
  #tag = 'en';
  #reader: Reader | undefined;
  #chosen: Chosen;
  #told = '';
  #givesAgain = false;
  #code: LinkCode;
  #speech: Speech | undefined;
  #signal = AbortSignal.abort();
  #description = new Description();

  /** @param styles - Those of the element, to which the picker adds its own. */
  constructor(host: PickerHost, styles: readonly CSSResultOrNative[]) {
    this.#host = host;
    this.#internals = attempt(() => host.attachInternals());
    host.addController({ hostUpdated: () => this.#tellForm() });
    this.#code = new LinkCode(host);
    if (host.renderRoot instanceof ShadowRoot) adoptStyles(host.renderRoot, [...styles, pickerStyles, linkCodeStyles]);
    this.#chosen = this.#readChoice();
  }

  /**
   * Takes the configuration in force; the reader's choice stays as far as it is still on offer.
   *
   * @param signal - Lives while the element stays in the page.
   */
  take(config: Partial<DonationConfig>, tag: string, signal: AbortSignal): void {
    this.#signal = signal;
    this.#config = config;
    this.#tag = tag;
    this.offer = makeOffer(config, providerDestination);
    this.#chosen = this.#readChoice();
    this.#host.takePart(this);
  }

  /** Whether there is anything to choose, or at least somewhere to go. */
  get isUseful(): boolean {
    return this.offer.options.length > 0 || !!this.offer.destination;
  }

  /**
   * @param around - How the element speaks.
   * @param totals - What the appeal stands at.
   */
  draw(around: Speech, totals: Totals, progress: Progress | undefined): TemplateResult | typeof nothing {
    const speech = (this.#speech = pickerSpeech(around, this.#host.messages));
    this.#describe(speech);
    if (!this.isUseful) return nothing;
    const { thanks } = this.#config;
    if (thanks && !this.#givesAgain && isReturn(location, thanks)) {
      return drawThanks(speech, totals.raised !== undefined, this.#onGiveAgain);
    }
    return drawChoices({
      offer: this.offer,
      chosen: this.#chosen,
      typed: this.#now.typed,
      handoff: this.#handoff,
      reach: reachOf(totals.raised, this.#chosen.amountMinor, progress, this.#config.policy),
      speech,
      code: this.#config.noQrCode ? undefined : this.#code,
      isInForm: this.#isInForm,
      isRequired: this.#host.required,
      isDisabled: isDisabled(this.#host),
      onOption: (option) => this.#choose({ option }),
      onFrequency: (frequency) => this.#choose({ frequency }),
      onType: this.#onType,
      onKey: this.#onKey,
      onConfirm: this.#onConfirm,
      onAction: this.#onAction,
    });
  }

  /* ---- What a form asks ---- */

  get value(): string {
    return this.#given.amount ?? '';
  }

  choose(amount: string): void {
    this.#become({ ...this.#now, ...readerOf(amount.trim(), this.offer, this.#tag) });
  }

  reset(): void {
    this.#become(undefined);
  }

  restore(state: unknown): void {
    const reader = typeof state === 'string' && readerFrom(state);
    if (reader) this.#become(reader);
  }

  /** Tells the form what there is now. The controls it may point at have to be drawn. */
  #tellForm(): void {
    if (!this.#speech) return;
    const entries = formEntries(this.#host.name, this.#given, this.#config.reference);
    const flaw = flawOf(this.#chosen, this.offer, this.#host.required, this.#speech);
    // What the publisher chose is theirs to change: a browser keeps what the reader did.
    tellForm(
      this.#host,
      this.#host.renderRoot,
      this.#internals,
      entries,
      this.#reader ? stateOf(this.#reader) : '',
      flaw,
    );
  }

  /** What is chosen and needs no more questions. */
  get #given(): Partial<GiftDetails> {
    const { frequency, needsConfirmation, isConfirmed } = this.#chosen;
    if (needsConfirmation && !isConfirmed) return {};
    return { ...this.#sum, ...(frequency && { frequency }) };
  }

  get #isInForm(): boolean {
    return this.offer.isUnbound && !!this.#host.form;
  }

  /** Another choice, which nobody is told: it is not the reader's act. */
  #become(reader: Reader | undefined): void {
    this.#reader = reader;
    this.#chosen = this.#readChoice();
    this.#told = this.#news;
    this.#tellForm();
    this.#host.requestUpdate();
  }

  /* ---- What the reader does ---- */

  #describe(speech: Speech): void {
    const offer = this.offer;
    const nameOf = (amountMinor?: number, frequency?: Frequency) => sayWay(offer, speech, amountMinor, frequency);
    const news = { config: this.#config, offer, tag: this.#tag, nameOf };
    this.#description.follow(this.#host.renderRoot.ownerDocument, this.#signal, news);
  }

  get #now(): Reader {
    return this.#reader ?? untouched(this.offer, this.#config, decimalSeparator(this.#tag));
  }

  #readChoice(): Chosen {
    const { confirmAbove } = this.#config;
    const { currency, exponent } = this.offer;
    const signs = currency ? currencySigns(currency, this.#tag) : [];
    const context = { exponent, decimal: decimalSeparator(this.#tag), signs };
    const limit = confirmAbove === undefined ? undefined : toMinor(confirmAbove, exponent);
    return chosenBy(this.offer, this.#now, context, limit);
  }

  get #gift(): GiftDetails | undefined {
    const { frequency } = this.#chosen;
    const sum = this.#sum;
    return sum && frequency && { ...sum, frequency };
  }

  /** How much, whether it is chosen how often or not. */
  get #sum(): Omit<GiftDetails, 'frequency'> | undefined {
    const { amountMinor, option } = this.#chosen;
    if (amountMinor === undefined) return undefined;
    const { currency, exponent } = this.offer;
    const tier = typeof option === 'object' ? option.tier : undefined;
    return { amount: toDecimal(amountMinor, exponent), currency, tier };
  }

  get #handoff(): Handoff | undefined {
    const { amountMinor, frequency, option, needsConfirmation, isConfirmed } = this.#chosen;
    const { destination, currency, frequencies } = this.offer;
    if (isDisabled(this.#host)) return undefined;
    if (frequencies.length === 0) return destination && plainHandoff(destination);
    if (amountMinor === undefined || !frequency || (needsConfirmation && !isConfirmed)) return undefined;
    const one = typeof option === 'object' ? option : undefined;
    const { reference } = this.#config;
    const choice = { amountMinor, currency, frequency, tier: one?.tier, reference, lang: this.#tag };
    return handoffOf(this.offer, choice, one);
  }

  get #news(): string {
    const gift = this.#gift;
    return gift ? `${gift.amount} ${gift.currency} ${gift.frequency} ${gift.tier}` : '';
  }

  #choose(change: Partial<Reader>): void {
    this.#reader = { ...this.#now, ...change };
    this.#chosen = this.#readChoice();
    this.#tellForm();
    this.#host.requestUpdate();
    const gift = this.#gift;
    const news = this.#news;
    const isNews = news !== this.#told;
    this.#told = news;
    if (gift && isNews) this.#host.dispatchEvent(new DonationSelectedEvent(gift));
  }

  #onType = (event: Event): void => {
    const typed = (event.target as HTMLInputElement).value;
    // An emptied field is no reason to leave the amount that was chosen before; moving into it even less.
    this.#choose(typed.trim() === '' ? { typed } : { typed, option: 'custom' });
  };

  /** Enter submits the form, or leads from the typed amount on to the action, which reads it back; a second one follows it. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    if (this.#isInForm) submitByEnter(this.#host.form!);
    else if ((event.target as HTMLElement).matches('.typed'))
      this.#focus(this.#chosen.needsConfirmation ? '.confirm input' : '.action[href]');
  };

  #onConfirm = (event: Event): void => {
    const isYes = (event.target as HTMLInputElement).checked;
    this.#choose({ confirmed: isYes ? this.#chosen.amountMinor : undefined });
  };

  #onGiveAgain = (): void => {
    this.#givesAgain = true;
    this.#host.requestUpdate();
    // The button that had the focus is gone.
    void this.#host.updateComplete.then(() => this.#focus('input'));
  };

  #onAction = (event: Event): void => {
    const handoff = this.#handoff;
    if (!handoff) return this.#leadToWhatIsMissing();
    const handed = new DonationHandoffEvent(this.#gift, handoff.url, handoff.provider, this.#config.reference);
    if (!this.#host.dispatchEvent(handed)) event.preventDefault();
  };

  #leadToWhatIsMissing(): void {
    const { option, amountMinor, needsConfirmation } = this.#chosen;
    if (needsConfirmation) this.#focus('.confirm input');
    else if (option === 'custom' && amountMinor === undefined) this.#focus('.typed');
    else this.#focus(option ? '.frequencies input' : '[part=amounts] input');
  }

  #focus(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
