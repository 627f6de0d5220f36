import type {
  CommentList,
  ChangedComment,
  NewComment,
  PostedComment,
  Sort,
  ThreadChanges,
} from '../../contracts/comments.ts';
import type {
  ChangedThread,
  Moderation,
  ModerationLog,
  ModerationQueue,
  QueueState,
  Report,
  ThreadChange,
} from '../../contracts/moderation.ts';
import type { NewPushSubscription, NewSubscription } from '../../contracts/notifications.ts';

/** Names of the comment systems that `backend` can ask for. */
export const BACKENDS = ['host', 'memory'] as const;
export type BackendName = (typeof BACKENDS)[number];

/**
 * What a comment system can do; the element draws a control for each, and none for the rest. What is left out is false.
 */
export interface Capabilities {
  readonly post: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
  /** A deletion can be taken back for a while. */
  readonly restore?: boolean;
  readonly vote: boolean;
  readonly report?: boolean;
  /** Guests may leave an e-mail address, which nobody is shown. */
  readonly email?: boolean;
  /** `changes` tells what is new. */
  readonly watch?: boolean;
  /** `stream` tells it at once. */
  readonly stream?: boolean;
  /** Moderators work here. */
  readonly moderate?: boolean;
  /** Comments can be about a passage of the article, and lists can hold those alone. */
  readonly anchors?: boolean;
  /** Readers can be told of news, in the ways that the thread's `notify` says. */
  readonly subscribe?: boolean;
}

/** Which part of a thread is wanted. */
export interface ListQuery {
  readonly sort: Sort;
  /** Top-level comments, 1 to 100. */
  readonly limit: number;
  /** From an earlier answer; opaque. */
  readonly cursor?: string | undefined;
  /** Only the branch below this comment; its further comments when `cursor` comes from a cut. */
  readonly parent?: string | undefined;
  /** The part of the thread that holds this comment. */
  readonly around?: string | undefined;
  /** Only top-level comments on a passage of the article, with what answers them. */
  readonly anchored?: boolean | undefined;
}

export interface PostOptions {
  /** Idempotency key, 8 to 255 ASCII characters: the same key is the same comment. */
  readonly key: string;
  /** The signed-in reader's JWT. */
  readonly token?: string | undefined;
}

/** What came of a write: the comment (its `state` is `held` when it waits), and the token to edit it with. */
export type Posted = PostedComment;

/**
 * One comment system, bound to one thread.
 *
 * All methods reject with `FurnitureError`; `signal` ends the request. What a method returns is checked by schema and
 * capped by its caller: a backend is not trusted either. A method is called only when its capability is true.
 */
export interface Backend {
  readonly capabilities: Capabilities;
  /** By how much its clock is ahead of the reader's, in milliseconds, as far as its last answer told. */
  readonly skewMs?: number | undefined;
  list(query: ListQuery, signal: AbortSignal): Promise<CommentList>;
  post?(comment: NewComment, options: PostOptions, signal: AbortSignal): Promise<Posted>;
  /**
   * @param token - Edit token or JWT.
   * @param basedOn - `editedAt` of what is changed, `null` if it never was; refuse with 409 if it has another one now.
   */
  edit?(
    id: string,
    body: string,
    token: string | undefined,
    signal: AbortSignal,
    basedOn?: string | null,
  ): Promise<ChangedComment>;
  remove?(id: string, token: string | undefined, signal: AbortSignal): Promise<void>;
  /** Takes a deletion back, with the token it was deleted with. */
  restore?(id: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment>;
  /** @param value - The reader's vote as it shall stand; 0 takes it back. */
  vote?(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment>;
  report?(id: string, report: Report, token: string | undefined, signal: AbortSignal): Promise<void>;
  /** A challenge to solve before posting, as the server sent it; nothing when none is needed. */
  challenge?(signal: AbortSignal): Promise<unknown>;
  /** What changed after a version of the thread. */
  changes?(after: number, signal: AbortSignal): Promise<ThreadChanges>;
  /**
   * Hands over what changes after a version, from now until the signal ends. Resolves when it ended; rejects when it
   * could not be opened, or broke and did not come back.
   */
  stream?(after: number, onChanges: (changes: unknown) => void, signal: AbortSignal): Promise<void>;
  /** Asks to be told by mail. The same key is the same subscription. */
  subscribe?(subscription: NewSubscription, options: PostOptions, signal: AbortSignal): Promise<void>;
  /** Asks to be told by this browser, where the thread's `notify.push` says its key. The same again is as good as once. */
  subscribePush?(subscription: NewPushSubscription, options: PostOptions, signal: AbortSignal): Promise<void>;
  /** Ends everything in this thread that a browser is told of. @param endpoint - Of its subscription. */
  unsubscribePush?(endpoint: string, signal: AbortSignal): Promise<void>;
  /** What moderators have to look at, oldest first. */
  queue?(query: QueueQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationQueue>;
  moderate?(id: string, act: Moderation, token: string | undefined, signal: AbortSignal): Promise<ChangedComment>;
  changeThread?(change: ThreadChange, token: string | undefined, signal: AbortSignal): Promise<ChangedThread>;
  log?(query: LogQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationLog>;
}

/** Which comments a moderator asks for, of this thread. */
export interface QueueQuery {
  readonly state: QueueState;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What was done to this thread, or to one comment of it. */
export interface LogQuery {
  readonly comment?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
