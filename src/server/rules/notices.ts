import type { Frequency, Scope } from '../../contracts/notifications.ts';
import { isEmail } from './email.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Most confirmations that one address is asked for in a day, whoever asks: nobody's mailbox is filled by others. */
export const MOST_UNCONFIRMED = 5;

/** An address as it is compared: domains never depend on case, and no provider's mailboxes do. */
export const foldAddress = (address: string): string => address.trim().toLowerCase();

/** Whether mail can be sent to an address as it was typed, spaces around it apart. */
export const isAddress = (address: string): boolean => isEmail(address.trim());

/** An address for the operator's eyes: enough to recognise it, too little to use it. */
export const maskAddress = (address: string): string =>
  address.startsWith('https://') ? `push at ${new URL(address).host}` : address.replace(/^(.).*(?=@)/, '$1…');

/** Where one subscription stands when a comment is published. */
export interface Listener {
  readonly id: string;
  readonly addressKey: string;
  readonly memberKey: string | null;
  readonly scope: Scope;
  readonly commentId: string | null;
  readonly frequency: Frequency;
  readonly state: 'pending' | 'active' | 'ended';
}

/** A comment that is news. */
export interface News {
  /** Pseudonym of the address its author gave. */
  readonly mailKey: string | null;
  /** Pseudonym of its author. */
  readonly authorKey: string | null;
  /** Every comment above it, however far. */
  readonly ancestors: ReadonlySet<string>;
}

/**
 * Who is told of a comment: active subscriptions to all of the thread, or to a comment anywhere above it; one an
 * address, at once rather than daily; never its own author, as far as the address or the sign-in says.
 */
export function whoIsTold<T extends Listener>(news: News, listeners: readonly T[]): T[] {
  const chosen = new Map<string, T>();
  for (const listener of listeners) {
    if (!concerns(news, listener)) continue;
    const other = chosen.get(listener.addressKey);
    if (!other || (other.frequency === 'daily' && listener.frequency === 'immediate'))
      chosen.set(listener.addressKey, listener);
  }
  return [...chosen.values()];
}

function concerns(news: News, { state, addressKey, memberKey, scope, commentId }: Listener): boolean {
  const isOwn = addressKey === news.mailKey || (memberKey !== null && memberKey === news.authorKey);
  return state === 'active' && !isOwn && (scope === 'all' || (commentId !== null && news.ancestors.has(commentId)));
}

/** How long after each failure it is tried again, in milliseconds: eight times in a little under two days. */
const DELAYS_MS = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE_MS);

/**
 * How long to wait after a failure.
 *
 * @param attempts - How often it was tried, at least 1.
 * @returns Milliseconds, or `undefined` when it is given up.
 */
export const retryDelayMs = (attempts: number): number | undefined => DELAYS_MS[attempts - 1];

/** Why a mail was given up: its mail server says that nobody has the address. */
export const NOBODY = 'NOBODY';
/** Mails that have to be refused for that, and within what time at least, in milliseconds, before it is believed. */
const REFUSED_MAILS = 3;
const REFUSED_MS = DAY_MS;

/** What became of a mail. */
export interface Delivery {
  /** Which: parts of one digest are one mail. */
  readonly mail: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly isSent: boolean;
  /** Whether the mail server said that nobody has the address. */
  readonly isRefused: boolean;
}

/**
 * Whether an address exists no more, as far as the mails to it tell: three that were refused for that over a day or
 * more, and none that was taken since.
 *
 * One refusal is not enough: a mail server in trouble says so of everybody, as Gmail did for hours in December 2020.
 */
export function isGone(deliveries: readonly Delivery[]): boolean {
  const sentAt = deliveries.reduce((last, { isSent, at }) => (isSent ? Math.max(last, at) : last), 0);
  const refused = deliveries.filter(({ isRefused, at }) => isRefused && at >= sentAt);
  const times = refused.map(({ at }) => at).sort((a, b) => a - b);
  return new Set(refused.map(({ mail }) => mail)).size >= REFUSED_MAILS && times.at(-1)! - times[0]! >= REFUSED_MS;
}

/** Digests go out from five o'clock (UTC) on, spread over an hour. */
const DIGEST_MS = 5 * HOUR_MS;
/** A digest that is about to go out takes nothing more: the clocks of several processes differ. */
const CLOSING_MS = MINUTE_MS;

/**
 * When the digest goes out that a comment of now is part of: the same moment each day for an address.
 *
 * @param now - Milliseconds since the epoch.
 * @param addressKey - Spreads the addresses over the hour.
 */
export function digestAt(now: number, addressKey: string): number {
  const spread = [...addressKey].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % HOUR_MS, 0);
  const today = Math.floor(now / DAY_MS) * DAY_MS + DIGEST_MS + spread;
  return now + CLOSING_MS < today ? today : today + DAY_MS;
}

/** What is said of each thread of a digest, in the order in which the first comment of each was written. */
export function byThread<T extends { readonly threadKey: string; readonly createdAt: number }>(
  comments: readonly T[],
): (readonly [threadKey: string, comments: readonly T[]])[] {
  const threads = new Map<string, T[]>();
  for (const comment of [...comments].sort((a, b) => a.createdAt - b.createdAt))
    threads.set(comment.threadKey, [...(threads.get(comment.threadKey) ?? []), comment]);
  return [...threads];
}
