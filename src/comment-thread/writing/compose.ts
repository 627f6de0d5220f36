import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type Comment, type NewComment } from '../../contracts/comments.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import { MAX_EMAIL_LENGTH } from '../../contracts/notifications.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Composer } from './composer.ts';
import type { Reader } from './reader-memory.ts';

/** Who writes, as far as they have to say so. */
export interface Writer {
  /** `undefined` where no name is asked for. */
  readonly guest?: Reader | undefined;
  /** Where mail about this comment goes, typed in; `undefined` where none is asked for, or the token says it. */
  readonly address?: string | undefined;
}

/**
 * Checks what the reader wrote and marks what is missing.
 *
 * @returns Whether it can be sent.
 */
export function checkComposer(composer: Composer, { guest, address }: Writer): boolean {
  composer.body = undefined;
  composer.name = undefined;
  composer.email = undefined;
  composer.notifyWrong = undefined;
  if (isBlank(composer.text)) composer.body = { word: 'writeFirst' };
  else if (cleanBody(composer.text).length > MAX_BODY_LENGTH) composer.body = { word: 'tooLong' };
  if (guest && isBlank(guest.name)) composer.name = { word: 'nameFirst' };
  if (!isEmail(address ?? guest?.email ?? '')) composer.email = { word: 'emailWrong' };
  else if (address?.trim() === '') composer.email = { word: 'emailFirst' };
  return !composer.body && !composer.name && !composer.email;
}

/** Nothing, or what mail could be sent to as far as anybody can see; the server looks closer. */
export function isEmail(text: string): boolean {
  const email = text.trim();
  return email === '' || (email.length <= MAX_EMAIL_LENGTH && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email));
}

/** What travels. `writingMs` is how long the writing took; `lang` the language of the page. */
export function toNewComment(
  { text, target, anchor, trap, notify }: Composer,
  { guest, address }: Writer,
  { writingMs, lang }: { readonly writingMs?: number | undefined; readonly lang?: string | undefined } = {},
): NewComment {
  const email = (address ?? guest?.email)?.trim();
  // The name of a signed-in reader stands in the token.
  const name = cleanLine(guest?.name ?? '', MAX_NAME_LENGTH);
  const author = (guest ?? email) && { name, ...(email && { email }) };
  return {
    body: cleanBody(text),
    ...(target !== null && { parentId: target }),
    ...(anchor && { anchor }),
    ...(author && { author }),
    // A browser is told apart from the comment, and nothing about that keeps it from being posted.
    ...(notify && !notify.way && { notify: notify.scope, frequency: notify.frequency, ...(lang && { lang }) }),
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
    else if (path === 'notify' || path === 'frequency') composer.notifyWrong ??= { text };
    else if (/^author\b/.test(path)) composer.name ??= isReserved ? { word: 'nameReserved' } : { text };
    else composer.body ??= { text };
  }
}

/** A comment on its way, as it will probably stand there. */
export function toPending({ body, parentId, anchor, author }: NewComment, id: string, now: number): Comment {
  return {
    id,
    parentId: parentId ?? null,
    author: { name: author?.name ?? '' },
    body: { format: 'markdown', text: body },
    createdAt: new Date(now).toISOString(),
    state: 'published',
    votes: { up: 0, down: 0 },
    replyCount: 0,
    ...(anchor !== undefined && { anchor }),
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
  composer.notify = undefined;
  composer.isPreview = false;
  composer.startedAt = undefined;
  composer.trap = undefined;
  composer.restored = undefined;
  composer.aside = undefined;
}
