import * as z from 'zod/mini';

/** What readers do with a support banner that is counted: see it for a second, follow its link, close it. */
export const REPORT_KINDS = ['view', 'follow', 'dismissal'] as const;

/**
 * One act of some reader, as a page tells it to the server: nothing in it says whose.
 *
 * Apart from `banner.ts`, so that a page that only needs the type loads no schema.
 */
export const BannerReport = z.strictObject({
  /** The arm of the test that the reader is in: 1 to 50 letters A to Z, digits, `.`, `_` and `-`; empty or absent in none. */
  variant: z.optional(z.string().check(z.regex(/^[\w.-]{0,50}$/))),
  kind: z.enum(REPORT_KINDS),
});

export type ReportKind = (typeof REPORT_KINDS)[number];
export type BannerReport = z.infer<typeof BannerReport>;
