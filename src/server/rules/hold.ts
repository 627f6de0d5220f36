/** Who waits for a moderator: nobody, a new guest's first comment, or everybody's comments. */
export const HOLDS = ['none', 'first', 'all'] as const;
export type Hold = (typeof HOLDS)[number];

/**
 * Whether a comment waits for a moderator.
 *
 * Who carries a role never waits; a premoderated thread holds everybody else; readers whom the publisher signed in are
 * no new guests.
 */
export function mustWait(comment: {
  readonly hold: Hold;
  readonly isPremoderated: boolean;
  readonly hasRole: boolean;
  readonly isGuest: boolean;
  /** Whether this guest has a published comment already. */
  readonly isKnown: boolean;
}): boolean {
  if (comment.hasRole) return false;
  if (comment.isPremoderated || comment.hold === 'all') return true;
  return comment.hold === 'first' && comment.isGuest && !comment.isKnown;
}
