import type { Comment } from '../../contracts/comments.ts';
import { MAX_DEPTH, type Collection } from '../collection.ts';
import { buildTree, reuseNodes, type ThreadNode } from '../tree.ts';

/** The comments on passages of the article with what answers them, from everywhere in the thread, as a tree. */
export class InlineTree {
  readonly #comments: Collection;
  readonly #nodes = new Map<string, ThreadNode>();
  #made: { readonly from: readonly Comment[]; readonly roots: readonly ThreadNode[] } | undefined;

  constructor(comments: Collection) {
    this.#comments = comments;
  }

  /** The same object until a comment changes. */
  get roots(): readonly ThreadNode[] {
    const from = this.#comments.ordered;
    if (this.#made?.from !== from) {
      const roots = reuseNodes(buildTree(inline(this.#comments.all), { maxDepth: MAX_DEPTH }), this.#nodes);
      this.#made = { from, roots };
    }
    return this.#made.roots;
  }
}

function inline(comments: readonly Comment[]): Comment[] {
  const branches = new Set<string>();
  return comments.filter(({ id, parentId, anchor }) => {
    const isInline = parentId === null ? anchor !== undefined : branches.has(parentId);
    if (isInline) branches.add(id);
    return isInline;
  });
}
