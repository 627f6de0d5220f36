import { createHmac, randomUUID } from 'node:crypto';

import * as z from 'zod/mini';

import { MAX_REASON_LENGTH } from '../../contracts/moderation.ts';
import { cleanLine } from '../../contracts/text.ts';
import type { Logger } from '../logger.ts';
import type { Verdict } from '../rules/decision.ts';
import type { WebhookSettings } from './settings.ts';

/** What the webhook is asked about. */
export interface Question {
  readonly thread: string;
  readonly kind: 'new' | 'edit';
  readonly comment: {
    /** Present with an edit. */
    readonly id?: string;
    /** Markdown, as it would be stored. */
    readonly body: string;
    readonly parentId: string | null;
    /** What it quotes of the article, as far as its writer says. */
    readonly passage?: string;
    readonly author: { readonly name: string; readonly email?: string; readonly url?: string };
  };
  readonly signedIn: boolean;
  /** Only where the publisher has asked for it. */
  readonly address?: string;
  readonly userAgent?: string;
}

/** Asks; never rejects. Without an answer in time the verdict is what the publisher has chosen for that. */
export type Ask = (question: Question) => Promise<Verdict>;

const MAX_BYTES = 16 * 1024;
/** Questions that may be open at once; more are not asked. */
const MAX_OPEN = 32;
const WARN_MS = 60_000;

const Answer = z.object({
  decision: z.literal(['publish', 'hold', 'reject']),
  reason: z.optional(z.nullable(z.string().check(z.maxLength(10_000)))),
});

/** The webhook gave no answer that counts; the message says why, without a word of what was asked. */
class NoAnswerError extends Error {}

/**
 * Makes the function that asks the publisher's webhook about a comment, signed as Standard Webhooks describes.
 *
 * @param clock - Milliseconds since the epoch.
 * @see https://www.standardwebhooks.com
 */
export function webhookOver(settings: WebhookSettings, clock: () => number, logger: Logger): Ask {
  let open = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;
  const warn = (reason: string) => {
    if (clock() - warnedAt < WARN_MS) return;
    warnedAt = clock();
    logger.warn(`The webhook gave no answer (${reason}); comments are ${FAILED[settings.failure]} meanwhile.`);
  };
  return async (question) => {
    open++;
    try {
      if (open > MAX_OPEN) throw new NoAnswerError('too many questions at once');
      return await ask(settings, question, clock());
    } catch (error) {
      const reason = reasonOf(error);
      warn(reason);
      return { decision: settings.failure, reason: `no answer: ${reason}` };
    } finally {
      open--;
    }
  };
}

const FAILED = { hold: 'held', publish: 'published' };

async function ask(settings: WebhookSettings, question: Question, now: number): Promise<Verdict> {
  const body = JSON.stringify({ type: 'comment.check', timestamp: new Date(now).toISOString(), data: question });
  const response = await fetch(settings.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...signed(settings.key, body, now) },
    body,
    // A redirect would carry the comment to somebody who was not named.
    redirect: 'manual',
    signal: AbortSignal.timeout(settings.timeoutMs),
  });
  if (!response.ok) {
    await response.body?.cancel().catch(() => undefined);
    throw new NoAnswerError(`status ${response.status}`);
  }
  const { decision, reason } = parse(await readText(response));
  const line = cleanLine(reason ?? '', MAX_REASON_LENGTH);
  return { decision, ...(line !== '' && { reason: line }) };
}

/** The three fields of Standard Webhooks; `webhook-timestamp` is in seconds. */
function signed(key: Buffer, body: string, now: number): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    const bytes = chunk.value as Uint8Array;
    size += bytes.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel().catch(() => undefined);
      throw new NoAnswerError('an answer over 16 KiB');
    }
    chunks.push(bytes);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parse(text: string): z.infer<typeof Answer> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new NoAnswerError('an answer that is no JSON');
  }
  const answer = Answer.safeParse(json);
  if (!answer.success) throw new NoAnswerError('an answer without a decision');
  return answer.data;
}

function reasonOf(error: unknown): string {
  if (error instanceof NoAnswerError) return error.message;
  return error instanceof Error && error.name === 'TimeoutError' ? 'none in time' : 'not reachable';
}
