import type { FurnitureError } from '../../base/request.ts';
import type { ThreadWord } from '../words.ts';

/** Longest text of a server that is shown, in UTF-16 code units. */
const MAX_DETAIL = 300;

/** Why something a reader wrote was not taken: a word of ours, or what the server said. */
export type Reason =
  { readonly word: ThreadWord; readonly values?: Readonly<Record<string, number>> } | { readonly text: string };

const BY_STATUS: Readonly<Record<number, ThreadWord>> = {
  401: 'signInAgain',
  404: 'notThere',
  408: 'tookTooLong',
  410: 'closed',
  413: 'tooLong',
  429: 'tooFast',
  503: 'busy',
};

/** Why a comment, a change or a report was not taken, in one sentence. */
export function reasonOf({ kind, status = 0, problem }: FurnitureError): Reason {
  if (kind === 'offline') return { word: 'noConnection' };
  if (kind === 'timeout') return { word: 'tookTooLong' };
  if (kind === 'malformed') return { word: 'notUnderstood' };
  if (kind !== 'refused') return { word: kind };
  const word = BY_STATUS[status];
  if (word !== undefined) return { word };
  if (status >= 500) return { word: 'serverTrouble', values: { status } };
  const detail = problem?.detail ?? problem?.title;
  return detail === undefined ? { word: 'notTaken', values: { status } } : { text: detail.slice(0, MAX_DETAIL) };
}

/** Whether the server wants a proof of work before it takes this. */
export function wantsProof({ status, problem }: FurnitureError): boolean {
  return status === 428 || (status === 403 && /#proof-required$/.test(problem?.type ?? ''));
}

/** Whether a key was used for another text before: an earlier version has been stored. */
export function isKeyConflict({ status, problem }: FurnitureError): boolean {
  const text = `${problem?.type} ${problem?.title} ${problem?.detail}`;
  return status === 422 && !problem?.errors && /idempotency/i.test(text);
}
