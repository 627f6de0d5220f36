import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type Comment, type NewComment } from '../../contracts/comments.ts';
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

/** A comment on its way, as it will probably stand there. */
export function toPending({ body, parentId, author }: NewComment, id: string, now: number): Comment {
  return {
    id,
    parentId: parentId ?? null,
    author: { name: author?.name ?? '' },
    body: { format: 'markdown', text: body },
    createdAt: new Date(now).toISOString(),
    state: 'published',
    votes: { up: 0, down: 0 },
    replyCount: 0,
  };
}

/** It is on its way. @param end - Takes it back. */
export function begin(composer: Composer, end: () => void): void {
  composer.status = 'sending';
  composer.cancel = end;
  composer.isPreview &&= composer.purpose === 'edit';
  composer.isKnown = undefined;
  composer.failure = undefined;
  composer.conflict = undefined;
  composer.waitUntil = undefined;
  composer.waitsForNetwork = undefined;
}

/** It has arrived: the form is empty. */
export function clear(composer: Composer): void {
  composer.text = '';
  composer.isPreview = false;
  composer.startedAt = undefined;
  composer.trap = undefined;
  composer.restored = undefined;
  composer.aside = undefined;
}
