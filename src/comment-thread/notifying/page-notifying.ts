import type { Frequency } from '../../contracts/notifications.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import type { Scene } from '../draw-scene.ts';
import { newKey } from '../page-world.ts';
import type { Session } from '../session.ts';
import type { Desk } from '../writing/desk.ts';
import type { Keyring } from '../writing/keyring.ts';
import type { Places } from '../writing/page-places.ts';
import { waiting } from '../writing/page-wait.ts';
import { drawSubscribe, isolated } from './draw-notifying.ts';
import { Subscriber } from './subscriber.ts';

export interface NotifyingPlace {
  readonly host: ActsHost;
  readonly page: PageActs;
  readonly session: Session;
  readonly desk: Desk;
  readonly keyring: Keyring;
  readonly places: Places;
}

/**
 * The form at the head of the thread in which readers ask to be told of all new comments, with focus and announcements.
 * Loaded when somebody presses *Notify me*.
 */
export class NotifyingActs {
  readonly #place: NotifyingPlace;
  readonly #subscriber: Subscriber;

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

  draw(scene: Scene): unknown {
    return drawSubscribe(this.#subscriber, scene, {
      submit: () => this.#submit(),
      close: () => this.#close(),
      setFrequency: (frequency: Frequency) => (this.#subscriber.frequency = frequency),
    });
  }

  /** Opens the form and goes there, or closes it. */
  async toggle(): Promise<void> {
    if (this.#subscriber.isOpen) return this.#close();
    this.#subscriber.toggle(true);
    await this.#place.places.drawn();
    this.#find('input')?.focus();
  }

  async #close(): Promise<void> {
    this.#subscriber.toggle(false);
    await this.#place.places.drawn();
    this.#place.places.root.querySelector<HTMLElement>("[data-act='notify']")?.focus();
  }

  async #submit(): Promise<void> {
    const { host, places, page, desk } = this.#place;
    const subscriber = this.#subscriber;
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
