import type { Frequency } from '../../contracts/notifications.ts';
import type { Scene } from '../draw-scene.ts';
import { newKey } from '../page-world.ts';
import type { Choice } from '../writing/composer.ts';
import { waiting } from '../writing/page-wait.ts';
import { drawSubscribe, isolated } from './draw-notifying.ts';
import type { NoticeActs, NoticesPlace } from './page-notices.ts';
import type { PushActs } from './page-push.ts';
import { Subscriber } from './subscriber.ts';

export interface NotifyingPlace extends NoticesPlace {
  /** By which ways readers can be told. */
  readonly notices: NoticeActs;
}

/**
 * The form at the head of the thread in which readers ask to be told of all new comments, with focus and announcements.
 * Loaded when somebody presses *Notify me*.
 */
export class NotifyingActs {
  readonly #place: NotifyingPlace;
  readonly #subscriber: Subscriber;
  /** What the reader chose, if both ways can be had. */
  #chosen: { readonly way: Choice['way'] } | undefined;

  constructor(place: NotifyingPlace) {
    const { session, desk, keyring, host } = place;
    this.#place = place;
    this.#subscriber = new Subscriber({
      ...{ backend: session.backend, keyring, newKey, life: session.life, changed: session.changed },
      now: () => Date.now(),
      lang: host.lang,
      email: () => session.email,
      hasVerifiedEmail: () => desk.hasVerifiedEmail,
      pause: (ms, signal) => waiting.pause(ms, signal),
    });
  }

  get isOpen(): boolean {
    return this.#subscriber.isOpen;
  }

  /** By mail, unless there is none or this browser tells already. */
  get #push(): PushActs | undefined {
    const { hasMail, push } = this.#place.notices;
    if (!hasMail || !push) return push;
    return (this.#chosen ? this.#chosen.way : push.isOn) ? push : undefined;
  }

  draw(scene: Scene): unknown {
    return drawSubscribe(this.#subscriber, this.#push && 'push', scene, {
      submit: () => this.#submit(),
      close: () => this.#close(),
      setFrequency: (frequency: Frequency) => (this.#subscriber.frequency = frequency),
      setWay: (way: Choice['way']) => ((this.#chosen = { way }), this.#place.session.changed()),
    });
  }

  /** Opens the form and goes there, or closes it. */
  async toggle(): Promise<void> {
    if (this.#subscriber.isOpen) return this.#close();
    this.#chosen = undefined;
    this.#subscriber.toggle(true);
    await this.#place.places.drawn();
    this.#find(':is(input:not([type=radio]), input:checked, button)')?.focus();
  }

  async #close(): Promise<void> {
    this.#subscriber.toggle(false);
    await this.#place.places.drawn();
    this.#place.places.root.querySelector<HTMLElement>("[data-act='notify']")?.focus();
  }

  async #submit(): Promise<void> {
    const { host, places, page, desk } = this.#place;
    const subscriber = this.#subscriber;
    // At once: a browser asks its reader only while a press of a button is fresh.
    if (this.#push) return this.#push.turnOn();
    if (subscriber.mustWait) return host.announce('tooFast');
    await desk.meetReader();
    const isTaken = await subscriber.submit();
    await places.drawn();
    if (isTaken) {
      const { sentTo } = subscriber;
      if (sentTo === undefined) host.announce('notifyOn');
      else host.announce('confirmFirst', { email: isolated(sentTo) });
      return page.hasLostFocus() ? this.#find('')?.focus() : undefined;
    }
    if (subscriber.email) this.#find('[name=email]')?.focus();
    if (subscriber.failure) places.fail(subscriber.failure);
  }

  #find(selector: string): HTMLElement | null {
    return this.#place.places.root.querySelector<HTMLElement>(`.subscribe ${selector}`);
  }
}
