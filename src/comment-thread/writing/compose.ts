import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type NewComment } from '../../contracts/comments.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Composer } from './composer.ts';
import type { Reader } from './reader-memory.ts';

/** Longest address that mail can be sent to, in characters (RFC 5321, 4.5.3.1). */
const MAX_EMAIL_LENGTH = 254;

/**
 * Checks what the reader wrote and marks what is missing.
 *
 * @param guest - `undefined` where no name is asked for.
 * @returns Whether it can be sent.
 */
export function checkComposer(composer: Composer, guest: Reader | undefined): boolean {
  composer.body = undefined;
  composer.name = undefined;
  composer.email = undefined;
  if (isBlank(composer.text)) composer.body = { word: 'writeFirst' };
  else if (cleanBody(composer.text).length > MAX_BODY_LENGTH) composer.body = { word: 'tooLong' };
  if (guest && isBlank(guest.name)) composer.name = { word: 'nameFirst' };
  if (guest && !isEmail(guest.email)) composer.email = { word: 'emailWrong' };
  return !composer.body && !composer.name && !composer.email;
}

/** Nothing, or what mail could be sent to as far as anybody can see; the server looks closer. */
function isEmail(text: string): boolean {
  const email = text.trim();
  return email === '' || (email.length <= MAX_EMAIL_LENGTH && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email));
}

/** What travels. `writingMs` is how long the writing took. */
export function toNewComment(
  { text, target, trap }: Composer,
  guest: Reader | undefined,
  writingMs?: number,
): NewComment {
  const email = guest?.email.trim();
  const author = guest && { name: cleanLine(guest.name, MAX_NAME_LENGTH), ...(email && { email }) };
  return {
    body: cleanBody(text),
    ...(target !== null && { parentId: target }),
    ...(author && { author }),
    ...(trap && { trap: trap.slice(0, 1_000) }),
    ...(writingMs !== undefined && { writingMs }),
  };
}

/** Writes beside the fields what the server said about them. */
export function takeFailure(composer: Composer, failure: FurnitureError): void {
  composer.failure = failure;
  for (const { path, message } of failure.problem?.errors ?? []) {
    const text = cleanLine(message.slice(0, 300), 300);
    const isReserved = path === 'author.name' && /reserved/i.test(message);
    if (path === 'author.email') composer.email ??= { text };
    else if (/^author\b/.test(path)) composer.name ??= isReserved ? { word: 'nameReserved' } : { text };
    else composer.body ??= { text };
  }
}
