import { typesOf, type Node } from '../../base/json-ld.ts';
import type { Comment } from '../../contracts/comments.ts';
import { permalink } from '../../contracts/permalink.ts';

/** Most comments described. */
export const MAX_DESCRIBED = 50;

/** What the page around the discussion knows. */
export interface PageFacts {
  /** Absolute, without a fragment. */
  readonly url: string;
  readonly headline?: string | undefined;
  readonly site?: string | undefined;
  readonly author?: string | undefined;
  readonly published?: string | undefined;
  /** The page's own article node, where it has one with a name. */
  readonly article?: { readonly id: string; readonly type: string } | undefined;
}

/**
 * A discussion for search engines: the comments of the page's article where that has a node of its own to hang them on,
 * else a forum posting. Only what is published and on show; replies stand in what they answer.
 *
 * @param textOf - What a comment says, as plain text.
 * @returns Nothing where there is nothing to describe.
 * @see https://schema.org/DiscussionForumPosting
 * @see https://developers.google.com/search/docs/appearance/structured-data/discussion-forum
 */
export function describeThread(
  comments: readonly Comment[],
  total: number,
  page: PageFacts,
  textOf: (comment: Comment) => string,
): Node | undefined {
  const shown = comments.filter(({ state }) => state === 'published').slice(0, MAX_DESCRIBED);
  if (shown.length === 0) return undefined;
  const nodes = new Map(shown.map((comment) => [comment.id, toNode(comment, page, textOf(comment))]));
  const top: Node[] = [];
  for (const { id, parentId } of shown) {
    const parent = parentId === null || parentId === id ? undefined : nodes.get(parentId);
    const node = nodes.get(id)!;
    if (!parent || isBelow(parent, node)) top.push(node);
    else (parent.comment ??= []).push(node);
  }
  return { '@context': 'https://schema.org', ...posting(page, shown), commentCount: total, comment: top };
}

type Open = Record<string, unknown> & { comment?: Open[] };

function toNode({ id, author, createdAt, editedAt, votes }: Comment, { url }: PageFacts, text: string): Open {
  return {
    '@type': 'Comment',
    '@id': permalink(url, id),
    url: permalink(url, id),
    author: { '@type': 'Person', name: author.name },
    datePublished: createdAt,
    ...(editedAt !== undefined && { dateModified: editedAt }),
    text,
    ...(votes.up > 0 && { upvoteCount: votes.up }),
    ...(votes.down > 0 && { downvoteCount: votes.down }),
  };
}

/** Whether `node` stands in what hangs on `other`: broken trees have loops. */
function isBelow(node: Open, other: Open): boolean {
  const waiting = [other];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next === node) return true;
    waiting.push(...(next.comment ?? []));
  }
  return false;
}

function posting({ url, headline, site, author, published, article }: PageFacts, shown: readonly Comment[]): Node {
  if (article) return { '@type': article.type, '@id': article.id };
  const name = author ?? site ?? new URL(url).hostname;
  return {
    '@type': 'DiscussionForumPosting',
    '@id': `${url}#discussion`,
    url,
    mainEntityOfPage: url,
    ...(headline !== undefined && { headline, text: headline }),
    author: { '@type': author === undefined ? 'Organization' : 'Person', name },
    datePublished: published ?? shown.reduce((first, { createdAt }) => (createdAt < first ? createdAt : first), '9'),
  };
}

/** Types that say that somebody described the discussion already. */
const DISCUSSION = /(?:^|[/:])(?:DiscussionForumPosting|Comment|UserComments)$/;
const ARTICLE = /(?:^|[/:])(?:\w*Article|\w*BlogPosting|Report)$/;

/** What somebody else's JSON-LD says: whether it describes a discussion, and the article with a name of its own. */
export function readNodes(value: unknown, depth = 0): { isDescribed: boolean; article?: PageFacts['article'] } {
  if (typeof value !== 'object' || value === null || depth > 8) return { isDescribed: false };
  const types = typesOf(value);
  if (types.some((type) => DISCUSSION.test(type))) return { isDescribed: true };
  const id = (value as Record<string, unknown>)['@id'];
  const type = types.find((one) => ARTICLE.test(one));
  let article = type !== undefined && typeof id === 'string' && id !== '' ? { id, type } : undefined;
  let isDescribed = false;
  for (const child of Object.values(value)) {
    const found = readNodes(child, depth + 1);
    isDescribed ||= found.isDescribed;
    article ??= found.article;
  }
  return { isDescribed, ...(article && { article }) };
}

export const isDiscussion = (type: string): boolean => DISCUSSION.test(type);
