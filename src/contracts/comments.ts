import * as z from 'zod/mini';

import { Anchor } from './anchor.ts';
import { Comment, MAX_BODY_LENGTH, Thread } from './comment.ts';
import { FREQUENCIES, SCOPES } from './notifications.ts';

/*
 * What travels between the thread and the server: the answers, and what a reader sends. What a thread needs of a comment
 * itself stands apart, so that no page loads the schemas that only the server reads.
 */
export * from './comment.ts';

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
 * What a reader sends to write. The server makes everything else: id, time, state, role. `anchor` is the passage that a
 * top-level comment is about.
 *
 * `proof` is a solved challenge (`GET /v1/challenge`); `trap` is a field that no person sees or fills in; `writingMs` is
 * how long the writing took, as far as the page knows. `notify` asks for mail to the author's address about `replies` to
 * this comment or `all` of the thread, as often as `frequency` says (default `immediate`), in the language `lang` (BCP 47).
 */
export const NewComment = z.strictObject({
  body: z.string().check(z.maxLength(MAX_BODY_LENGTH)),
  parentId: z.optional(z.nullable(z.string())),
  author: z.optional(z.strictObject({ name: z.string(), email: z.optional(z.string()), url: z.optional(z.string()) })),
  anchor: z.optional(z.nullable(Anchor)),
  notify: z.optional(z.literal(['none', ...SCOPES])),
  frequency: z.optional(z.literal(FREQUENCIES)),
  lang: z.optional(z.string().check(z.maxLength(35))),
  proof: z.optional(z.string().check(z.maxLength(4000))),
  trap: z.optional(z.string().check(z.maxLength(1000))),
  writingMs: z.optional(z.number()),
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
export type NewComment = z.infer<typeof NewComment>;
export type PostedComment = z.infer<typeof PostedComment>;
export type CommentChange = z.infer<typeof CommentChange>;
export type Vote = z.infer<typeof Vote>;
export type ChangedComment = z.infer<typeof ChangedComment>;
export type Counts = z.infer<typeof Counts>;
