import * as z from 'zod/mini';

import { Comment, Thread } from './comment.ts';

/** What a reader can say is wrong with a comment; the element offers these, the server takes any short text. */
export const REPORT_REASONS = ['spam', 'abuse', 'off-topic', 'personal-data', 'illegal', 'other'] as const;
/** What a moderator does to one comment. */
export const MODERATION_ACTIONS = ['approve', 'hide', 'pin', 'unpin'] as const;
/** What the log knows beside these: what happened to a thread, and what the server did by itself. */
export const LOGGED_ACTIONS = [
  ...MODERATION_ACTIONS,
  'delete',
  'restore',
  'open',
  'close',
  'premoderate',
  'unpremoderate',
  'auto-hold',
] as const;
/** Which comments a moderator asks for. */
export const QUEUE_STATES = ['held', 'reported', 'hidden'] as const;
/**
 * Why the server holds a comment: premoderation (of everything, of the thread, of a new guest), a word of the list, too
 * many links, the field that only programs fill in, no proof of work, the publisher's webhook, reports of readers.
 */
export const HOLD_REASONS = [
  'all',
  'thread',
  'first',
  'words',
  'links',
  'trap',
  'proof',
  'webhook',
  'reports',
] as const;
/** Longest reason a moderator may give, in UTF-16 code units. */
export const MAX_REASON_LENGTH = 500;

/** What a reader tells the moderators about a comment. */
export const Report = z.strictObject({
  reason: z.string().check(z.minLength(1), z.maxLength(100)),
  detail: z.optional(z.string().check(z.maxLength(2000))),
});

/** What a moderator does, and why; the reason stands in the log and is shown to moderators only. */
export const Moderation = z.strictObject({
  action: z.literal(MODERATION_ACTIONS),
  reason: z.optional(z.string().check(z.maxLength(MAX_REASON_LENGTH))),
});

/** How a moderator changes a thread. */
export const ThreadChange = z.strictObject({
  open: z.optional(z.boolean()),
  premoderated: z.optional(z.boolean()),
  reason: z.optional(z.string().check(z.maxLength(MAX_REASON_LENGTH))),
});
export const ChangedThread = z.object({ thread: Thread });

/**
 * A comment as moderators see it: with its thread, why it waits (one of {@link HOLD_REASONS}, or a word of a later
 * server), and what readers reported, most frequent reason first.
 */
export const QueuedComment = z.object({
  ...Comment.shape,
  thread: z.object({ id: z.string(), url: z.optional(z.string()) }),
  heldFor: z.optional(z.string()),
  reports: z.optional(
    z.array(z.object({ reason: z.string(), count: z.number(), details: z.optional(z.array(z.string())) })),
  ),
});

/**
 * Oldest first. `waiting` is how many are held in what was asked for, one thread or all of them; `reported` and `hidden`
 * likewise, as far as a server counts them.
 */
export const ModerationQueue = z.object({
  comments: z.array(QueuedComment),
  nextCursor: z.nullable(z.string()),
  waiting: z.number(),
  reported: z.optional(z.number()),
  hidden: z.optional(z.number()),
});

/**
 * Who did what when, newest first. `actor.id` is the token's `sub`; the server itself has the name `server`, the
 * command line `command line`.
 */
export const LogEntry = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({ name: z.string(), id: z.optional(z.string()) }),
  action: z.literal(LOGGED_ACTIONS),
  thread: z.string(),
  commentId: z.optional(z.string()),
  reason: z.optional(z.string()),
  stateBefore: z.optional(z.string()),
  stateAfter: z.optional(z.string()),
});
export const ModerationLog = z.object({ entries: z.array(LogEntry), nextCursor: z.nullable(z.string()) });

export type Report = z.infer<typeof Report>;
export type Moderation = z.infer<typeof Moderation>;
export type ModerationAction = (typeof MODERATION_ACTIONS)[number];
export type LoggedAction = (typeof LOGGED_ACTIONS)[number];
export type HoldReason = (typeof HOLD_REASONS)[number];
export type QueueState = (typeof QUEUE_STATES)[number];
export type ThreadChange = z.infer<typeof ThreadChange>;
export type ChangedThread = z.infer<typeof ChangedThread>;
export type QueuedComment = z.infer<typeof QueuedComment>;
export type ModerationQueue = z.infer<typeof ModerationQueue>;
export type LogEntry = z.infer<typeof LogEntry>;
export type ModerationLog = z.infer<typeof ModerationLog>;
