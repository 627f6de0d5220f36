import type { Comment } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { ModerationAction, QueueState } from '../../contracts/moderation.ts';
import type { Queued } from './check-moderation.ts';

/** What a moderator can do to one comment; `restore` takes a deletion back. */
export type Act = ModerationAction | 'delete' | 'restore';

/** By how much an act changes the numbers on the filters, as far as can be foreseen. */
export function shiftsOf(comment: Comment, act: Act): readonly (readonly [QueueState, 1 | -1])[] {
  if (act === 'pin' || act === 'unpin' || act === 'restore') return [];
  const { state, reports = [] } = comment as Partial<Queued> & Comment;
  const leaves: QueueState | undefined =
    state === 'held' || state === 'hidden'
      ? state
      : state === 'published' && reports.length > 0
        ? 'reported'
        : undefined;
  const enters: QueueState | undefined = act === 'hide' ? 'hidden' : undefined;
  if (leaves === enters) return [];
  return [...(leaves ? [[leaves, -1] as const] : []), ...(enters ? [[enters, 1] as const] : [])];
}

/** What undoes an act: nothing does when it is not named here. */
export const OPPOSITES: Readonly<Partial<Record<Act, Act>>> = {
  approve: 'hide',
  hide: 'approve',
  pin: 'unpin',
  unpin: 'pin',
  delete: 'restore',
};

/** Whether the server says that the comment is not what it was any more. */
export const hasChanged = ({ status }: FurnitureError) => status === 404 || status === 409 || status === 410;

/** What everybody sees of a comment that is gone. */
export function toStub(comment: Comment, state: 'hidden' | 'deleted'): Comment {
  const { anchor: _, ...rest } = comment;
  return { ...rest, state, author: { name: '' }, body: { format: 'plain', text: '' }, pinned: false };
}
