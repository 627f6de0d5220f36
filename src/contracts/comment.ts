import * as z from 'zod/mini';

import { Notify } from './notifications.ts';

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
  role: z.optional(z.literal(ROLES)),
});

export const Body = z.object({ format: z.literal(BODY_FORMATS), text: z.string() });

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
  state: z.literal(COMMENT_STATES),
  votes: z.object({
    up: z.number(),
    down: z.number(),
    mine: z.optional(z.literal([-1, 0, 1])),
  }),
  replyCount: z.number(),
  anchor: z.optional(z.unknown()),
  pinned: z.optional(z.boolean()),
});

/**
 * The thread a comment belongs to. `count` is the number of published comments, all levels; `version` is a whole number
 * that grows with every change: ask for what changed since then with it; `notify` is how its readers can be told of news.
 */
export const Thread = z.object({
  id: z.string(),
  title: z.optional(z.string()),
  url: z.optional(z.string()),
  count: z.number(),
  open: z.boolean(),
  premoderated: z.boolean(),
  version: z.optional(z.number()),
  notify: z.optional(Notify),
});

export type Sort = (typeof SORTS)[number];
export type Comment = z.infer<typeof Comment>;
export type Thread = z.infer<typeof Thread>;
