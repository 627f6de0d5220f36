import { MAX_BODY_LENGTH } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { ThreadWords } from '../words.ts';

/** From how many characters before the end a reader is told how many are left. */
const NEAR_LIMIT = 500;

export type Purpose = 'new' | 'reply' | 'edit';

/** What is wrong with a field: a word of ours, or what the server said. */
export type Complaint = { readonly word: keyof ThreadWords } | { readonly text: string };

/** One form in which a reader writes: the thread's, one of a reply, one of an edit. */
export interface Composer {
  /** `new`, or the purpose and the comment's id. */
  readonly id: string;
  readonly purpose: Purpose;
  /** The comment replied to or edited. */
  readonly target: string | null;
  text: string;
  status: 'idle' | 'sending';
  isPreview: boolean;
  /** Id of the comment on show while it is being sent. */
  pending?: string | undefined;
  /** The last attempt failed, until the next one. */
  failure?: FurnitureError | undefined;
  /** An earlier version of the text reached the server, in an attempt that seemed to fail. */
  isKnown?: boolean | undefined;
  body?: Complaint | undefined;
  name?: Complaint | undefined;
}

/** A form's id from its purpose and target. */
export const composerId = (purpose: Purpose, target: string | null) =>
  target === null ? purpose : `${purpose}:${target}`;

export function newComposer(purpose: Purpose, target: string | null, text: string): Composer {
  return { id: composerId(purpose, target), purpose, target, text, status: 'idle', isPreview: false };
}

/** How many characters are left, when there are few or too many. */
export function charactersLeft(text: string): number | undefined {
  const left = MAX_BODY_LENGTH - text.length;
  return left < NEAR_LIMIT ? left : undefined;
}
