import * as z from 'zod/mini';

import { CurrencyCode, Decimal } from './donations.ts';
import { Instant } from './instant.ts';

/** Most of a note on a gift, in UTF-16 code units. */
export const MAX_NOTE_LENGTH = 500;
/** What a payment is by the newest that was said of it. */
export const GIFT_STATES = ['pending', 'failed', 'succeeded'] as const;
/**
 * Why nothing of a gift counts for its campaign: it is not paid, there is no such `campaign` yet, it has another
 * `currency`, was made too `early` or too `late`, or all of it went back (`returned`).
 */
export const UNCOUNTED = ['pending', 'failed', 'campaign', 'currency', 'early', 'late', 'returned'] as const;

/** A gift that no provider tells of: cash, a cheque, a transfer. */
export const NewGift = z.strictObject({
  amount: Decimal,
  /** The campaign's, if it is said. */
  currency: z.optional(CurrencyCode),
  /** For those who look into the ledger. */
  note: z.optional(z.string().check(z.maxLength(MAX_NOTE_LENGTH))),
  at: z.optional(Instant),
  /** Names it, so that it is entered once however often it is sent. */
  id: z.optional(z.string().check(z.regex(/^[\w.:-]{1,100}$/))),
});

/** A gift as the ledger has it, for moderators. */
export const Gift = z.object({
  id: z.string(),
  /** When it was made. */
  at: z.string(),
  amount: Decimal,
  currency: z.string(),
  state: z.enum(GIFT_STATES),
  /** How much of it counts for its campaign. */
  counted: Decimal,
  uncounted: z.optional(z.enum(UNCOUNTED)),
  /** Where the provider told it. */
  fee: z.optional(Decimal),
  /** What was done to it by hand. */
  notes: z.array(z.object({ at: z.string(), by: z.string(), text: z.optional(z.string()) })),
});

export type NewGift = z.infer<typeof NewGift>;
/** A gift as it travels: amounts as JSON has them. */
export type Gift = z.input<typeof Gift>;
export type Uncounted = (typeof UNCOUNTED)[number];
