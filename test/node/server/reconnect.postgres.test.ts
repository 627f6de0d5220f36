import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';
import pg from 'pg';

import type { Comment } from '../../../src/contracts/comments.ts';
import { findPostgres, startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { startCommand, type Running } from './command.ts';
import { follow } from './follow.ts';
import { bearer, callsTo } from './support.ts';

const found = findPostgres();

/** What a writer does next; numbers choose among its own comments. `deafen` ends the connections that listen. */
const Act = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'post' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'deafen' as const }) },
);
type Act = typeof Act extends fc.Arbitrary<infer T> ? T : never;
/** Where the reader connects, and after how many events it leaves. */
const Visit = fc.record({ process: fc.nat(1), events: fc.nat(3) });
const Scenario = fc.record({
  writers: fc.tuple(fc.array(Act, { minLength: 4, maxLength: 20 }), fc.array(Act, { minLength: 4, maxLength: 20 })),
  visits: fc.array(Visit, { minLength: 1, maxLength: 12 }),
});

describe('a reader who comes and goes', { skip: 'missing' in found ? found.missing : false }, () => {
  let postgres: TestPostgres;
  let admin: pg.Client;
  let processes: readonly Running[];
  before(async () => {
    postgres = await startPostgres('folder' in found ? found.folder : '');
    const url = postgres.createDatabase();
    const env = { FURNITURE_DATABASE: url, FURNITURE_LIMITS: 'off' };
    processes = await Promise.all([startCommand(env), startCommand(env)]);
    admin = new pg.Client(url);
    await admin.connect();
  });
  after(async () => {
    await admin.end();
    for (const one of processes) one.process.kill('SIGTERM');
    await Promise.all(processes.map((one) => one.ended));
    postgres.stop();
  });

  it('hears of every change once, in order, from whichever process', async () => {
    let runs = 0;
    const property = fc.asyncProperty(Scenario, async ({ writers, visits }) => {
      const thread = `random ${++runs}`;
      const urls = processes.map(({ url }) => url);
      const writing = Promise.all(writers.map((acts, index) => write(urls[index]!, thread, acts, admin)));
      const ending = writing.then(() => callsTo(urls[0]!).write(thread, END));
      const [heard] = await Promise.all([read(urls, thread, visits), ending]);
      await check(heard, thread, admin);
    });
    await fc.assert(property, { numRuns: 25 });
  });
});

const END = 'the end';

async function write(url: string, thread: string, acts: readonly Act[], admin: pg.Client): Promise<void> {
  const { call, write } = callsTo(url);
  const own: Awaited<ReturnType<typeof write>>[] = [];
  for (const [index, act] of acts.entries()) {
    if (act.kind === 'post') own.push(await write(thread, `${url} ${index}`));
    if (act.kind === 'deafen')
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()",
      );
    if (!('which' in act) || own.length === 0) continue;
    const [{ comment, editToken }] = own.splice(act.which % own.length, 1) as [(typeof own)[0]];
    const path = `/v1/comments/${comment.id}`;
    if (act.kind === 'remove') await call('DELETE', path, undefined, bearer(editToken));
    else {
      await call('PATCH', path, { body: `${url} ${index} edited` }, bearer(editToken));
      own.push({ comment, editToken });
    }
  }
}

/** What a reader hears until the end, event by event. @throws If an event is no news. */
async function read(
  urls: readonly string[],
  thread: string,
  visits: readonly { readonly process: number; readonly events: number }[],
): Promise<Comment[]> {
  const heard: Comment[] = [];
  let last = 0;
  for (let visit = 0; heard.at(-1)?.body.text !== END; visit++) {
    const { process, events } = visits[visit % visits.length]!;
    const stream = await follow(urls[process]!, thread, { lastEventId: String(last) });
    for (let count = 0; count <= events && heard.at(-1)?.body.text !== END; count++) {
      const event = await stream.next();
      assert.ok(event, 'the stream ended');
      const { comments } = event.changes;
      // One that holds no comment sets the number of comments right, which was read a moment before them.
      assert.ok(comments.length > 0 ? event.id > last : event.id >= last, `event ${event.id} came after ${last}`);
      last = event.id;
      heard.push(...comments);
    }
    stream.stop();
  }
  return heard;
}

interface Row {
  readonly id: string;
  readonly text: string;
  readonly state: string;
}

async function check(heard: readonly Comment[], thread: string, admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<Row>(
    `select c.id, c.body_text as text, c.state from comments c join threads t on t.id = c.thread_id
     where t.key = $1 order by c.version`,
    [thread],
  );
  const last = new Map<string, Comment>();
  const once = new Set<string>();
  for (const comment of heard) {
    const change = `${comment.id} ${comment.state} ${comment.body.text}`;
    assert.ok(!once.has(change), `came twice: ${change}`);
    once.add(change);
    // Put at the end again: the order of the last change of each.
    last.delete(comment.id);
    last.set(comment.id, comment);
  }
  assert.deepEqual(
    [...last.values()].map(({ id, state, body }) => ({ id, text: body.text, state })),
    rows.map(({ id, text, state }) => ({ id, text: state === 'published' ? text : '', state })),
  );
}
