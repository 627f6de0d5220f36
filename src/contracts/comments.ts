import * as z from 'zod/mini';

/** Longest comment, in UTF-16 code units of its source text. */
export const MAX_BODY_LENGTH = 10_000;
/** Longest display name, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 80;
/** Most top-level comments one page may hold. */
export const MAX_PAGE_SIZE = 100;
/** How long a guest may edit or delete a comment, in milliseconds: 15 minutes. */
export const EDIT_WINDOW_MS = 15 * 60 * 1000;

export const SORTS = ['oldest', 'newest', 'top'] as const;
export const COMMENT_STATES = ['published', 'held', 'hidden', 'deleted'] as const;
export const BODY_FORMATS = ['markdown', 'html', 'plain'] as const;
export const ROLES = ['author', 'staff', 'moderator'] as const;

/** Who wrote a comment. `role` comes from signed claims only, never from a guest. */
export const Author = z.object({
  name: z.string(),
  url: z.optional(z.string()),
  role: z.optional(z.enum(ROLES)),
});

export const Body = z.object({ format: z.enum(BODY_FORMATS), text: z.string() });

/**
 * One comment as it travels.
 *
 * Ids are opaque strings; `createdAt` and `editedAt` are ISO 8601 in UTC; `votes.mine` is the reader's own vote and is
 * only present where the answer is personal; `replyCount` counts direct replies, including those of a branch that was
 * cut from this page (fetch them with `parent=`).
 */
export const Comment = z.object({
  id: z.string(),
  parentId: z.nullable(z.string()),
  author: Author,
  body: Body,
  createdAt: z.string(),
  editedAt: z.optional(z.string()),
  state: z.enum(COMMENT_STATES),
  votes: z.object({
    up: z.number(),
    down: z.number(),
    mine: z.optional(z.union([z.literal(-1), z.literal(0), z.literal(1)])),
  }),
  replyCount: z.number(),
  anchor: z.optional(z.unknown()),
  pinned: z.optional(z.boolean()),
});

/** The thread a comment belongs to. `count` is the number of published comments, all levels. */
export const Thread = z.object({
  id: z.string(),
  title: z.optional(z.string()),
  url: z.optional(z.string()),
  count: z.number(),
  open: z.boolean(),
  premoderated: z.boolean(),
});

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

/** What a reader sends to write. The server makes everything else: id, time, state, role. */
export const NewComment = z.strictObject({
  body: z.string().check(z.maxLength(MAX_BODY_LENGTH)),
  parentId: z.optional(z.nullable(z.string())),
  author: z.optional(z.strictObject({ name: z.string(), email: z.optional(z.string()), url: z.optional(z.string()) })),
  anchor: z.optional(z.unknown()),
  notify: z.optional(z.enum(['none', 'replies', 'all'])),
  proof: z.optional(z.string()),
});

/** The answer to a write. The edit token is shown once and stored by the server only as a hash. */
export const PostedComment = z.object({ comment: Comment, editToken: z.optional(z.string()) });

export const CommentChange = z.strictObject({ body: z.string().check(z.maxLength(MAX_BODY_LENGTH)) });
export const Vote = z.strictObject({ value: z.union([z.literal(-1), z.literal(0), z.literal(1)]) });
/** The answer to an edit and to a vote: the comment as it now stands, with `votes.mine` after a vote. */
export const ChangedComment = z.object({ comment: Comment });
/** Published comments per thread id. */
export const Counts = z.object({ counts: z.record(z.string(), z.number()) });

export type Sort = (typeof SORTS)[number];
export type Comment = z.infer<typeof Comment>;
export type Thread = z.infer<typeof Thread>;
export type CommentList = z.infer<typeof CommentList>;
export type NewComment = z.infer<typeof NewComment>;
export type PostedComment = z.infer<typeof PostedComment>;
export type CommentChange = z.infer<typeof CommentChange>;
export type Vote = z.infer<typeof Vote>;
export type ChangedComment = z.infer<typeof ChangedComment>;
export type Counts = z.infer<typeof Counts>;
