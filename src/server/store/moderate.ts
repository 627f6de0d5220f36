import type { ModerationAction } from '../../contracts/moderation.ts';
import { ProblemError } from '../problem.ts';
import type { Change } from './comments.ts';
import type { Act } from './log.ts';
import type { CommentRow } from './states.ts';

/**
 * What a moderator's act changes about a comment.
 *
 * @throws {ProblemError} 404 for one that was deleted, 409 for one that cannot be pinned.
 */
export function moderate(comment: CommentRow, act: Act & { readonly action: ModerationAction }): Change {
  if (comment.state === 'deleted') throw new ProblemError(404, 'There is no such comment.');
  switch (act.action) {
    case 'approve':
      return { state: 'published', ...approvalOf(comment, act.at), isLookedAt: true, act };
    case 'hide':
      return { state: 'hidden', pinned: false, isLookedAt: true, act };
    case 'unpin':
      return { pinned: false, act };
    case 'pin':
      if (comment.parent_id !== null || comment.state !== 'published')
        throw new ProblemError(409, 'Only a published top-level comment can be pinned.');
      return { pinned: true, act };
  }
}

/** Approved again is approved as before, unless there is something new to approve. */
const approvalOf = (comment: CommentRow, at: number): Pick<Change, 'approvedAt'> =>
  comment.state === 'published' && comment.approved_at !== null && comment.report_count === 0 ? {} : { approvedAt: at };
