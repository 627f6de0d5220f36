import * as z from 'zod/mini';

import { Anchor } from './anchor.ts';
import { MAX_BODY_LENGTH } from './comment.ts';
import { FREQUENCIES, SCOPES } from './notifications.ts';

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

export type NewComment = z.infer<typeof NewComment>;
