import type { Comment, CommentList, Sort } from '../contracts/comments.ts';
import { buildTree, reuseNodes, type ThreadNode } from './tree.ts';

/** Replies deeper than this stand flat below their thread, with a line saying whom they answer. */
export const MAX_DEPTH = 4;

/** The rest of a branch that a page left out. */
export interface Cut {
  readonly cursor: string;
  /** Direct replies that are missing. */
  readonly count: number;
}

/**
 * The comments on hand: the pages in order, beside them what was loaded out of order, and what the reader wrote, which
 * no stale list takes away again. Every comment is here once.
 */
export class Collection {
  readonly cuts = new Map<string, Cut>();
  #sort: Sort = 'oldest';
  #pages = new Map<string, Comment>();
  #aside = new Map<string, Comment>();
  readonly #own = new Map<string, Comment>();
  readonly #deleted = new Set<string>();
  readonly #pending = new Map<string, Comment>();
  /** What came in while the page was open, and was asked for. */
  #arrived = new Map<string, Comment>();
  /** On passages of the article, from pages that were not reached yet: on show only where those are asked for. */
  #shelf = new Map<string, Comment>();
  /** Comments whose replies are folded away. */
  readonly #folded = new Set<string>();
  readonly #drawKeys = new Map<string, string>();
  #ordered: readonly Comment[] | undefined;
  #tree: readonly ThreadNode[] | undefined;
  readonly #nodes = new Map<string, ThreadNode>();

  get size(): number {
    return this.ordered.length;
  }

  /** The comments as a tree; the same objects until something in them changes. */
  get tree(): readonly ThreadNode[] {
    return (this.#tree ??= reuseNodes(buildTree(this.ordered, { maxDepth: MAX_DEPTH }), this.#nodes));
  }

  /** Everything, also what is not in the list; some may be here twice. */
  get all(): readonly Comment[] {
    const aside = [this.#shelf, this.#arrived, this.#own, this.#pending];
    return [...this.ordered, ...aside.flatMap((place) => [...place.values()])];
  }

  /** Everything in the order of the pages; new top-level comments of the reader stand where the order would put them. */
  get ordered(): readonly Comment[] {
    return (this.#ordered ??= this.#order());
  }

  find(id: string): Comment | undefined {
    return (
      this.#pages.get(id) ?? this.#aside.get(id) ?? this.#arrived.get(id) ?? this.#own.get(id) ?? this.#shelf.get(id)
    );
  }

  /** Whether something the reader wrote is on its way. */
  get isSending(): boolean {
    return this.#pending.size > 0;
  }

  isFolded(id: string): boolean {
    return this.#folded.has(id);
  }

  /** Folds the replies of a comment away, or shows them again. */
  fold(id: string, isFolded: boolean): void {
    if (isFolded) this.#folded.add(id);
    else this.#folded.delete(id);
  }

  /** Unfolds everything above a comment. */
  reveal(id: string): void {
    const seen = new Set<string>();
    for (let above = this.#parentOf(id); above !== undefined && !seen.has(above); above = this.#parentOf(above)) {
      seen.add(above);
      this.#folded.delete(above);
    }
  }

  /** The comment at the top of the branch that this one stands in. */
  rootOf(id: string): string {
    const seen = new Set<string>();
    let root = id;
    for (let above = this.#parentOf(id); above !== undefined && !seen.has(above); above = this.#parentOf(above)) {
      seen.add(above);
      if (this.find(above)) root = above;
    }
    return root;
  }

  #parentOf(id: string): string | undefined {
    return (this.find(id) ?? this.#pending.get(id))?.parentId ?? undefined;
  }

  isPending(id: string): boolean {
    return this.#pending.has(id);
  }

  /** Whether the reader wrote or changed it since the page was opened. */
  isOwn(id: string): boolean {
    return this.#own.has(id);
  }

  /** A name for the comment's place in the page that stays the same when it gets its id. */
  drawKey(id: string): string {
    return this.#drawKeys.get(id) ?? id;
  }

  /** Begins anew with a first page, and what a link asked for. */
  begin(sort: Sort, first: CommentList, aside: CommentList | undefined): void {
    this.#sort = sort;
    this.#pages = new Map();
    this.#aside = new Map();
    this.#arrived = new Map();
    this.#shelf = new Map();
    this.#nodes.clear();
    this.cuts.clear();
    for (const { id, state } of [...this.#own.values()]) if (state === 'deleted') this.#own.delete(id);
    this.addPage(first);
    if (aside) this.addAside(aside);
  }

  /** Adds what comes next; a comment that was there already takes its place in the order. */
  addPage(list: CommentList): void {
    this.#takeCuts(list);
    for (const comment of this.#wanted(list)) {
      if (this.#shelf.has(comment.parentId ?? '')) {
        this.#shelf.set(comment.id, comment);
        continue;
      }
      this.#aside.delete(comment.id);
      this.#shelf.delete(comment.id);
      this.#pages.set(comment.id, comment);
    }
  }

  /** Adds what comes from elsewhere in the thread: it stands behind the pages until they reach it. */
  addAside(list: CommentList): void {
    this.#takeCuts(list);
    for (const comment of this.#wanted(list)) {
      this.#shelf.delete(comment.id);
      (this.#pages.has(comment.id) ? this.#pages : this.#aside).set(comment.id, comment);
    }
  }

  /** Adds comments on passages of the article; those of pages that were not reached stay out of the list. */
  shelve(list: CommentList): void {
    for (const comment of this.#wanted(list)) if (!this.find(comment.id)) this.#shelf.set(comment.id, comment);
    this.#takeCuts(list, ({ parentId }) => this.#shelf.has(parentId));
  }

  #takeCuts({ cuts = [] }: CommentList, isWanted: (cut: { readonly parentId: string }) => boolean = () => true): void {
    for (const { parentId, cursor, count } of cuts.filter(isWanted)) this.cuts.set(parentId, { cursor, count });
  }

  #wanted(list: CommentList): Comment[] {
    this.#changed();
    const isWanted = ({ id, state }: Comment) => !(state === 'published' && this.#deleted.has(id));
    return list.comments.filter(isWanted).map((comment) => this.#reconcile(comment));
  }

  /** A list may be older than the reader's own change. */
  #reconcile(comment: Comment): Comment {
    const own = this.#own.get(comment.id);
    const isOlder = comment.state === 'published' && (own?.editedAt ?? '') > (comment.editedAt ?? '');
    return own && isOlder ? { ...comment, body: own.body, editedAt: own.editedAt } : comment;
  }

  /** Adds what others wrote while the page was open: top-level comments stand where the order puts new ones. */
  arrive(comments: readonly Comment[]): void {
    for (const comment of comments) {
      this.#deleted.delete(comment.id);
      if (!this.find(comment.id)) this.#arrived.set(comment.id, comment);
    }
    this.#changed();
  }

  /** Shows a comment that is on its way. */
  addPending(comment: Comment): void {
    this.#pending.set(comment.id, comment);
    this.reveal(comment.id);
    this.#changed();
  }

  /** Takes the comment on its way away, for the one that arrived in its place. */
  settle(pendingId: string, arrived?: Comment): void {
    this.#pending.delete(pendingId);
    if (arrived) {
      this.#own.set(arrived.id, arrived);
      this.#drawKeys.set(arrived.id, pendingId);
    }
    this.#changed();
  }

  /** The comment as it now stands, wherever it is. */
  replace(comment: Comment, isOwn = false): void {
    // An answer that comes after the deletion brings nothing back.
    if (this.#deleted.has(comment.id) && comment.state !== 'deleted') return;
    for (const place of this.#places()) if (place.has(comment.id)) place.set(comment.id, comment);
    if (isOwn) this.#own.set(comment.id, comment);
    this.#changed();
  }

  /** Lets the comments be put in another order: the pages, what stands behind them, what came in. */
  arrange(
    act: (pages: Map<string, Comment>, aside: Map<string, Comment>, arrived: Map<string, Comment>) => void,
  ): void {
    act(this.#pages, this.#aside, this.#arrived);
    this.#changed();
  }

  /** Takes what somebody else changed; what was removed stays as a tombstone, so that nothing moves under the reader. */
  update(comment: Comment): void {
    const known = this.find(comment.id);
    if (!known) return;
    if (comment.state === 'deleted' || comment.state === 'hidden') {
      this.replace({ ...comment, author: { name: '' }, body: { format: 'plain', text: '' } });
      return void this.#deleted.add(comment.id);
    }
    this.#deleted.delete(comment.id);
    const { mine } = known.votes;
    this.replace({ ...comment, votes: { ...comment.votes, ...(mine !== undefined && { mine }) } });
  }

  /** Takes a comment away; one with replies, or whose place is to be kept, stays as a tombstone. */
  bury(comment: Comment, keepsPlace = false): void {
    const { id } = comment;
    this.#deleted.add(id);
    if (keepsPlace || comment.replyCount > 0 || this.ordered.some(({ parentId }) => parentId === id)) {
      const body = { format: 'plain', text: '' } as const;
      return this.replace({ ...comment, state: 'deleted', author: { name: '' }, body });
    }
    for (const place of this.#places()) place.delete(id);
    this.#changed();
  }

  /** Brings a comment back that was taken away. */
  unearth(comment: Comment, isOwn = true): void {
    this.#deleted.delete(comment.id);
    this.replace(comment, isOwn);
  }

  #places(): Map<string, Comment>[] {
    return [this.#pages, this.#aside, this.#arrived, this.#own, this.#shelf];
  }

  #order(): Comment[] {
    const listed = [...this.#pages.values(), ...this.#aside.values()];
    const isListed = ({ id }: Comment) => this.#pages.has(id) || this.#aside.has(id);
    const isNews = (comment: Comment) => !isListed(comment) && !this.#shelf.has(this.rootOf(comment.id));
    const written = [...this.#own.values(), ...this.#pending.values()].filter(isNews);
    const arrived = [...this.#arrived.values()].filter((comment) => isNews(comment) && !this.#own.has(comment.id));
    if (written.length + arrived.length === 0) return listed;
    if (this.#sort === 'oldest') return [...listed, ...arrived, ...written];
    // Others' new comments have no votes yet; one's own is wanted in sight.
    const first = this.#sort === 'newest' ? [...arrived, ...written] : written;
    const last = this.#sort === 'newest' ? [] : arrived;
    const pinned = listed.findIndex((comment) => isTop(comment) && comment.pinned !== true);
    const start = pinned < 0 ? listed.length : pinned;
    const tops = first.filter(isTop).reverse();
    const replies = first.filter((comment) => !isTop(comment));
    return [...listed.slice(0, start), ...tops, ...listed.slice(start), ...last, ...replies];
  }

  #changed(): void {
    this.#ordered = undefined;
    this.#tree = undefined;
  }
}

const isTop = ({ parentId }: Comment) => parentId === null;
