import type { LogEntry } from '../../contracts/moderation.ts';
import { Newest } from '../../base/newest.ts';
import type { FurnitureError } from '../../base/request.ts';
import { toFailure, type Session } from '../session.ts';
import type { Bearer } from './bearer.ts';
import { readLog } from './check-moderation.ts';

/** Entries a page. */
const PAGE = 20;
/** Most kept on show at once. */
const MAX_ENTRIES = 1_000;

/** Who did what in one thread, newest first, page by page. Knows no DOM. */
export class Journal {
  isOpen = false;
  entries: readonly LogEntry[] = [];
  work: 'list' | 'more' | undefined;
  /** Why the last loading failed, until one succeeds. */
  failure: FurnitureError | undefined;

  readonly #session: Session;
  readonly #bearer: Bearer;
  readonly #newest = new Newest();
  #cursor: string | null = null;

  constructor(session: Session, bearer: Bearer) {
    this.#session = session;
    this.#bearer = bearer;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Opens the log, with what is newest in it, or closes it. */
  async toggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    this.#session.changed();
    if (this.isOpen) await this.load();
  }

  /** Begins with the newest entries; what was shown stays until they are there. @returns Whether they arrived. */
  load(): Promise<boolean> {
    this.#cursor = null;
    return this.#load('list');
  }

  /** @returns Whether earlier entries arrived. */
  more(): Promise<boolean> {
    return this.#load('more');
  }

  async #load(work: 'list' | 'more'): Promise<boolean> {
    const signal = this.#newest.begin(this.#session.life());
    const query = { limit: PAGE, cursor: this.#cursor ?? undefined };
    this.work = work;
    this.failure = undefined;
    this.#session.changed();
    try {
      const { backend } = this.#session;
      const page = readLog(await this.#bearer.send((token) => backend.log!(query, token, signal)));
      if (signal.aborted) return false;
      const before = work === 'more' ? this.entries : [];
      const known = new Set(before.map(({ id }) => id));
      this.entries = [...before, ...page.entries.filter(({ id }) => !known.has(id))].slice(0, MAX_ENTRIES);
      this.#cursor = this.entries.length > before.length ? page.nextCursor : null;
    } catch (error) {
      if (!signal.aborted) this.failure = toFailure(error);
    }
    if (signal.aborted) return false;
    this.work = undefined;
    this.#session.changed();
    return !this.failure;
  }
}
