import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { TestContext } from 'node:test';

import type { Connections } from '../../../src/server/store/connections.ts';

/** A comment that the server said it has. */
export interface Acknowledged {
  readonly id: string;
  readonly thread: string;
}

/** Readers who post without a break, each comment with a key of its own that is repeated until it is acknowledged. */
export interface Writers {
  /** By text; no two comments have the same. */
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** Requests that were cut off, those that were refused for the moment, and answers to a repeated key. */
  readonly counts: { readonly cut: number; readonly refused: number; readonly replayed: number };
  /** Waits until so many are acknowledged. @throws If a writer got an answer that it may not get. */
  reached(count: number): Promise<void>;
  /** Waits until so many were refused for the moment, with the time to wait. @throws As {@link reached}. */
  refusedTimes(count: number): Promise<void>;
  /** Lets everybody finish the comment they are posting: nothing is left without an answer. */
  finish(): Promise<void>;
}

const THREADS = ['one', 'two', 'three'];
/** How long a request may take, and how long a writer waits before the next try, in milliseconds. */
const TIMEOUT_MS = 15_000;
const PAUSE_MS = 10;

/**
 * Sets them writing, each third comment as a reply to one that was acknowledged. They give up when the test is over.
 *
 * @param url - Where the server is; asked before each try, and waited for.
 * @param padding - Added to every text.
 */
export function startWriters(
  test: TestContext,
  count: number,
  url: () => string | Promise<string>,
  padding = '',
): Writers {
  const acknowledged = new Map<string, Acknowledged>();
  const latest: Acknowledged[] = [];
  const counts = { cut: 0, refused: 0, replayed: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  let isOver = false;
  let isGivenUp = false;
  test.after(() => {
    isOver = isGivenUp = true;
    agent.destroy();
  });

  const attempt = async (text: string, thread: string, parentId: string | undefined): Promise<boolean> => {
    const body = { body: `${text}${padding}`, author: { name: 'Ann' }, ...(parentId !== undefined && { parentId }) };
    const path = `/v1/threads/${thread}/comments`;
    const reply = await post(agent, (await url()) + path, JSON.stringify(body), text).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') counts.cut++;
    });
    if (!reply) return false;
    if (reply.status === 503) {
      assert.match(reply.retryAfter, /^[1-9]\d?$/);
      counts.refused++;
      return false;
    }
    assert.equal(reply.status, 201, reply.text);
    if (reply.isReplay) counts.replayed++;
    const { comment } = JSON.parse(reply.text) as { comment: { id: string } };
    acknowledged.set(text, { id: comment.id, thread });
    latest.push({ id: comment.id, thread });
    return true;
  };
  const write = async (): Promise<void> => {
    for (let made = 0; !isOver; made++) {
      const text = randomUUID();
      const parent = made % 3 === 2 ? latest[Math.floor(Math.random() * latest.length)] : undefined;
      const thread = parent?.thread ?? THREADS[made % THREADS.length]!;
      while (!isGivenUp && !(await attempt(text, thread, parent?.id)))
        await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  };
  const writing = Promise.all(Array.from({ length: count }, write));
  writing.catch(() => undefined);
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) await Promise.race([writing, new Promise((done) => setTimeout(done, 2))]);
  };
  return {
    ...{ acknowledged, counts },
    reached: (wanted) => until(() => acknowledged.size >= wanted),
    refusedTimes: (wanted) => until(() => counts.refused >= wanted),
    async finish() {
      isOver = true;
      await writing;
    },
  };
}

interface Reply {
  readonly status: number;
  readonly retryAfter: string;
  readonly isReplay: boolean;
  readonly text: string;
}

/** Several times as quick as `fetch`, on whose cores the server has to live. @throws Without a whole answer. */
function post(agent: Agent, url: string, body: string, key: string): Promise<Reply> {
  return new Promise((done, fail) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const sending = request(url, { method: 'POST', agent, headers, timeout: TIMEOUT_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', fail).on('end', () => {
        if (!response.complete) return fail(new Error('the answer was cut'));
        const { headers: fields, statusCode: status = 0 } = response;
        const isReplay = fields['idempotency-replayed'] === 'true';
        done({ status, retryAfter: fields['retry-after'] ?? '', isReplay, text });
      });
    });
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')));
    sending.on('error', fail).end(body);
  });
}

/**
 * Every comment that was sent is stored once, as it was acknowledged, with its key and its answer. For writers who have
 * finished, and a database that nobody else wrote to.
 *
 * @param keyless - How many came without a key.
 * @throws If one is lost or doubled.
 */
export async function checkStored(
  { read }: Pick<Connections, 'read'>,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  keyless = 0,
): Promise<void> {
  const rows = await read
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['comments.id', 'body_text', 'threads.key as thread'])
    .execute();
  const UUID_LENGTH = 36;
  const stored = new Map(rows.map(({ id, thread, body_text }) => [body_text.slice(0, UUID_LENGTH), { id, thread }]));
  assert.equal(stored.size, rows.length, 'a comment was stored twice');
  for (const [text, comment] of acknowledged) assert.deepEqual(stored.get(text), comment, `${text} is lost`);
  assert.equal(stored.size, acknowledged.size, 'a comment was stored that nobody heard of');
  const answers = await read.selectFrom('answers').select(['status', 'answer']).execute();
  assert.equal(answers.length + keyless, rows.length, 'a comment without its key, or a key without its comment');
  assert.ok(
    answers.every(({ status, answer }) => status === 201 && answer !== ''),
    'a key without its answer',
  );
}
