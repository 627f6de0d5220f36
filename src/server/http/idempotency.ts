import { ProblemError } from '../problem.ts';
import type { StoredAnswer } from '../store/answers.ts';
import { personal } from './answers.ts';

/** The key without the quotes of the draft standard, if there is one. @throws {ProblemError} 400 */
export function idempotencyKey(headers: Headers): string | undefined {
  const header = headers.get('idempotency-key');
  if (header === null) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new ProblemError(400, 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.');
  return key;
}

/** The answer to a write, to whoever asked; says so where it was given before. */
export const keptResponse = ({ status, body, isReplay }: StoredAnswer, headers: Record<string, string>): Response =>
  personal(body, status, { ...headers, ...(isReplay && { 'idempotency-replayed': 'true' }) });
