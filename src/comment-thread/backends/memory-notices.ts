import type { NewComment } from '../../contracts/comments.ts';
import {
  MAX_EMAIL_LENGTH,
  type Frequency,
  type NewPushSubscription,
  type NewSubscription,
  type Scope,
} from '../../contracts/notifications.ts';
import type { PostOptions } from './backend.ts';
import { refused } from './memory-refusal.ts';

/** How readers are told of news; mail is never sent, only noted who would get some. */
export interface MemoryNoticesOptions {
  /** Whether mail is offered. */
  readonly email: boolean;
  /** The public key for Web Push; default there is none. Nothing is pushed. */
  readonly push?: string;
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

/** Which browser asked to be told of what. */
export type MemoryPush = Omit<NewPushSubscription, 'keys'>;

/** The subscriptions of the memory backend, with the rules of the server. */
export class MemoryNotices {
  /** In the order they were made. */
  readonly subscriptions: MemorySubscription[] = [];
  /** Likewise. */
  readonly pushes: MemoryPush[] = [];
  readonly #options: MemoryNoticesOptions | undefined;
  readonly #hasComment: (id: string) => boolean;
  readonly #keys = new Map<string, string>();

  constructor(options: MemoryNoticesOptions | undefined, hasComment: (id: string) => boolean) {
    this.#options = options;
    this.#hasComment = hasComment;
  }

  /** @throws {FurnitureError} `refused`: no mail here (404), no such comment or no usable address (422). */
  subscribe(input: NewSubscription, { key, token }: PostOptions): void {
    this.#once(key, input, () => {
      if (!this.#options?.email) throw refused(404, 'no mail is sent here');
      this.#checkComment(input);
      this.#note(input, token, 'email');
    });
  }

  /** @throws {FurnitureError} `refused`: no pushes here (404), no such comment or nothing that a browser sends (422). */
  subscribePush(input: NewPushSubscription, { key }: PostOptions): void {
    this.#once(key, input, () => {
      if (this.#options?.push === undefined) throw refused(404, 'no pushes are sent here');
      const { keys, ...push } = input;
      if (!/^https?:/.test(push.endpoint)) throw refused(422, 'is not one of a known push service.', 'endpoint');
      if (!keys.p256dh) throw refused(422, 'must be 65 bytes in base64url.', 'keys.p256dh');
      this.#checkComment(input);
      const isSame = (one: MemoryPush) =>
        one.endpoint === push.endpoint && one.scope === push.scope && one.commentId === push.commentId;
      if (!this.pushes.some(isSame)) this.pushes.push(push);
    });
  }

  unsubscribePush(endpoint: string): void {
    const others = this.pushes.filter((push) => push.endpoint !== endpoint);
    this.pushes.splice(0, this.pushes.length, ...others);
  }

  /** Takes the same request once, and refuses another one under its key. */
  #once(key: string, input: object, act: () => void): void {
    const fingerprint = JSON.stringify(input);
    const earlier = this.#keys.get(key);
    if (earlier === fingerprint) return;
    if (earlier !== undefined) throw refused(422, 'This Idempotency-Key was used for another request.');
    act();
    this.#keys.set(key, fingerprint);
  }

  #checkComment({ scope, commentId }: Pick<NewSubscription, 'scope' | 'commentId'>): void {
    const isKnown = scope === 'all' ? commentId === undefined : this.#hasComment(commentId ?? '');
    if (!isKnown) throw refused(422, 'no such comment', 'commentId');
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
