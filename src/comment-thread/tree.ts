import type { Comment } from '../contracts/comments.ts';

/** A comment in its place. */
export interface ThreadNode {
  readonly comment: Comment;
  /** 0 for a top-level comment; never more than `maxDepth`. */
  readonly depth: number;
  readonly children: readonly ThreadNode[];
  /** The comment that this one answers, where the tree does not show it: set only on flattened replies. */
  readonly inReplyTo?: Comment | undefined;
}

export interface TreeOptions {
  /** Deepest level that is nested; deeper replies stand on it, in reading order. 0 makes a flat list. */
  readonly maxDepth: number;
  /** Order of top-level comments; equal ones, and all if it is not given, keep the order of the list. */
  readonly sort?: ((a: Comment, b: Comment) => number) | undefined;
  /** Order of replies; the order of the list if it is not given. */
  readonly sortReplies?: ((a: Comment, b: Comment) => number) | undefined;
}

interface OpenNode extends ThreadNode {
  readonly children: OpenNode[];
}

/**
 * Makes a tree of a flat list in any order.
 *
 * Every id stands in it exactly once: of duplicates the one edited last (the first of equals), an orphan or a comment
 * that answers itself at the top, a loop opened at the member the list leads to first. Nothing recurses, so a chain of
 * any length is safe; time is linear besides the sorting.
 */
export function buildTree(comments: readonly Comment[], { maxDepth, sort, sortReplies }: TreeOptions): ThreadNode[] {
  const byId = withoutDuplicates(comments);
  const replies = new Map<string | null, Comment[]>();
  const top = findTop(byId);
  for (const comment of byId.values()) {
    const place = top.has(comment.id) ? null : comment.parentId;
    const siblings = replies.get(place);
    if (siblings) siblings.push(comment);
    else replies.set(place, [comment]);
  }
  const roots: OpenNode[] = [];
  // What is still to place, next one last: where it goes, and how deep it would be if all levels were shown.
  const waiting: { comment: Comment; parent: OpenNode | undefined; level: number }[] = [];
  const wait = (id: string | null, parent: OpenNode | undefined, level: number): void => {
    const order = id === null ? sort : sortReplies;
    const found = replies.get(id) ?? [];
    for (const comment of (order ? found.sort(order) : found).reverse()) waiting.push({ comment, parent, level });
  };
  wait(null, undefined, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { comment, parent, level } = next;
    const depth = Math.min(level, maxDepth);
    const inReplyTo = level > maxDepth ? byId.get(comment.parentId!) : undefined;
    const node: OpenNode = { comment, depth, children: [], inReplyTo };
    (parent?.children ?? roots).push(node);
    wait(comment.id, depth < maxDepth ? node : parent, level + 1);
  }
  return roots;
}

function withoutDuplicates(comments: readonly Comment[]): Map<string, Comment> {
  const byId = new Map<string, Comment>();
  for (const comment of comments) {
    const known = byId.get(comment.id);
    if (!known || (comment.editedAt ?? '') > (known.editedAt ?? '')) byId.set(comment.id, comment);
  }
  return byId;
}

/** The comments that start a branch: no parent, a parent that is not here, or the member of a loop met first. */
function findTop(byId: ReadonlyMap<string, Comment>): Set<string> {
  const top = new Set<string>();
  const settled = new Set<string>();
  for (const first of byId.values()) {
    const path = new Set<string>();
    let comment = first;
    while (!settled.has(comment.id)) {
      path.add(comment.id);
      const parent = comment.parentId === null ? undefined : byId.get(comment.parentId);
      if (!parent || path.has(parent.id)) {
        top.add((parent ?? comment).id);
        break;
      }
      comment = parent;
    }
    path.forEach((id) => settled.add(id));
  }
  return top;
}

/**
 * The same tree out of the nodes of an earlier one, as far as they are the same: whoever drew those need not look again.
 *
 * @param known - The earlier nodes by comment id; afterwards, those of this tree.
 */
export function reuseNodes(roots: readonly ThreadNode[], known: Map<string, ThreadNode>): readonly ThreadNode[] {
  return roots.map((node) => {
    const children = reuseNodes(node.children, known);
    const before = known.get(node.comment.id);
    const isSame =
      before?.comment === node.comment &&
      before.depth === node.depth &&
      before.inReplyTo === node.inReplyTo &&
      before.children.length === children.length &&
      before.children.every((child, index) => child === children[index]);
    const kept = isSame ? before : { ...node, children };
    known.set(node.comment.id, kept);
    return kept;
  });
}
