import * as z from 'zod/mini';

import { Comment, MAX_BODY_LENGTH, Thread } from './comment.ts';

/*
 * What travels between the thread and the server: the answers, and what a reader sends. What a thread needs of a comment
 * itself, and the schema of a new one, stand apart, so that no page loads the schemas that only the server reads.
 */
export * from './comment.ts';
export type { NewComment } from './new-comment.ts';

/**
 * A page of a thread: flat, every parent before its children.
 *
 * `nextCursor` is null on the last page; `cuts` names the branches that were cut, with a cursor to go on (`parent=`).
 */
export const CommentList = z.object({
  thread: Thread,
  comments: z.array(Comment),
  nextCursor: z.nullable(z.string()),
  cuts: z.optional(z.array(z.object({ parentId: z.string(), cursor: z.string(), count: z.number() }))),
  hidden: z.optional(z.number()),
});

/**
 * What changed in a thread after a version: comments that are new or different, oldest change first, as anybody may see
 * them now (`deleted` for those that are to be taken away). `next` is the version to ask from the next time; with `more`
 * there is more already.
 */
export const ThreadChanges = z.object({
  thread: Thread,
  comments: z.array(Comment),
  next: z.number(),
  more: z.optional(z.boolean()),
});

/**
 * The answer to a write. The edit token is shown once and stored by the server only as a hash; `editableUntil` (ISO 8601)
 * is how long its author may change the comment.
 */
export const PostedComment = z.object({
  comment: Comment,
  editToken: z.optional(z.string()),
  editableUntil: z.optional(z.string()),
});

/**
 * How a reader changes a comment. `basedOn` is the `editedAt` of what was changed, `null` if it never was: where it has
 * another one by now, the answer is 409, and nothing is overwritten unseen.
 */
export const CommentChange = z.strictObject({
  body: z.string().check(z.maxLength(MAX_BODY_LENGTH)),
  basedOn: z.optional(z.nullable(z.string().check(z.maxLength(40)))),
});
export const Vote = z.strictObject({ value: z.literal([-1, 0, 1]) });
/** The answer to an edit and to a vote: the comment as it now stands, with `votes.mine` after a vote. */
export const ChangedComment = z.object({ comment: Comment });
/** Published comments per thread id. */
export const Counts = z.object({ counts: z.record(z.string(), z.number()) });

export type CommentList = z.infer<typeof CommentList>;
export type ThreadChanges = z.infer<typeof ThreadChanges>;
export type PostedComment = z.infer<typeof PostedComment>;
export type CommentChange = z.infer<typeof CommentChange>;
export type Vote = z.infer<typeof Vote>;
export type ChangedComment = z.infer<typeof ChangedComment>;
export type Counts = z.infer<typeof Counts>;
