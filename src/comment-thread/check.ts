import * as z from 'zod/mini';

import { Comment, MAX_NAME_LENGTH, Thread, type CommentList, type PostedComment } from '../contracts/comments.ts';
import { cleanBody, cleanLine } from '../contracts/text.ts';
import { FurnitureError } from '../base/request.ts';

/** Most comments taken from one answer. */
const MAX_COMMENTS = 5_000;
/** Longest body taken from a backend, in UTF-16 code units; other systems allow more than ours. */
const MAX_TEXT = 50_000;
/** Longest id and cursor; nothing longer can be asked for in an address. */
export const MAX_ID = 1_000;

const isId = (id: string) => id !== '' && id.length <= MAX_ID;
const List = z.object({
  thread: Thread,
  comments: z.array(z.unknown()),
  nextCursor: z.nullable(z.string()),
  cuts: z.optional(z.array(z.object({ parentId: z.string(), cursor: z.string(), count: z.number() }))),
});
const Posted = z.object({
  comment: z.unknown(),
  editToken: z.optional(z.string()),
  editableUntil: z.optional(z.string()),
});

/**
 * A page of comments that a backend sent, as plain checked data: text cleaned, everything capped, comments that are none
 * left out.
 *
 * @throws {FurnitureError} `malformed` if it is no page, or holds comments and none of them can be used.
 */
export function readList(value: unknown): CommentList {
  const list = read(List, value);
  const comments = readComments(list.comments);
  if (comments.length === 0 && list.comments.length > 0) throw malformed('comments');
  const nextCursor = list.nextCursor && isId(list.nextCursor) ? list.nextCursor : null;
  const cuts = list.cuts?.filter(({ parentId, cursor }) => isId(parentId) && isId(cursor));
  return { thread: readThread(list.thread), comments, nextCursor, cuts };
}

/** What a backend answered to a new comment. @throws {FurnitureError} `malformed` */
export function readPosted(value: unknown): PostedComment {
  const { comment: _, ...posted } = read(Posted, value);
  return { comment: readComment(value), ...posted };
}

/** The comment in an answer `{ comment }`. @throws {FurnitureError} `malformed` */
export function readComment(value: unknown): Comment {
  const comment = toComment(read(Posted, value).comment);
  if (!comment) throw malformed('comment');
  return comment;
}

/** About a thread, without what nobody looks at. */
export function readThread({ id, count, open, premoderated, version, notify }: Thread): Thread {
  return {
    ...{ id, count: whole(count), open, premoderated },
    ...(version !== undefined && { version: whole(version) }),
    ...(notify && { notify }),
  };
}

/** The comments among what a backend sent, cleaned and capped. */
export function readComments(items: readonly unknown[]): Comment[] {
  const comments: Comment[] = [];
  for (const item of items.slice(0, MAX_COMMENTS)) {
    const comment = toComment(item);
    if (comment) comments.push(comment);
  }
  return comments;
}

/** One comment as plain checked data; nothing if it is none. */
export function toComment(value: unknown): Comment | undefined {
  const checked = safely(() => z.safeParse(Comment, value));
  if (!checked?.success || !isId(checked.data.id)) return undefined;
  const { author, body, votes, ...comment } = checked.data;
  return {
    ...comment,
    author: { ...author, name: cleanLine(author.name.slice(0, 4 * MAX_NAME_LENGTH), MAX_NAME_LENGTH) },
    body: { format: body.format, text: cleanBody(body.text.slice(0, MAX_TEXT)) },
    votes: { ...votes, up: whole(votes.up), down: whole(votes.down) },
  };
}

/** @throws {FurnitureError} `malformed` if it is not what the schema allows. */
export function read<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  const checked = safely(() => z.safeParse(schema, value));
  if (!checked?.success) throw malformed(checked?.error?.issues[0]?.path.join('.') || 'body');
  return checked.data;
}

/** An object of a hostile backend may throw while it is read. */
export function safely<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** A count as a whole number from 0. */
export const whole = (value: number) => Math.min(Math.max(Math.trunc(value) || 0, 0), Number.MAX_SAFE_INTEGER);

export const malformed = (what: string) => new FurnitureError('malformed', `comments: unexpected ${what}`);
