import * as z from 'zod/mini';

import { SORTS, type Sort } from '../../contracts/comments.ts';

/** A place in a list: right after the comment it names. `rank` counts under *top* only. */
export interface Cursor {
  readonly sort: Sort;
  /** Pinned comments come first, in a stretch of their own. */
  readonly isPinned: boolean;
  readonly rank: number;
  readonly createdAt: number;
  readonly id: string;
}

const Fields = z.tuple([
  z.literal(1),
  z.enum(SORTS),
  z.literal([0, 1]),
  z.number(),
  z.int(),
  z.string().check(z.maxLength(64)),
]);

/** Writes a cursor as an opaque word for URLs. */
export function encodeCursor(cursor: Cursor): string {
  const { sort, isPinned, rank, createdAt, id } = cursor;
  return Buffer.from(JSON.stringify([1, sort, isPinned ? 1 : 0, rank, createdAt, id])).toString('base64url');
}

/**
 * Reads a cursor that was made for the same order.
 *
 * It is not signed: whatever it names, a query with it stays inside its thread and inside what is published.
 *
 * @returns `undefined` for anything that we did not write.
 */
export function decodeCursor(text: string, sort: Sort): Cursor | undefined {
  if (!/^[\w-]{1,300}$/.test(text)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const fields = Fields.safeParse(json);
  if (!fields.success || fields.data[1] !== sort) return undefined;
  const [, , pinned, rank, createdAt, id] = fields.data;
  return { sort, isPinned: pinned === 1, rank, createdAt, id };
}
