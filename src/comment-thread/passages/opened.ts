import type { Anchor } from '../../contracts/anchor.ts';
import type { Cut } from '../collection.ts';
import type { ThreadNode } from '../tree.ts';
import type { Stretch } from './make-anchor.ts';

/** A passage whose comments are open beside the article. */
export interface Opened {
  /** What a new comment here is about. */
  readonly anchor: Anchor;
  /** Its words. */
  readonly quote: string;
  /** Where it is now; `undefined` when it is not in the article any more. */
  readonly stretch: Stretch | undefined;
  /** Comments on any words of a paragraph belong to it; to other passages those that share words with them. */
  readonly isParagraph: boolean;
  /** What an editor asks about it. */
  readonly question?: string | undefined;
}

/** What is known of where comments belong. */
export interface Places {
  /** Where the passage of a comment is; `undefined` where it is not to be found, or not yet. */
  readonly placeOf: (id: string) => Stretch | undefined;
  /** The words that a comment is about. */
  readonly quoteOf: (node: ThreadNode) => string | undefined;
}

/** The branches of the thread that belong to a passage, in their order. */
export function branchesOf(
  { stretch, isParagraph, quote }: Pick<Opened, 'stretch' | 'isParagraph' | 'quote'>,
  roots: readonly ThreadNode[],
  { placeOf, quoteOf }: Places,
): ThreadNode[] {
  return roots.filter((node) => {
    const place = placeOf(node.comment.id);
    // A comment that was written a moment ago has not been looked for yet.
    if (!place || !stretch) return quoteOf(node) === quote;
    return isParagraph ? beginsIn(place, stretch) : overlaps(place, stretch);
  });
}

export const beginsIn = (place: Stretch, { start, end }: Stretch) => place.start >= start && place.start < end;

export const overlaps = (place: Stretch, { start, end }: Stretch) => place.start < end && place.end > start;

/** How many comments a branch holds that can be read, those of its cuts included. */
export function countOf({ comment, children }: ThreadNode, cuts: ReadonlyMap<string, Cut>): number {
  const isHere = comment.state === 'published' || comment.state === 'held';
  const own = Number(isHere) + (cuts.get(comment.id)?.count ?? 0);
  return children.reduce((sum, child) => sum + countOf(child, cuts), own);
}
