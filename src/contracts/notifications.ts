import * as z from 'zod/mini';

/** What somebody can be told of: every new comment of a thread, or the replies to one comment. */
export const SCOPES = ['all', 'replies'] as const;
/** How often: with each comment, or once a day with all of that day. */
export const FREQUENCIES = ['immediate', 'daily'] as const;
/** Longest address that mail can be sent to, in characters (RFC 5321, 4.5.3.1). */
export const MAX_EMAIL_LENGTH = 254;

/**
 * Asks to be told by mail. Nothing is sent before its owner has confirmed the address, unless the reader's token says
 * that it is verified.
 */
export const NewSubscription = z.strictObject({
  /** Default: the verified address in the reader's token. */
  email: z.optional(z.string().check(z.maxLength(MAX_EMAIL_LENGTH))),
  scope: z.literal(SCOPES),
  /** The comment whose replies are meant, for `replies`. */
  commentId: z.optional(z.string().check(z.maxLength(100))),
  /** Default `immediate`. */
  frequency: z.optional(z.literal(FREQUENCIES)),
  /** BCP 47 tag of the language to write in; default English. */
  lang: z.optional(z.string().check(z.maxLength(35))),
});

/** A browser's subscription to Web Push, as `PushSubscription.toJSON()` gives it. */
export const NewPushSubscription = z.strictObject({
  endpoint: z.string().check(z.maxLength(1_000)),
  keys: z.strictObject({
    p256dh: z.string().check(z.maxLength(200)),
    auth: z.string().check(z.maxLength(100)),
  }),
  scope: z.literal(SCOPES),
  commentId: z.optional(z.string().check(z.maxLength(100))),
  lang: z.optional(z.string().check(z.maxLength(35))),
});

/** How a server can tell readers of news: by mail, and by Web Push with this public key (VAPID, base64url). */
export const Notify = z.object({ email: z.boolean(), push: z.optional(z.string()) });

/** The answer to {@link NewSubscription}: whether the address has to be confirmed first. */
export const Subscribed = z.object({ confirm: z.boolean() });

export type Scope = (typeof SCOPES)[number];
export type Frequency = (typeof FREQUENCIES)[number];
export type NewSubscription = z.infer<typeof NewSubscription>;
export type NewPushSubscription = z.infer<typeof NewPushSubscription>;
export type Subscribed = z.infer<typeof Subscribed>;
export type Notify = z.infer<typeof Notify>;
