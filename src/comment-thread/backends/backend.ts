import type { CommentList, ChangedComment, NewComment, PostedComment, Sort } from '../../contracts/comments.ts';
import { HostBackend } from './host.ts';

/** Names of the comment systems that `backend` can ask for. */
export const BACKENDS = ['host', 'memory'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** What a comment system can do for this reader; the element draws a control for each, and none for the rest. */
export interface Capabilities {
  readonly post: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
  readonly vote: boolean;
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
  list(query: ListQuery, signal: AbortSignal): Promise<CommentList>;
  post?(comment: NewComment, options: PostOptions, signal: AbortSignal): Promise<Posted>;
  /** @param token - Edit token or JWT. */
  edit?(id: string, body: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment>;
  remove?(id: string, token: string | undefined, signal: AbortSignal): Promise<void>;
  /** @param value - The reader's vote as it shall stand; 0 takes it back. */
  vote?(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment>;
}

export interface BackendChoice {
  /** What the publisher asked for; guessed from `src` when absent. */
  readonly name?: BackendName | undefined;
  /** Base URL of the comment system. */
  readonly src?: string | undefined;
  readonly thread: string;
}

/**
 * The backend for a configuration.
 *
 * @returns `undefined` when nothing says where the comments are. What is not the default backend is loaded on demand.
 */
export function chooseBackend(choice: BackendChoice): Backend | Promise<Backend> | undefined {
  const { name, src, thread } = choice;
  switch (name ?? (src === undefined ? undefined : 'host')) {
    case 'host':
      return new HostBackend(src ?? '/', thread);
    case 'memory':
      return import('./memory.ts').then(({ MemoryBackend }) => new MemoryBackend({ thread }));
    default:
      return undefined;
  }
}
