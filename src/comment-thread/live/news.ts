import type { Comment, ThreadChanges } from '../../contracts/comments.ts';

/** Most new comments kept waiting. */
const MAX_WAITING = 2_000;
/** Of how many comments it is remembered which change of theirs came last. */
const MAX_VERSIONS = 5_000;

/** What is known of the thread on show. */
export interface Known {
  find(id: string): Comment | undefined;
  /** Whether all comments that answer this one (null: the top-level ones) are on hand. */
  isComplete(parentId: string | null): boolean;
  /** When the first page was made, in milliseconds since the epoch by the server's clock. */
  readonly since: number;
}

/**
 * What came in while the page was open: new comments wait until the reader asks for them, changes of comments on show
 * are handed on. Changes may come twice and in any order.
 */
export class News {
  readonly #waiting = new Map<string, Comment>();
  readonly #versions = new Map<string, number>();

  /** @returns What changed of the comments on show. */
  take({ comments, next }: Pick<ThreadChanges, 'comments' | 'next'>, known: Known): Comment[] {
    const updates: Comment[] = [];
    for (const comment of comments) {
      if (!this.#isLatest(comment.id, next)) continue;
      const shown = known.find(comment.id);
      if (shown) {
        if (!isOlder(comment, shown)) updates.push(comment);
      } else if (comment.state !== 'published') this.#waiting.delete(comment.id);
      else if (this.#waiting.has(comment.id) || isNew(comment, known)) this.#wait(comment);
    }
    return updates;
  }

  /** The new comments, without those that came on show another way. */
  waiting(known: Pick<Known, 'find'>): Comment[] {
    for (const id of [...this.#waiting.keys()]) if (known.find(id)) this.#waiting.delete(id);
    return [...this.#waiting.values()];
  }

  /** Nothing waits any more. */
  clear(): void {
    this.#waiting.clear();
  }

  #wait(comment: Comment): void {
    if (this.#waiting.size < MAX_WAITING || this.#waiting.has(comment.id)) this.#waiting.set(comment.id, comment);
  }

  #isLatest(id: string, version: number): boolean {
    if ((this.#versions.get(id) ?? -1) > version) return false;
    this.#versions.delete(id);
    this.#versions.set(id, version);
    if (this.#versions.size > MAX_VERSIONS) this.#versions.delete(this.#versions.keys().next().value!);
    return true;
  }
}

/** An edit that was made before the one on show. */
function isOlder(comment: Comment, shown: Comment): boolean {
  return comment.state === 'published' && (comment.editedAt ?? '') < (shown.editedAt ?? '');
}

/** Where pages are missing, what is not on hand may as well be an old comment that changed. */
function isNew({ parentId, createdAt }: Comment, { isComplete, since }: Known): boolean {
  return isComplete(parentId) || !(Date.parse(createdAt) < since);
}
