import type { Comment, CommentList, Sort } from '../../contracts/comments.ts';
import type { ListQuery } from './backend.ts';

/** Most direct replies to one comment in one answer; the rest is a cut. */
const REPLY_LIMIT = 20;

/** A page in the making. */
interface Page {
  readonly comments: Map<string, Comment>;
  readonly cuts: NonNullable<CommentList['cuts']>;
  /** Must be on it, whatever the limit. */
  readonly path: readonly Comment[];
}

type Listed = Omit<CommentList, 'thread'>;

/** The lists of comments in memory, with the order, the cursors and the cuts of the server. */
export class MemoryPages {
  readonly #comments: ReadonlyMap<string, Comment>;
  readonly #replyLimit: number;

  /**
   * @param comments - All there are by id, parents before children; read at every call.
   * @param replyLimit - Most direct replies to one comment in one answer; default 20.
   */
  constructor(comments: ReadonlyMap<string, Comment>, replyLimit = REPLY_LIMIT) {
    this.#comments = comments;
    this.#replyLimit = replyLimit;
  }

  list(query: ListQuery): Listed {
    if (query.parent !== undefined) return this.#rest(query.parent, query.cursor);
    const isAsked = ({ anchor }: Comment) => !query.anchored || anchor !== undefined;
    const roots = this.#visible().filter((comment) => this.#isRoot(comment) && isAsked(comment));
    roots.sort(order(query.sort));
    const path = query.around === undefined ? [] : this.#pathTo(query.around);
    const around = path[path.length - 1];
    const start = around ? roots.indexOf(around) : roots.findIndex(({ id }) => id === query.cursor) + 1;
    const page = roots.slice(start, start + query.limit);
    const last = page[page.length - 1];
    return this.#page(page, start + query.limit < roots.length && last ? last.id : null, path);
  }

  /** Comments as everybody gets them. */
  toListed(comments: readonly Comment[]): Comment[] {
    return comments.map((comment) => ({ ...toStub(comment), replyCount: this.childrenOf(comment.id).length }));
  }

  /** A held comment is nobody's but its writer's; a tombstone stands only over replies. */
  #visible(): Comment[] {
    return [...this.#comments.values()].filter(
      ({ id, state }) => state === 'published' || (state !== 'held' && this.childrenOf(id).length > 0),
    );
  }

  /** What answers a comment, in the order it was written. */
  childrenOf(id: string): Comment[] {
    return [...this.#comments.values()].filter(({ parentId, state }) => parentId === id && state !== 'held');
  }

  #isRoot({ parentId }: Comment): boolean {
    return parentId === null || !this.#comments.has(parentId);
  }

  /** A comment and all above it, the top last; nothing if there is no such comment. */
  #pathTo(id: string): Comment[] {
    const path: Comment[] = [];
    let comment = this.#comments.get(id);
    while (comment && comment.state !== 'held' && !path.includes(comment)) {
      path.push(comment);
      comment = comment.parentId === null ? undefined : this.#comments.get(comment.parentId);
    }
    return path;
  }

  #page(roots: readonly Comment[], nextCursor: string | null, path: readonly Comment[] = []): Listed {
    const cuts: NonNullable<CommentList['cuts']> = [];
    const comments = new Map<string, Comment>();
    for (const root of roots) this.#collect(root, { comments, cuts, path });
    return { comments: this.toListed([...comments.values()]), nextCursor, ...(cuts.length > 0 && { cuts }) };
  }

  /** A comment with the first replies on each level and those on the path, parents first; loops end. */
  #collect(comment: Comment, page: Page): void {
    if (page.comments.has(comment.id)) return;
    page.comments.set(comment.id, comment);
    const limit = this.#replyLimit;
    const replies = this.childrenOf(comment.id);
    const shown = replies.filter((reply, index) => index < limit || page.path.includes(reply));
    for (const reply of shown) this.#collect(reply, page);
    const count = replies.length - shown.length;
    if (count > 0) page.cuts.push({ parentId: comment.id, cursor: String(limit), count });
  }

  /** The replies from a cut on. */
  #rest(parentId: string, cursor = '0'): Listed {
    const end = Number(cursor) + this.#replyLimit;
    const replies = this.childrenOf(parentId);
    return this.#page(replies.slice(Number(cursor), end), end < replies.length ? String(end) : null);
  }
}

/** What a moderator hid has no name and no words in a list. */
function toStub(comment: Comment): Comment {
  if (comment.state !== 'hidden') return comment;
  return { ...comment, author: { name: '' }, body: { format: 'plain', text: '' } };
}

function order(sort: Sort): (a: Comment, b: Comment) => number {
  const oldest = (a: Comment, b: Comment) => a.createdAt.localeCompare(b.createdAt);
  const pinned = (a: Comment, b: Comment) => Number(b.pinned ?? false) - Number(a.pinned ?? false);
  const score = ({ votes }: Comment) => votes.up - votes.down;
  if (sort === 'oldest') return (a, b) => pinned(a, b) || oldest(a, b);
  if (sort === 'newest') return (a, b) => pinned(a, b) || oldest(b, a);
  return (a, b) => pinned(a, b) || score(b) - score(a) || oldest(a, b);
}
