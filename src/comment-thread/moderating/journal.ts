import type { LogEntry } from '../../contracts/moderation.ts';
import type { Session } from '../session.ts';
import type { Bearer } from './bearer.ts';
import { readLog } from './check-moderation.ts';
import { Paged, type Part } from './paged.ts';

/** Entries a page. */
const PAGE = 20;

/** Who did what in one thread, newest first, page by page. Knows no DOM. */
export class Journal extends Paged<LogEntry> {
  isOpen = false;
  readonly #bearer: Bearer;

  constructor(session: Session, bearer: Bearer) {
    super(session);
    this.#bearer = bearer;
  }

  /** Opens the log, with what is newest in it, or closes it. */
  async toggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    this.session.changed();
    if (this.isOpen) await this.load();
  }

  protected async ask(cursor: string | undefined, signal: AbortSignal): Promise<Part<LogEntry>> {
    const { backend } = this.session;
    const answer = await this.#bearer.send((token) => backend.log!({ limit: PAGE, cursor }, token, signal));
    const { entries, nextCursor } = readLog(answer);
    return { items: entries, nextCursor };
  }
}
