import type { Comment } from '../../contracts/comments.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import type { Scene } from '../draw-scene.ts';
import type { Session } from '../session.ts';
import type { Choice, Composer } from '../writing/composer.ts';
import type { Desk } from '../writing/desk.ts';
import type { Keyring } from '../writing/keyring.ts';
import type { Places } from '../writing/page-places.ts';
import { isolated } from './draw-notifying.ts';
import type { NotifyingActs } from './page-notifying.ts';
import type { PushActs } from './page-push.ts';

export interface NoticesPlace {
  readonly host: ActsHost;
  readonly page: PageActs;
  readonly session: Session;
  readonly desk: Desk;
  readonly keyring: Keyring;
  readonly places: Places;
  /** What ids belong to: the backend and its thread. */
  readonly scope: string;
}

/**
 * Being told of news, by mail or by this browser: what a writer chooses with a comment, and the form at the head of the
 * thread, which is fetched when somebody asks for it.
 */
export class NoticeActs {
  readonly #place: NoticesPlace;
  #form: NotifyingActs | undefined;
  #push: PushActs | undefined;

  constructor(place: NoticesPlace) {
    this.#place = place;
  }

  /* ---- By which ways ---- */

  get hasMail(): boolean {
    return this.#place.session.thread?.notify?.email === true;
  }

  /** Being told by this browser, where that can be had. */
  get push(): PushActs | undefined {
    return this.#push?.isOffered ? this.#push : undefined;
  }

  /** Whether this browser is told of anything in the thread. */
  get isOn(): boolean {
    return this.push?.isOn === true;
  }

  /** How a reader is told who chose this: of what was chosen in an earlier visit, a way may be gone. */
  wayOf({ way }: Choice): Choice['way'] {
    return this.push && (way === 'push' || !this.hasMail) ? 'push' : undefined;
  }

  /** Fetches what being told by this browser needs, where the publisher offers it; without it there is mail. */
  async bring(): Promise<void> {
    const { host, session } = this.#place;
    const worker = host.pushWorker();
    if (worker === undefined || this.#push) return;
    const code = await import('./page-push.ts').catch(() => undefined);
    if (!code || this.#push) return;
    const push = (this.#push = new code.PushActs({ ...this.#place, worker }));
    const { arrived } = session;
    session.arrived = () => (arrived(), void push.look());
    void push.look();
  }

  /* ---- The form at the head of the thread ---- */

  get isOpen(): boolean {
    return this.#form?.isOpen === true;
  }

  draw(scene: Scene): unknown {
    return this.#form?.draw(scene);
  }

  /** Opens the form, or closes it. */
  async toggle(): Promise<void> {
    const { host, desk } = this.#place;
    const [code] = await Promise.all([import('./page-notifying.ts').catch(() => undefined), this.bring()]);
    if (!code || (!this.hasMail && !this.push)) return host.announce('offline');
    await desk.meetReader();
    this.#form ??= new code.NotifyingActs({ ...this.#place, notices: this });
    await this.#form.toggle();
  }

  /* ---- With a comment ---- */

  /** Of what the writer of a comment wants to be told; nothing for *Nothing*. */
  async choose(composer: Composer, choice: Choice | undefined): Promise<void> {
    const { session, desk } = this.#place;
    const notify = this.#settled(choice);
    composer.notify = notify;
    composer.notifyWrong = undefined;
    const needsAddress = notify && !notify.way;
    if (!needsAddress && composer.email && 'word' in composer.email && composer.email.word === 'emailFirst')
      composer.email = undefined;
    session.save(composer);
    session.changed();
    if (!needsAddress) return;
    await desk.meetReader();
    session.changed();
  }

  /** What a form asks for that is about to be sent. */
  settle(composer: Composer): Choice | undefined {
    return (composer.notify = this.#settled(composer.notify));
  }

  /** Whether nothing is left to ask the writer. */
  check(composer: Composer): boolean {
    return !composer.notify?.way || this.push?.check(composer) !== false;
  }

  #settled(choice: Choice | undefined): Choice | undefined {
    return choice && { ...choice, way: this.wayOf(choice) };
  }

  /** Where the writer wants to be told of news, what happens next stays beside the comment. */
  tellPosted(comment: Comment, notify: Choice | undefined): void {
    const { host, session, desk } = this.#place;
    const { id, state } = comment;
    const isHeld = state === 'held';
    if (notify?.way) void this.#follow(comment, notify);
    if (!notify || notify.way) return host.announce(isHeld ? 'wasHeld' : 'wasPosted');
    const values = { email: isolated(session.email.trim()) };
    const asked = isHeld ? 'heldConfirm' : 'postedConfirm';
    const word = desk.hasVerifiedEmail ? (isHeld ? 'heldNotify' : 'postedNotify') : asked;
    session.note(id, { word, values });
    host.announce(word, values);
  }

  /** The comment is there already: whatever comes of this, nothing of it is lost. */
  async #follow({ id }: Comment, { scope }: Choice): Promise<void> {
    const { host, session } = this.#place;
    const life = session.life();
    const isTold = await this.push?.follow(scope === 'all' ? { scope } : { scope, commentId: id });
    if (life.aborted) return;
    const word = isTold ? 'toldHere' : 'notToldHere';
    session.note(id, { word });
    host.announce(word);
  }
}
