import { trustedWorker } from '../../base/trusted.ts';
import { browserStorage, newKey } from '../page-world.ts';
import type { Scene } from '../draw-scene.ts';
import type { Composer } from '../writing/composer.ts';
import { waiting } from '../writing/page-wait.ts';
import { drawPushChoice, drawPushForm } from './draw-push.ts';
import { Followed } from './followed.ts';
import type { NoticesPlace } from './page-notices.ts';
import { Pusher, type About } from './pusher.ts';
import { pushing } from './page-push-browser.ts';

export interface PushPlace extends NoticesPlace {
  /** Path of the service worker. */
  readonly worker: string;
}

/**
 * Being told by this browser, with focus and announcements: in the form at the head of the thread, and with a comment.
 * Loaded with the desk, where the publisher has a service worker for it and the browser could do it.
 */
export class PushActs {
  readonly #place: PushPlace;
  readonly #pusher: Pusher;

  constructor(place: PushPlace) {
    const { session, keyring, host, scope, worker } = place;
    this.#place = place;
    this.#pusher = new Pusher({
      ...{ backend: session.backend, keyring, newKey, life: session.life, changed: session.changed, lang: host.lang },
      browser: pushing.open(trustedWorker(worker)),
      followed: new Followed({ storage: browserStorage, scope }),
      pause: (ms, signal) => waiting.pause(ms, signal),
      key: () => session.thread?.notify?.push ?? '',
      report: (error) => console.warn?.(`page-furniture: Web Push could not be set up with ${worker}`, error),
    });
  }

  /** Whether the server of this thread tells browsers. */
  get isOffered(): boolean {
    const { thread, backend } = this.#place.session;
    return !!thread?.notify?.push && !!backend.subscribePush;
  }

  /** Whether this browser is told of anything in the thread. */
  get isOn(): boolean {
    return this.isOffered && (this.#pusher.isTold('all') || this.#pusher.isTold('replies'));
  }

  /** Looks whether what this browser remembers is still true. */
  async look(): Promise<void> {
    if (this.isOffered) await this.#pusher.look();
  }

  /* ---- In the form at the head of the thread ---- */

  /** What stands in the form when *In this browser* is chosen. @param close - Closes the form. */
  drawForm(scene: Scene, close: () => unknown): unknown {
    return drawPushForm(this.#pusher, scene, { stop: () => this.#stop(), close });
  }

  /** Asks the reader, if need be, and has this browser told of all new comments. */
  async turnOn(): Promise<void> {
    const pusher = this.#pusher;
    if (pusher.work) return;
    const isOn = (await pusher.allow()) && (await pusher.follow({ scope: 'all' }));
    await this.#settle(isOn ? 'pushOn' : undefined);
  }

  async #stop(): Promise<void> {
    if (this.#pusher.work) return;
    await this.#settle((await this.#pusher.stop()) ? 'pushOff' : undefined);
  }

  async #settle(word: 'pushOn' | 'pushOff' | undefined): Promise<void> {
    const { host, places, page } = this.#place;
    await places.drawn();
    if (word) host.announce(word);
    this.#tellPage();
    const next = places.root.querySelector<HTMLElement>('.subscribe .buttons button');
    if (page.hasLostFocus()) next?.focus();
  }

  /** A server that did not take it is the page's business as well. */
  #tellPage(): void {
    const { trouble } = this.#pusher;
    if (typeof trouble === 'object') this.#place.places.fail(trouble);
  }

  /* ---- With a comment ---- */

  /** What a writer is told, and asked, who chose *In this browser*. */
  drawChoice(composer: Composer, scene: Scene): unknown {
    return drawPushChoice(this.#pusher, composer, scene, () => this.#allow(composer));
  }

  async #allow(composer: Composer): Promise<void> {
    const { host, places, page } = this.#place;
    composer.notifyWrong = undefined;
    const isAllowed = await this.#pusher.allow();
    await places.drawn();
    if (isAllowed) host.announce('pushReady');
    // The button has done its work and is gone.
    if (isAllowed && page.hasLostFocus()) places.field(composer)?.focus();
  }

  /** Whether a form can be sent: the writer has not pressed the button that asks. What came of it keeps nobody from posting. */
  check(composer: Composer): boolean {
    const { permission, trouble, work } = this.#pusher;
    const isOpen = permission === 'default' && trouble === undefined && work !== 'allowing';
    composer.notifyWrong = isOpen ? { word: 'pushFirst' } : undefined;
    this.#place.session.changed();
    return !isOpen;
  }

  /** Has this browser told of what the writer of a posted comment chose. @returns Whether it will be. */
  async follow(about: About): Promise<boolean> {
    const isTold = await this.#pusher.follow(about);
    this.#tellPage();
    return isTold;
  }
}
