import type { PropertyValues } from 'lit';

import { FurnitureElement } from '../base/element.ts';
import { attempt } from '../base/messages.ts';
import type { DonationConfig } from './settings.ts';
import type { DonationWords } from './words.ts';

const OWN = ['name', 'required', 'disabled', 'value'];

/** What a form asks of the choice; it arrives with the picker. */
export interface FormPart {
  /** Decimal of the chosen amount in major units, or nothing. */
  readonly value: string;
  /** Chooses an amount as a script does: without telling the page. */
  choose(amount: string): void;
  /** Forgets what the reader did. */
  reset(): void;
  /** Takes what was kept with the page, if it is ours. */
  restore(state: unknown): void;
}

/**
 * An element whose value a form submits, as the controls of HTML do. This much of it has to be there before the picker is:
 * what the page asks for until then waits for it.
 */
export abstract class FormElement extends FurnitureElement<DonationConfig, DonationWords> {
  static readonly formAssociated = true;
  static {
    // Accessors of our own, known to Lit so that it looks at the attributes and loses no value from before the upgrade. It
    // would write an attribute too late: after the drawing that asks whether the element is `:disabled`.
    for (const name of OWN) this.createProperty(name, { noAccessor: true });
  }

  /**
   * What a form submits the choice as; without it, nothing is submitted.
   * @attr
   */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string) {
    this.setAttribute('name', name);
  }
  /**
   * A form is not submitted until an amount is chosen.
   * @attr
   */
  get required(): boolean {
    return this.hasAttribute('required');
  }
  set required(isRequired: boolean) {
    this.toggleAttribute('required', isRequired);
  }
  /**
   * Nothing can be chosen, and nothing is submitted.
   * @attr
   */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(isDisabled: boolean) {
    this.toggleAttribute('disabled', isDisabled);
  }

  /** Decimal of the chosen amount in major units, as `12.50`, or empty. A script that sets it chooses. */
  get value(): string {
    return this.#part?.value ?? '';
  }
  set value(amount: string) {
    this.#ask((part) => part.choose(String(amount)));
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }
  /** The `<label>`s that name it. */
  get labels(): NodeList | undefined {
    return this.#internals?.labels;
  }
  /** What is wrong with the choice, as in HTML. */
  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }
  /** What is wrong with the choice, as a sentence. */
  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }
  /** Whether a form asks it at all. */
  get willValidate(): boolean {
    return this.#internals?.willValidate ?? false;
  }
  /** Whether the choice can be submitted. */
  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }
  /** Whether the choice can be submitted; if not, the reader is told why. */
  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? true;
  }

  #part: FormPart | undefined;
  #asked: ((part: FormPart) => void) | undefined;
  #attached: ElementInternals | undefined;

  /** They can be attached once, and the base does so for the custom states: here it may be asked for them again. */
  override attachInternals(): ElementInternals {
    return (this.#attached ??= super.attachInternals());
  }

  /** `undefined` in browsers without. */
  get #internals(): ElementInternals | undefined {
    return attempt(() => this.attachInternals());
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (OWN.includes(name)) this.requestUpdate();
    else super.attributeChangedCallback(name, before, value);
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
    this.#ask((part) => part.restore(state));
  }

  /** The picker is there, and knows the configuration. */
  takePart(part: FormPart): void {
    this.#part = part;
    this.#asked?.(part);
    this.#asked = undefined;
  }

  /** Until somebody can choose, `required` means that the form waits, unless the author's own controls are there. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#part) return;
    const isWaiting = this.required && this.state === 'loading' && !this.querySelector('[name]');
    this.#internals?.setValidity?.({ valueMissing: isWaiting }, ' ');
  }

  /** Of what is asked for before the picker is there, the last counts. */
  #ask(what: (part: FormPart) => void): void {
    if (this.#part) what(this.#part);
    else this.#asked = what;
  }
}
