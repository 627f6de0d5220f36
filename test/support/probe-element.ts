import { html } from 'lit';
import * as z from 'zod/mini';

import { link, oneOf, text, whole } from '../../src/base/config.ts';
import { FurnitureElement } from '../../src/base/element.ts';
import { Newest } from '../../src/base/newest.ts';
import { option } from '../../src/base/option.ts';
import { FurnitureError, request } from '../../src/base/request.ts';

const ProbeConfig = z.object({ heading: text(), tone: oneOf(['calm', 'loud']), size: whole(1, 9), src: link() });

/** The smallest element that uses all of the base, to test the base with. */
export class ProbeElement extends FurnitureElement<z.output<typeof ProbeConfig>, typeof ProbeElement.english> {
  static override readonly furnitureName = 'probe-element';
  static override readonly configSchema = ProbeConfig;
  static override readonly english = {
    greeting: 'A probe says',
    items: { one: '{count} item', other: '{count} items' },
  };

  @option() heading: string | undefined;
  @option() tone: string | undefined;
  @option() size: number | undefined;
  @option() src: string | undefined;

  #newest = new Newest();

  protected override configured(changed: ReadonlySet<string>): void {
    if (changed.has('src')) void this.#load();
    else if (!this.config.src && this.state === 'loading') this.enter('ready');
  }

  async #load(): Promise<void> {
    const signal = this.#newest.begin(this.signal);
    this.enter('loading');
    try {
      const schema = z.object({ heading: z.string() });
      const { data } = await request(this.config.src!, { schema, signal, timeoutMs: 500 });
      this.takeSource(data);
      this.enter('ready');
    } catch (error) {
      if (error instanceof FurnitureError) this.fail(error);
    }
  }

  override render() {
    const isWaiting = this.config.src && !this.config.heading;
    return html`<div class="root" lang=${this.locale.language} dir=${this.locale.direction}>
      ${isWaiting ? html`<slot></slot>` : html`<h2>${this.config.heading}</h2>`}
      <p>
        ${this.say('greeting')} ${this.config.tone ?? 'calm'} ${this.say('items', { count: this.config.size ?? 1 })}
      </p>
      ${
        this.failure
          ? html`<p>${this.sayFailure(this.failure)}</p>
              ${
                this.failure.canRetry
                  ? html`<button type="button" @click=${() => void this.#load()}>${this.say('tryAgain')}</button>`
                  : ''
              }`
          : ''
      }
    </div>`;
  }
}
