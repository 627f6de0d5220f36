import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type NewComment } from '../../contracts/comments.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Composer } from './composer.ts';

/**
 * Checks what the reader wrote and marks what is missing.
 *
 * @param name - `undefined` where no name is asked for.
 * @returns Whether it can be sent.
 */
export function checkComposer(composer: Composer, name: string | undefined): boolean {
  composer.body = undefined;
  composer.name = undefined;
  if (isBlank(composer.text)) composer.body = { word: 'writeFirst' };
  else if (cleanBody(composer.text).length > MAX_BODY_LENGTH) composer.body = { word: 'tooLong' };
  if (name !== undefined && isBlank(name)) composer.name = { word: 'nameFirst' };
  return !composer.body && !composer.name;
}

/** What travels. */
export function toNewComment({ text, target }: Composer, name: string | undefined): NewComment {
  const author = name === undefined ? undefined : { name: cleanLine(name, MAX_NAME_LENGTH) };
  return { body: cleanBody(text), ...(target !== null && { parentId: target }), ...(author && { author }) };
}

/** Writes beside the fields what the server said about them. */
export function takeFailure(composer: Composer, failure: FurnitureError): void {
  composer.failure = failure;
  for (const { path, message } of failure.problem?.errors ?? []) {
    const text = cleanLine(message.slice(0, 300), 300);
    if (/^author\b/.test(path)) composer.name ??= { text };
    else composer.body ??= { text };
  }
}
