import type { Comment, Sort } from '../../contracts/comments.ts';
import { rankOf } from '../../contracts/ranking.ts';

const time = ({ createdAt }: Comment) => Date.parse(createdAt) || 0;
const isPinned = ({ pinned }: Comment) => Number(pinned === true);

/** Which of two top-level comments the server lists first: pinned ones, then by the order, then the older one. */
export function listOrder(sort: Sort): (a: Comment, b: Comment) => number {
  const oldest = (a: Comment, b: Comment) => time(a) - time(b);
  const rank = ({ votes }: Comment) => rankOf(votes.up, votes.down);
  const orders = {
    oldest,
    newest: (a: Comment, b: Comment) => oldest(b, a),
    top: (a: Comment, b: Comment) => rank(a) - rank(b) || oldest(a, b),
  };
  return (a, b) => isPinned(b) - isPinned(a) || orders[sort](a, b);
}
