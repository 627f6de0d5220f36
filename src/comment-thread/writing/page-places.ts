import { FailedEvent } from '../../base/element.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import type { Composer } from './composer.ts';

/** Where things are that a writer uses, in the drawn thread: finds them and brings focus there. */
export class Places {
  readonly #host: ActsHost;
  readonly #page: PageActs;

  constructor(host: ActsHost, page: PageActs) {
    this.#host = host;
    this.#page = page;
  }

  get root(): ShadowRoot {
    return this.#host.element.shadowRoot!;
  }

  form(composer: Composer): HTMLElement | undefined {
    return [...this.root.querySelectorAll('form')].find((form) => form.dataset['form'] === composer.id);
  }

  /** Where its text is written or previewed. */
  field(composer: Composer): HTMLElement | null | undefined {
    return this.form(composer)?.querySelector<HTMLElement>('textarea, .preview');
  }

  /** The control of a comment that does this. */
  act(id: string, act: string): HTMLElement | null | undefined {
    return this.#page.article(id)?.querySelector<HTMLElement>(`[data-act='${act}']`);
  }

  /** Before this control goes: whoever stands on it is not dropped. */
  leaveAct(id: string, act: string): void {
    const control = this.act(id, act);
    if (control && control === this.root.activeElement) this.#page.article(id)?.focus({ preventScroll: true });
  }

  focusAct(id: string, act: string): void {
    (this.act(id, act) ?? this.#page.article(id))?.focus();
  }

  /** Goes to a comment whose controls changed under the reader; who went on elsewhere is left alone. */
  focusArticle(id: string): void {
    if (this.#page.hasLostFocus()) this.#page.article(id)?.focus({ preventScroll: true });
  }

  /** Resolves when what changed is drawn. */
  drawn(): Promise<unknown> {
    return this.#host.element.updateComplete;
  }

  /** @returns Whether nobody cancelled it. */
  send(event: Event): boolean {
    return this.#host.element.dispatchEvent(event);
  }

  /** Tells the page that something did not work. */
  fail(error: FurnitureError): void {
    if (error.kind !== 'aborted') this.send(new FailedEvent('comment-thread-failed', error));
  }
}
