import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators/property.js';

import { FurnitureElement } from '../base/element.ts';
import { attempt } from '../base/messages.ts';
import type { DonationConfig } from './settings.ts';
import type { DonationWords } from './words.ts';

/** What a form asks of the choice; it arrives with the picker. */
export interface FormPart {
  /** Decimal of the chosen amount in major units, or nothing. */
  readonly value: string;
  /** Chooses an amount as a script does: without telling the page. */
  choose(amount: string): void;
  /** Forgets what the reader did. */
  reset(): void;
  /** Takes what was kept with the page, if it is ours. */
  restore(state: string): void;
}

/**
 * An element whose value a form submits, as the controls of HTML do. This much of it has to be there before the picker is:
 * what the page asks for until then waits for it.
 */
export abstract class FormElement extends FurnitureElement<DonationConfig, DonationWords> {
  static readonly formAssociated = true;

  /** What a form submits the choice as; without it, nothing is submitted. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** A form is not submitted until an amount is chosen. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Nothing can be chosen, and nothing is submitted. */
  @property({ type: Boolean })
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(isDisabled: boolean) {
    // Lit would write the attribute too late: after the drawing that asks whether the element is `:disabled`.
    this.toggleAttribute('disabled', isDisabled);
    this.requestUpdate();
  }

  /** Decimal of the chosen amount in major units, as `12.50`, or empty. A script that sets it chooses. */
  @property({ attribute: false })
  get value(): string {
    return this.#part?.value ?? '';
  }
  set value(amount: string) {
    this.#ask((part) => part.choose(String(amount)));
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals?.form ?? null;
  }
  /** The `<label>`s that name it. */
  get labels(): NodeList | undefined {
    return this.internals?.labels;
  }
  /** What is wrong with the choice, as in HTML. */
  get validity(): ValidityState | undefined {
    return this.internals?.validity;
  }
  /** What is wrong with the choice, as a sentence. */
  get validationMessage(): string {
    return this.internals?.validationMessage ?? '';
  }
  /** Whether a form asks it at all. */
  get willValidate(): boolean {
    return this.internals?.willValidate ?? false;
  }
  /** Whether the choice can be submitted. */
  checkValidity(): boolean {
    return this.internals?.checkValidity() ?? true;
  }
  /** Whether the choice can be submitted; if not, the reader is told why. */
  reportValidity(): boolean {
    return this.internals?.reportValidity() ?? true;
  }

  #part: FormPart | undefined;
  #asked: ((part: FormPart) => void) | undefined;
  #internals: ElementInternals | undefined;

  /** They can be attached once, and the base does so for the custom states: here it may be asked for them again. */
  override attachInternals(): ElementInternals {
    return (this.#internals ??= super.attachInternals());
  }

  /** `undefined` in browsers without. */
  protected get internals(): ElementInternals | undefined {
    return attempt(() => this.attachInternals());
  }

  formAssociatedCallback(): void {
    this.requestUpdate();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.#ask((part) => part.reset());
  }

  formStateRestoreCallback(state: unknown): void {
    if (typeof state === 'string') this.#ask((part) => part.restore(state));
  }

  /** The picker is there, and knows the configuration. */
  protected takePart(part: FormPart): void {
    this.#part = part;
    this.#asked?.(part);
  }

  /** Until somebody can choose, `required` means that the form waits, unless the author's own controls are there. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#part) return;
    const isWaiting = this.required && this.state === 'loading' && !this.querySelector('[name]');
    this.internals?.setValidity?.({ valueMissing: isWaiting }, this.say('loading') || ' ');
  }

  /** Of what is asked for before the picker is there, the last counts. */
  #ask(what: (part: FormPart) => void): void {
    if (this.#part) what(this.#part);
    else this.#asked = what;
  }
}
