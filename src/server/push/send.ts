import webPush from 'web-push';

import type { PushSettings } from './settings.ts';

/** How long a push service keeps what it cannot deliver, in seconds: a day. */
const LIFE_SECONDS = 24 * 60 * 60;
const TIMEOUT_MS = 20_000;

/** Where a browser receives pushes, with the keys that lock them for it. */
export interface Receiver {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** What the service worker shows: a title, and options of a notification. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The same comment replaces itself. */
  readonly tag: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly data: { readonly url: string | undefined };
}

export type Pushed =
  | { readonly outcome: 'sent' }
  /** The browser does not receive any more. */
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'failed'; readonly code: string; readonly isFinal: boolean };

/**
 * Sends one notice, locked so that only the browser can read it (RFC 8291).
 *
 * @param topic - At most 32 URL-safe characters: what is sent again replaces what was not delivered yet.
 */
export async function sendPush(
  settings: PushSettings,
  to: Receiver,
  notice: Notice,
  { topic, stop }: { readonly topic: string; readonly stop: AbortSignal },
): Promise<Pushed> {
  const { publicKey, privateKey, subject } = settings;
  const vapidDetails = { subject, publicKey, privateKey };
  try {
    const { endpoint, headers, body } = webPush.generateRequestDetails(to, JSON.stringify(notice), {
      ...{ vapidDetails, topic, TTL: LIFE_SECONDS, contentEncoding: 'aes128gcm' },
    });
    const fields = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    const response = await fetch(endpoint, {
      ...{ method: 'POST', redirect: 'error', signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]) },
      headers: fields.map(([name, value]): [string, string] => [name, String(value)]),
      body: new Uint8Array(body ?? []),
    });
    await response.body?.cancel();
    return outcomeOf(response.status);
  } catch (error) {
    // The message may quote the endpoint, which whoever knows it can send to.
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { outcome: 'failed', code: isLate ? 'ETIMEDOUT' : 'unreachable', isFinal: false };
  }
}

/** @see RFC 8030, 5 and 7.3 */
function outcomeOf(status: number): Pushed {
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  if (status === 404 || status === 410) return { outcome: 'gone' };
  return { outcome: 'failed', code: String(status), isFinal: status === 400 || status === 413 };
}
