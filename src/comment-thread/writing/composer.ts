import type { Anchor } from '../../contracts/anchor.ts';
import { MAX_BODY_LENGTH } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Frequency, Scope } from '../../contracts/notifications.ts';
import type { ThreadWords } from '../words.ts';

/** From how many characters before the end a reader is told how many are left. */
const NEAR_LIMIT = 500;

export type Purpose = 'new' | 'reply' | 'edit';

/** What is wrong with a field: a word of ours, or what the server said. */
export type Complaint = { readonly word: keyof ThreadWords } | { readonly text: string };

/** What a writer wants to be told of, how often and how; its absence is *Nothing*. */
export interface Choice {
  readonly scope: Scope;
  /** Of mail; browsers are told at once. */
  readonly frequency: Frequency;
  /** By this browser; by mail where it is absent. */
  readonly way?: 'push' | undefined;
}

/** What a comment was when its writer began to change it. */
export interface Base {
  readonly text: string;
  /** `null` for one that was never changed. */
  readonly editedAt: string | null;
}

/** One form in which a reader writes: the thread's, one of a reply, one of an edit. */
export interface Composer {
  /** `new`, or the purpose and the comment's id. */
  readonly id: string;
  readonly purpose: Purpose;
  /** The comment replied to or edited. */
  readonly target: string | null;
  /** The passage of the article that a new comment is about. */
  readonly anchor?: Anchor | undefined;
  text: string;
  status: 'idle' | 'sending';
  isPreview: boolean;
  /** Id of the comment on show while it is being sent. */
  pending?: string | undefined;
  /** The reader's browser is doing the work that the server asks for before it takes a comment. */
  isProving?: boolean | undefined;
  /** Ends what is being sent. */
  cancel?: (() => void) | undefined;
  /** The last attempt failed, until the next one. */
  failure?: FurnitureError | undefined;
  /** No attempt before; milliseconds since the epoch. */
  waitUntil?: number | undefined;
  /** The attempt is repeated as soon as the browser is online. */
  waitsForNetwork?: boolean | undefined;
  /** An earlier version of the text reached the server, in an attempt that seemed to fail. */
  isKnown?: boolean | undefined;
  body?: Complaint | undefined;
  name?: Complaint | undefined;
  email?: Complaint | undefined;
  /** Of what the writer wants to be told. */
  notify?: Choice | undefined;
  /** What the server said about that. */
  notifyWrong?: Complaint | undefined;
  /** When the writing began; milliseconds since the epoch. */
  startedAt?: number | undefined;
  /** What stands in the field that no person sees. */
  trap?: string | undefined;
  /** The text comes from an earlier visit: when it was last saved, and whether it was on its way then. */
  restored?: { readonly savedAt: number; readonly isSent: boolean } | undefined;
  /** What stands here was saved as a draft, or came from one. */
  isSaved?: boolean | undefined;
  /** Another tab has this text in the same place; empty when it posted or threw it away. */
  rival?: string | undefined;
  /** What an edit changes, as it was when the form was opened. */
  base?: Base | undefined;
  /** The comment was changed meanwhile; this stands there now. */
  conflict?: string | undefined;
  /** A text that was put aside, to be had back. */
  aside?: { readonly word: keyof ThreadWords; readonly text: string } | undefined;
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
