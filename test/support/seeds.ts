import type { Comment } from '../../src/contracts/comments.ts';
import { claimsOf, isModerator } from '../../src/comment-thread/token.ts';

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

/** A token as a publisher's server would sign it, with no signature: for backends in memory. */
export function makeToken(claims: Readonly<Record<string, unknown>>): string {
  const encode = (part: unknown) => {
    const bytes = [...new TextEncoder().encode(JSON.stringify(part))].map((byte) => String.fromCharCode(byte));
    return btoa(bytes.join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };
  return `${encode({ alg: 'none' })}.${encode(claims)}.unsigned`;
}

/** The name in a moderator's token: who moderates in a backend in memory. */
export function moderatorName(token: string): string | undefined {
  const claims = claimsOf(token);
  return isModerator(claims) ? claims?.name : undefined;
}
