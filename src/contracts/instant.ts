import * as z from 'zod/mini';

import { parseInstant } from './dates.ts';

/** A time as people and providers write it. */
export const Instant = z
  .string()
  .check(z.refine((value) => parseInstant(value) !== undefined, 'an ISO 8601 date or date-time'));
