import * as z from 'zod/mini';

/**
 * What the server answers when it refuses: RFC 9457 problem details, plus the fields at fault.
 *
 * `errors` is present with status 422: one entry a wrong field, `path` as in `author.name` or `tiers.0.amount`.
 *
 * @see RFC 9457
 */
export const Problem = z.object({
  type: z.optional(z.string()),
  title: z.optional(z.string()),
  status: z.optional(z.number()),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

export type Problem = z.infer<typeof Problem>;
