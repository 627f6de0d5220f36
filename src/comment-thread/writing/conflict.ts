import type { Comment } from '../../contracts/comments.ts';
import { readComment } from '../check.ts';
import { toFailure } from '../failure.ts';
import { lookUp } from '../look-up.ts';
import type { Session } from '../session.ts';
import type { Base, Composer } from './composer.ts';

export const baseOf = ({ body, editedAt }: Comment): Base => ({ text: body.text, editedAt: editedAt ?? null });

/**
 * Takes note of what stands there now, if the comment was changed meanwhile, on another device for example: the writer
 * sees it, and only the next attempt replaces it.
 *
 * @returns Whether there is a conflict.
 */
export function takeConflict(composer: Composer, now: Comment): boolean {
  const { text, editedAt } = baseOf(now);
  if (composer.base?.text === text && composer.base.editedAt === editedAt) return false;
  composer.base = { text, editedAt };
  composer.conflict = text;
  return true;
}

/** Sends something as whoever may change the comment. */
export type AsOwner = <T>(act: (token: string | undefined) => Promise<T>) => Promise<T>;

interface Way {
  readonly session: Session;
  readonly asOwner: AsOwner;
  readonly signal: AbortSignal;
}

/**
 * Changes a comment, unless it was changed meanwhile: then the form knows what stands there now.
 *
 * @returns The comment as it now stands.
 * @throws {FurnitureError} It was not changed.
 */
export async function change(composer: Composer, body: string, { session, asOwner, signal }: Way): Promise<Comment> {
  const { backend, comments } = session;
  const id = composer.target!;
  const basedOn = composer.base?.editedAt;
  try {
    const send = (token: string | undefined) => backend.edit!(id, body, token, signal, basedOn);
    return { ...(await asOwner(async (token) => readComment(await send(token)))), id };
  } catch (error) {
    const found = toFailure(error).status === 409 ? await lookUp(backend, id, signal) : undefined;
    const now = found?.state === 'published' ? found : undefined;
    // The answer to an earlier attempt was lost.
    if (now?.body.text === body) return now;
    if (now && takeConflict(composer, now)) comments.update(now);
    throw error;
  }
}
