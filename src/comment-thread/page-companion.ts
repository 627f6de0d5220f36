import type { LiveHost, LiveThread } from './live/page-live.ts';
import type { PassageActs, PassagesPlace } from './passages/page-passages.ts';
import { remembers } from './page-world.ts';
import type { Session } from './session.ts';

/** How long somebody who was here before waits for the marks on new comments, in milliseconds. */
const PATIENCE_MS = 500;

/** Brings what a reader meets after the first page: at rest; or with it, where the marks of an earlier visit want it. */
export class Companion {
  /** What draws news, once it is there. */
  live: LiveThread | undefined;
  /** What draws comments on passages, once it is there, where the page wants those. */
  passages: PassageActs | undefined;
  #session: Session | undefined;
  #end: AbortController | undefined;
  #isInviting = false;

  /** A thread is being opened. @returns When drawing it need not wait any more. */
  async open(host: LiveHost, redraw: () => void): Promise<void> {
    this.close();
    this.#session = host.session;
    this.#end = new AbortController();
    host.signal.addEventListener('abort', () => this.close(), { signal: this.#end.signal });
    // An earlier visit left a trace here.
    if (!remembers('visits')) return;
    await Promise.race([this.bring(host, redraw), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  /** Fetches the code for it; without it the thread is for reading as it is. */
  async bring(host: LiveHost, redraw: () => void): Promise<void> {
    const end = this.#end;
    if (this.live || !end || end.signal.aborted || host.session !== this.#session) return;
    const code = await import('./live/page-live.ts').catch(() => undefined);
    if (!code || this.live || end.signal.aborted) return;
    this.live = new code.LiveThread({ ...host, signal: end.signal });
    redraw();
  }

  /** Fetches what invites to the discussion, where the page wants that; without it nobody is invited. */
  async invite({ element, session, invitation: text, article }: LiveHost): Promise<void> {
    const end = this.#end;
    if (text() === undefined || !end || session !== this.#session || this.#isInviting) return;
    this.#isInviting = true;
    const code = await import('./inviting/page-inviting.ts').catch(() => undefined);
    const news = () => ({ count: this.live?.fresh ?? 0, show: () => this.live?.show() });
    if (code) new code.Inviting({ element, session, text, news, article, signal: end.signal });
  }

  /**
   * Fetches what comments on passages of the article need; without it the discussion is there as it is.
   *
   * @param place - What it needs of the element; for another article it begins anew, for none it ends.
   */
  async annotate(place: PassagesPlace | undefined): Promise<void> {
    this.passages?.end();
    this.passages = undefined;
    const code = place && (await import('./passages/page-passages.ts').catch(() => undefined));
    if (!code || place.session !== this.#session || !this.#end || this.passages) return;
    this.passages = new code.PassageActs(place, this.#end.signal);
  }

  close(): void {
    this.#end?.abort();
    this.#end = this.live = this.passages = undefined;
    this.#isInviting = false;
  }
}
