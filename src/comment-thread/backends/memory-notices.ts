import type { NewComment } from '../../contracts/comments.ts';
import { MAX_EMAIL_LENGTH, type Frequency, type NewSubscription, type Scope } from '../../contracts/notifications.ts';
import type { PostOptions } from './backend.ts';
import { refused } from './memory-refusal.ts';

/** How readers are told of news; mail is never sent, only noted who would get some. */
export interface MemoryNoticesOptions {
  /** Whether mail is offered. */
  readonly email: boolean;
  /** The verified address in a reader's token; default nobody has one. */
  readonly verifiedEmailOf?: (token: string) => string | undefined;
}

/** Who asked to be told of what. */
export interface MemorySubscription {
  readonly email: string;
  readonly scope: Scope;
  /** With `replies`. */
  readonly commentId?: string;
  readonly frequency: Frequency;
  readonly lang: string;
  /** Nothing is sent before that, except the question. */
  readonly isConfirmed: boolean;
}

/** The subscriptions of the memory backend, with the rules of the server. */
export class MemoryNotices {
  /** In the order they were made. */
  readonly subscriptions: MemorySubscription[] = [];
  readonly #options: MemoryNoticesOptions | undefined;
  readonly #hasComment: (id: string) => boolean;
  readonly #keys = new Map<string, string>();

  constructor(options: MemoryNoticesOptions | undefined, hasComment: (id: string) => boolean) {
    this.#options = options;
    this.#hasComment = hasComment;
  }

  /** @throws {FurnitureError} `refused`: no mail here (404), no such comment or no usable address (422). */
  subscribe(input: NewSubscription, { key, token }: PostOptions): void {
    const fingerprint = JSON.stringify(input);
    const earlier = this.#keys.get(key);
    if (earlier === fingerprint) return;
    if (earlier !== undefined) throw refused(422, 'This Idempotency-Key was used for another request.');
    if (!this.#options?.email) throw refused(404, 'no mail is sent here');
    const isKnown = input.scope === 'all' ? input.commentId === undefined : this.#hasComment(input.commentId ?? '');
    if (!isKnown) throw refused(422, 'no such comment', 'commentId');
    this.#note(input, token, 'email');
    this.#keys.set(key, fingerprint);
  }

  /** Whether a new comment asks for what can be had. @throws {FurnitureError} `refused` with 422 */
  check(input: NewComment, token: string | undefined): void {
    if (input.notify === undefined || input.notify === 'none') return;
    if (!this.#options?.email) throw refused(422, 'no mail is sent here', 'notify');
    this.#addressOf(input.author?.email, token, 'author.email');
  }

  /** Notes what a new comment asked for. */
  take(input: NewComment, commentId: string, token: string | undefined): void {
    const { notify: scope, frequency, lang, author } = input;
    if (scope === undefined || scope === 'none') return;
    const about = scope === 'replies' ? { scope, commentId } : { scope };
    this.#note({ ...about, frequency, lang, email: author?.email }, token, 'author.email');
  }

  #note({ email, scope, commentId, frequency, lang }: NewSubscription, token: string | undefined, path: string): void {
    const address = this.#addressOf(email, token, path);
    this.subscriptions.push({
      ...{ ...address, scope, frequency: frequency ?? 'immediate', lang: lang ?? 'en' },
      ...(commentId !== undefined && { commentId }),
    });
  }

  #addressOf(given: string | undefined, token: string | undefined, path: string) {
    const verified = token === undefined ? undefined : this.#options?.verifiedEmailOf?.(token);
    const email = given ?? verified ?? '';
    const isAddress = email.length <= MAX_EMAIL_LENGTH && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
    if (!isAddress) throw refused(422, 'is not an e-mail address', path);
    return { email, isConfirmed: email === verified };
  }
}
