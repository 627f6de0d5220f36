import { FurnitureError } from '../base/request.ts';

/** What broke, as the one error class of the library. */
export function toFailure(cause: unknown): FurnitureError {
  return cause instanceof FurnitureError
    ? cause
    : new FurnitureError('malformed', 'comments: the backend broke', { cause });
}
