import type { Comment, Sort } from '../../contracts/comments.ts';
import { rankOf } from '../../contracts/ranking.ts';
import type { Collection } from '../collection.ts';

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

/** Shows a comment as it now stands, where an order has it among the pages: behind them where they do not reach it. */
export function place(comments: Collection, comment: Comment, order: (a: Comment, b: Comment) => number): void {
  const { id } = comment;
  comments.replace(comment);
  comments.arrange((pages, aside, arrived) => {
    for (const where of [pages, aside, arrived]) where.delete(id);
    const all = [...pages];
    const next = all.findIndex(([, other]) => other.parentId === null && order(comment, other) < 0);
    const [target, before] = next < 0 ? [aside, [...aside]] : [pages, all];
    target.clear();
    const index = Math.max(next, 0);
    for (const [key, value] of [...before.slice(0, index), [id, comment] as const, ...before.slice(index)])
      target.set(key, value);
  });
}
