import type { Stretch } from './make-anchor.ts';

/** One passage, and the ids of the top-level comments on it, in their order. */
export interface Passage extends Stretch {
  readonly comments: readonly string[];
}

/**
 * Puts comments on the same words together: what begins and ends at the same place is one passage; what only overlaps is
 * another.
 *
 * @param places - Where each comment's passage is, by the comment's id; those that were not found are left out.
 * @returns In the order of the article.
 */
export function groupPassages(places: ReadonlyMap<string, Stretch | undefined>): Passage[] {
  const passages = new Map<string, Passage>();
  for (const [id, place] of places) {
    if (!place) continue;
    const { start, end } = place;
    const key = `${start}-${end}`;
    passages.set(key, { start, end, comments: [...(passages.get(key)?.comments ?? []), id] });
  }
  return [...passages.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The comments whose passages begin in a part of the article. */
export function commentsIn({ start, end }: Stretch, passages: readonly Passage[]): string[] {
  return passages.flatMap((passage) => (passage.start >= start && passage.start < end ? passage.comments : []));
}
