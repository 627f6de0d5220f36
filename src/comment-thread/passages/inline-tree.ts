import type { Comment, Sort } from '../../contracts/comments.ts';
import { MAX_DEPTH, type Collection } from '../collection.ts';
import { buildTree, reuseNodes, type ThreadNode } from '../tree.ts';

/** The comments on passages of the article with what answers them, from everywhere in the thread, as a tree. */
export class InlineTree {
  readonly #comments: Collection;
  readonly #nodes = new Map<string, ThreadNode>();
  #made: { readonly from: readonly Comment[]; readonly roots: readonly ThreadNode[] } | undefined;

  readonly #sort: () => Sort;

  constructor(comments: Collection, sort: () => Sort) {
    this.#comments = comments;
    this.#sort = sort;
  }

  /** The same object until a comment changes. */
  get roots(): readonly ThreadNode[] {
    const from = this.#comments.ordered;
    if (this.#made?.from !== from) {
      // Other orders come as they are: new ones first, then the pages, then those on pages that were not reached.
      const sort = this.#sort() === 'oldest' ? byTime : undefined;
      const roots = buildTree(inline(this.#comments.all), { maxDepth: MAX_DEPTH, sort });
      this.#made = { from, roots: reuseNodes(roots, this.#nodes) };
    }
    return this.#made.roots;
  }
}

const byTime = (a: Comment, b: Comment) =>
  Number(b.pinned ?? false) - Number(a.pinned ?? false) || Date.parse(a.createdAt) - Date.parse(b.createdAt);

function inline(comments: readonly Comment[]): Comment[] {
  const branches = new Set<string>();
  return comments.filter(({ id, parentId, anchor }) => {
    const isInline = parentId === null ? anchor !== undefined : branches.has(parentId);
    if (isInline) branches.add(id);
    return isInline;
  });
}
