import type { Comment, CommentList, Sort } from '../contracts/comments.ts';
import { buildTree, type ThreadNode } from './tree.ts';

/** Replies deeper than this stand flat below their thread, with a line saying whom they answer. */
const MAX_DEPTH = 4;

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
  readonly #drawKeys = new Map<string, string>();
  #ordered: readonly Comment[] | undefined;
  #tree: readonly ThreadNode[] | undefined;

  get size(): number {
    return this.ordered.length;
  }

  /** The comments as a tree; the same object until something changes. */
  get tree(): readonly ThreadNode[] {
    return (this.#tree ??= buildTree(this.ordered, { maxDepth: MAX_DEPTH }));
  }

  /** Everything; new top-level comments of the reader stand where the order would put them. */
  get ordered(): readonly Comment[] {
    return (this.#ordered ??= this.#order());
  }

  find(id: string): Comment | undefined {
    return this.#pages.get(id) ?? this.#aside.get(id) ?? this.#own.get(id);
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
    this.cuts.clear();
    this.addPage(first);
    if (aside) this.addAside(aside);
  }

  /** Adds what comes next; a comment that was there already takes its place in the order. */
  addPage(list: CommentList): void {
    for (const comment of this.#wanted(list)) {
      this.#aside.delete(comment.id);
      this.#pages.set(comment.id, comment);
    }
  }

  /** Adds what comes from elsewhere in the thread: it stands behind the pages until they reach it. */
  addAside(list: CommentList): void {
    for (const comment of this.#wanted(list)) {
      (this.#pages.has(comment.id) ? this.#pages : this.#aside).set(comment.id, comment);
    }
  }

  #wanted(list: CommentList): Comment[] {
    this.#changed();
    for (const { parentId, cursor, count } of list.cuts ?? []) this.cuts.set(parentId, { cursor, count });
    const isWanted = ({ id, state }: Comment) => !(state === 'published' && this.#deleted.has(id));
    return list.comments.filter(isWanted).map((comment) => this.#reconcile(comment));
  }

  /** A list may be older than the reader's own change. */
  #reconcile(comment: Comment): Comment {
    const own = this.#own.get(comment.id);
    const isOlder = comment.state === 'published' && (own?.editedAt ?? '') > (comment.editedAt ?? '');
    return own && isOlder ? { ...comment, body: own.body, editedAt: own.editedAt } : comment;
  }

  /** Shows a comment that is on its way. */
  addPending(comment: Comment): void {
    this.#pending.set(comment.id, comment);
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
    for (const place of this.#places()) if (place.has(comment.id)) place.set(comment.id, comment);
    if (isOwn) this.#own.set(comment.id, comment);
    this.#changed();
  }

  /** Takes a comment away; one with replies stays as a tombstone. */
  bury(comment: Comment): void {
    const { id } = comment;
    this.#deleted.add(id);
    if (comment.replyCount > 0 || this.ordered.some(({ parentId }) => parentId === id)) {
      const body = { format: 'plain', text: '' } as const;
      return this.replace({ ...comment, state: 'deleted', author: { name: '' }, body });
    }
    for (const place of this.#places()) place.delete(id);
    this.#changed();
  }

  #places(): Map<string, Comment>[] {
    return [this.#pages, this.#aside, this.#own];
  }

  #order(): Comment[] {
    const listed = [...this.#pages.values(), ...this.#aside.values()];
    const isListed = ({ id }: Comment) => this.#pages.has(id) || this.#aside.has(id);
    const written = [...this.#own.values()].filter((comment) => !isListed(comment));
    const fresh = [...written, ...this.#pending.values()];
    if (this.#sort === 'oldest') return [...listed, ...fresh];
    const isTop = ({ parentId }: Comment) => parentId === null;
    return [...fresh.filter(isTop).reverse(), ...listed, ...fresh.filter((comment) => !isTop(comment))];
  }

  #changed(): void {
    this.#ordered = undefined;
    this.#tree = undefined;
  }
}
