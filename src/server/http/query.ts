import { ProblemError } from '../problem.ts';

/** A query parameter that is given at most once. @throws {ProblemError} 400 if it comes twice. */
export function once(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw badQuery(name, 'is given more than once.');
  return values[0];
}

/** One of the words allowed, or the default when there is none. */
export function oneOf<const T extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
  otherwise: T,
): T {
  const value = once(query, name);
  if (value === undefined) return otherwise;
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw badQuery(name, `must be one of ${allowed.join(', ')}.`);
  return found;
}

/** A whole number within limits, or the default when there is none. */
export function wholeIn(
  query: URLSearchParams,
  name: string,
  [least, most]: readonly [number, number],
  otherwise: number,
): number {
  const value = once(query, name);
  if (value === undefined) return otherwise;
  if (!/^\d{1,6}$/.test(value) || Number(value) < least || Number(value) > most)
    throw badQuery(name, `must be a whole number from ${least} to ${most}.`);
  return Number(value);
}

export const badQuery = (path: string, message: string): ProblemError =>
  new ProblemError(400, `${path} ${message}`, { errors: [{ path, message }] });

const MAX_KEY_LENGTH = 1000;

/**
 * A thread's id as it may be: any line of text, usually a URL.
 *
 * @throws {ProblemError} 400
 */
export function checkThreadKey(value: string): string {
  if (value === '' || value.length > MAX_KEY_LENGTH)
    throw badQuery('thread', `must have 1 to ${MAX_KEY_LENGTH} characters.`);
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value)) throw badQuery('thread', 'holds control characters.');
  return value;
}

/** A comment's id as it may be. @throws {ProblemError} 404: there cannot be one of that name. */
export function checkCommentId(value: string): string {
  if (!/^[\w-]{1,64}$/.test(value)) throw new ProblemError(404, 'There is no such comment.');
  return value;
}
