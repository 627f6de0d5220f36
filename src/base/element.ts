import { LitElement, type CSSResultGroup, type PropertyValues } from 'lit';

import type { ConfigIssue, ConfigSchema } from './config.ts';
import { Configuration } from './configuration.ts';
import { CustomState, type State } from './custom-state.ts';
import { OURS } from './define.ts';
import { FailedEvent } from './failed-event.ts';
import { languageOf, watchLanguage } from './language.ts';
import { fill, format, localeFor, wantLocale, wordsFor, type Locale, type Message, type Words } from './messages.ts';
import type { ConfiguredElement } from './option.ts';
import { Reporter } from './reporter.ts';
import type { FurnitureError } from './request.ts';
import { shared } from './shared.ts';
import { theme } from './theme.ts';
import { BASE_WORDS } from './words.ts';

export { STATES, type State } from './custom-state.ts';
export { FailedEvent } from './failed-event.ts';

/** Longest wait for words in another language before the element shows itself in English, in milliseconds. */
const LOCALE_WAIT_MS = 3_000;

/** The keys of an element's messages, its own and the base's. */
export type WordKey<W extends Words> = (keyof W | keyof typeof BASE_WORDS) & string;

/**
 * What all four elements are made of: configuration from four layers, a life tied to the page, words in the page's
 * language, states and failures, and an error boundary that shows the author's content.
 *
 * An element built on it gives `furnitureName`, `configSchema` and `english`, declares its properties with `@option`,
 * starts what lives in `whileConnected`, and draws in `render` from `this.config` and `this.words`.
 */
export abstract class FurnitureElement<Config extends object = object, W extends Words = Words>
  extends LitElement
  implements ConfiguredElement
{
  /** The default tag; its events keep this name under any other. */
  static readonly furnitureName: string = '';
  static readonly configSchema: ConfigSchema;
  /** Lets another copy of the library recognise ours (see `define`). */
  static readonly [OURS] = true;
  /** English words by key: the default of every message. */
  static readonly english: Words = {};
  static override styles: CSSResultGroup = theme;

  /** Other words for this one element: some or all of its messages by key. */
  set messages(words: Readonly<Record<string, Message>> | undefined) {
    this.#overrides = words;
    this.requestUpdate();
  }
  get messages(): Readonly<Record<string, Message>> | undefined {
    return this.#overrides;
  }

  #overrides: Readonly<Record<string, Message>> | undefined;
  #reporter = new Reporter(this.#own.furnitureName);
  #configuration = new Configuration(this, {
    schema: this.#own.configSchema,
    hasAttribute: (name) => this.#own.elementProperties.get(name)?.attribute !== false,
    fieldsOf: (json) => this.fieldsOf(json),
    reporter: this.#reporter,
  });
  #life: AbortController | undefined;
  readonly #customState = new CustomState(this);
  #state: State = 'loading';
  #failure: FurnitureError | undefined;
  #fallback: HTMLSlotElement | undefined;
  #brokenBy: string | undefined;

  /* ---- Life ---- */

  /** Lives from connect to disconnect; already aborted outside. Tie everything asynchronous to it. */
  protected get signal(): AbortSignal {
    return this.#life?.signal ?? AbortSignal.abort();
  }

  /** Starts listeners, timers and requests of one stay in the page; all end with `signal`. Runs again after a move. */
  protected whileConnected(_signal: AbortSignal): void {}

  override connectedCallback(): void {
    this.#life?.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    try {
      super.connectedCallback();
    } catch (error) {
      // No shadow root to be had: the page shows what the author put between the tags.
      this.#reportBreak(error);
      return;
    }
    this.#customState.show(this.#state);
    this.#watchChildren(signal);
    watchLanguage(this, this.#onLanguageChange, signal);
    shared().listeners.add(this.#onLanguageChange);
    signal.addEventListener('abort', () => shared().listeners.delete(this.#onLanguageChange));
    this.#configuration.invalidate();
    this.requestUpdate();
    this.whileConnected(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  /* ---- Configuration ---- */

  /**
   * The configuration in force: attributes, child JSON, `src`, properties, each stronger than the one before, field by
   * field. Absent fields are `undefined`; unusable ones were reported and count as absent.
   */
  protected get config(): Partial<Config> {
    return this.#configuration.current as Partial<Config>;
  }

  /**
   * The configuration took a new shape: before the first drawing with every field that has a value, later with the
   * fields that changed. Runs while connected, before `render`; start requests here.
   */
  protected configured(_changed: ReadonlySet<keyof Config & string>): void {}

  /** Translates a JSON object (child script or `src`) to fields of the schema. By default they are the same. */
  protected fieldsOf(json: Record<string, unknown>): Record<string, unknown> {
    return json;
  }

  /** What could not be used in `config`, and was reported. */
  protected get issues(): readonly ConfigIssue[] {
    return this.#configuration.issues;
  }

  /** Takes what `src` answered as a layer of configuration; `name` is what the console calls it. */
  protected takeSource(json: Record<string, unknown>, name?: string): void {
    this.#configuration.takeSource(json, name);
    this.requestUpdate();
  }

  readOption(name: string): unknown {
    return this.#configuration.current[name];
  }

  writeOption(name: string, value: unknown): void {
    this.#configuration.set(name, value);
    this.requestUpdate();
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!this.#configuration.reads(name)) return super.attributeChangedCallback(name, before, value);
    if (before === value) return;
    this.#configuration.invalidate();
    this.requestUpdate();
  }

  get #own(): typeof FurnitureElement {
    return this.constructor as typeof FurnitureElement;
  }

  /** Tells the developer, never the reader, and only once. */
  protected warn(message: string): void {
    this.#reporter.say(message);
  }

  #watchChildren(signal: AbortSignal): void {
    const observer = new MutationObserver(() => {
      this.#configuration.invalidate();
      this.requestUpdate();
      this.childrenChanged();
    });
    observer.observe(this, { childList: true });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** The publisher added or removed children after the element came to life (a parser does that, too). */
  protected childrenChanged(): void {}

  /* ---- Words ---- */

  /** Where the element stands: tag for `Intl`, language and direction of the words. */
  protected get locale(): Locale {
    return localeFor(languageOf(this));
  }

  /** The element's messages, and those of the base, in the page's language. */
  protected get words(): Record<string, Message> {
    const { language } = this.locale;
    return {
      ...wordsFor<Words>('base', BASE_WORDS, language, this.#overrides),
      ...wordsFor(this.#own.furnitureName, this.#own.english, language, this.#overrides),
    };
  }

  /** One message as text, its placeholders filled. */
  protected say(key: WordKey<W>, values: Readonly<Record<string, string | number>> = {}): string {
    return format(this.words[key] ?? key, values, this.locale.tag);
  }

  /** One message in pieces, for a template with elements inside the sentence. */
  protected tell(key: WordKey<W>, values: Readonly<Record<string, unknown>>): unknown[] {
    return fill(this.words[key] ?? key, values, this.locale.tag);
  }

  /** A failure as a sentence for readers. */
  protected sayFailure(error: FurnitureError): string {
    const isBusy = error.status === 429 || error.status === 503;
    return this.say(isBusy ? 'busy' : error.kind, { status: error.status ?? '' });
  }

  #onLanguageChange = (): void => {
    void wantLocale(languageOf(this));
    this.requestUpdate();
  };

  /* ---- States and failures ---- */

  /** What the element is doing. */
  protected get state(): State {
    return this.#state;
  }

  /** Why the last attempt failed, until one succeeds. */
  protected get failure(): FurnitureError | undefined {
    return this.#failure;
  }

  /** Enters a state; leaving `failed` forgets the failure. */
  protected enter(state: Exclude<State, 'failed'>): void {
    this.#failure = undefined;
    this.#state = state;
    this.#customState.show(this.#state);
    this.requestUpdate();
  }

  /** Enters `failed` and says so once. What was shown stays shown; an abort is silent. */
  protected fail(error: FurnitureError): void {
    if (error.kind === 'aborted') return;
    const isNews = this.#failure?.message !== error.message;
    this.#failure = error;
    this.#state = 'failed';
    this.#customState.show(this.#state);
    this.requestUpdate();
    if (isNews) this.dispatchEvent(new FailedEvent(`${this.#own.furnitureName}-failed`, error));
  }

  /* ---- Drawing ---- */

  /** The author's content stands in the shadow root from the first moment until the first successful update. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.#showContent(root);
    return root;
  }

  #showContent(root: HTMLElement | DocumentFragment): void {
    this.#fallback = document.createElement('slot');
    const end = document.createComment('');
    root.replaceChildren(this.#fallback, end);
    this.renderOptions.renderBefore = end;
  }

  /** The first drawing waits for the page's language, a little, so that words do not change under the reader. */
  protected override async scheduleUpdate(): Promise<void> {
    const arrival = wantLocale(languageOf(this));
    if (arrival && !this.hasUpdated) await Promise.race([arrival, pause(LOCALE_WAIT_MS)]);
    await super.scheduleUpdate();
  }

  protected override performUpdate(): void {
    try {
      super.performUpdate();
      this.#fallback?.remove();
      this.#brokenBy = undefined;
    } catch (error) {
      this.#reportBreak(error);
      try {
        this.#showContent(this.renderRoot);
      } catch {
        // Nothing can be drawn on this page at all; outside the shadow root nothing changed.
      }
    }
  }

  #reportBreak(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (this.#brokenBy === message) return;
    this.#brokenBy = message;
    console.error?.(`<${this.#own.furnitureName}> could not be drawn; its content is shown instead.`, cause);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const news = this.#configuration.takeNews();
    if (news.size > 0) this.configured(news as unknown as ReadonlySet<keyof Config & string>);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
