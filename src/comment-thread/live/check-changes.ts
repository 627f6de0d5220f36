import * as z from 'zod/mini';

import { Thread, type ThreadChanges } from '../../contracts/comments.ts';
import { read, readComments, readThread, whole } from '../check.ts';

const Changes = z.object({
  thread: Thread,
  comments: z.array(z.unknown()),
  next: z.number(),
  more: z.optional(z.boolean()),
});

/**
 * What a backend says has changed, as plain checked data, as capped as a list; comments that are none are left out.
 *
 * @throws {FurnitureError} `malformed`
 */
export function readChanges(value: unknown): ThreadChanges {
  const { thread, comments, next, more } = read(Changes, value);
  return { thread: readThread(thread), comments: readComments(comments), next: whole(next), more: more === true };
}
