import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import BetterSqlite from 'better-sqlite3';

import { startCommand, type Running } from './command.ts';
import { temporaryFolder } from './support.ts';

// Larger runs: FURNITURE_KILLS=100 FURNITURE_WRITERS=16 node --test test/node/server/durability.test.ts
const KILLS = Number(process.env.FURNITURE_KILLS ?? 4);
const WRITERS = Number(process.env.FURNITURE_WRITERS ?? 8);
/** Acknowledged between two kills. */
const PER_LIFE = 60;

describe('a server that is killed', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it(`keeps every acknowledged comment once (${KILLS} kills, ${WRITERS} writers)`, async () => {
    const env = { FURNITURE_DATABASE: join(folder.path, 'killed.sqlite'), FURNITURE_LIMITS: 'off' };
    const acknowledged = new Map<string, string>();
    let running: Running = await startCommand(env);
    let isOver = false;
    const write = async (): Promise<void> => {
      while (!isOver) {
        const text = randomUUID();
        // The same key until it is acknowledged: also across the death of the server.
        while (!isOver && !acknowledged.has(text)) {
          const id = await post(running.url, text).catch(() => undefined);
          if (id) acknowledged.set(text, id);
          else await new Promise((done) => setTimeout(done, 10));
        }
      }
    };
    const writers = Array.from({ length: WRITERS }, write);
    for (let life = 1; life <= KILLS; life++) {
      while (acknowledged.size < life * PER_LIFE) await new Promise((done) => setTimeout(done, 5));
      running.process.kill('SIGKILL');
      assert.equal(await running.ended, 'SIGKILL');
      running = await startCommand(env);
    }
    isOver = true;
    await Promise.all(writers);
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
    check(env.FURNITURE_DATABASE, acknowledged);
  });
});

async function post(url: string, text: string): Promise<string | undefined> {
  const response = await fetch(`${url}/v1/threads/t/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': text },
    body: JSON.stringify({ body: text, author: { name: 'Ann' } }),
    signal: AbortSignal.timeout(10_000),
  });
  const { comment } = (await response.json()) as { comment?: { id: string } };
  return response.status === 201 ? comment?.id : undefined;
}

function check(file: string, acknowledged: ReadonlyMap<string, string>): void {
  const database = new BetterSqlite(file, { readonly: true });
  const rows = database.prepare('select id, body_text as text from comments').all() as { id: string; text: string }[];
  const stored = new Map(rows.map((row) => [row.text, row.id]));
  assert.equal(stored.size, rows.length, 'a comment was stored twice');
  for (const [text, id] of acknowledged) assert.equal(stored.get(text), id, 'an acknowledged comment is gone');
  const count = (query: string) => database.prepare(query).pluck().get();
  assert.equal(count('select published from threads'), rows.length);
  assert.equal(count("select count(*) from answers where status = 0 or answer = ''"), 0);
  assert.equal(count('select count(*) from answers'), rows.length);
  assert.equal(database.pragma('integrity_check', { simple: true }), 'ok');
  database.close();
}
