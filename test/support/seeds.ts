import type { Comment } from '../../src/contracts/comments.ts';

/** A comment for tests and stories; what is not given is unremarkable. */
export function makeComment(id: string, more: Partial<Omit<Comment, 'body'>> & { body?: string } = {}): Comment {
  const { body = `Text of ${id}`, ...rest } = more;
  return {
    id,
    parentId: null,
    author: { name: `Reader ${id}` },
    body: { format: 'markdown', text: body },
    createdAt: '2026-11-20T09:00:00.000Z',
    state: 'published',
    votes: { up: 0, down: 0 },
    replyCount: 0,
    ...rest,
  };
}

/** Comments `c1` … `cN`, a minute apart. */
export function makeComments(count: number): Comment[] {
  const start = Date.parse('2026-11-20T09:00:00.000Z');
  return Array.from({ length: count }, (_, index) =>
    makeComment(`c${index + 1}`, { createdAt: new Date(start + index * 60_000).toISOString() }),
  );
}
