import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import BetterSqlite from 'better-sqlite3';

import { Problem } from '../../../src/contracts/problem.ts';
import { openStore } from '../../../src/server/index.ts';
import { startCommand, type Running } from './command.ts';
import { checkInvariants } from './invariants.ts';
import { callsTo, temporaryFolder } from './support.ts';
import { checkStored, startWriters } from './writers.ts';

const MIB = 1024 * 1024;

/** A folder that is a small disk of its own; or why there can be none. `missing` is asked for before the tests run. */
function smallDisk(bytes: number): { path: string; missing: string | false; remove: () => void } {
  const { path, remove } = temporaryFolder();
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'tmpfs', path]);
  if (mount.status !== 0)
    return { path, missing: 'a small disk can be made by root on Linux only', remove: () => remove() };
  let isThere = true;
  const unmount = (): void => {
    if (isThere) spawnSync('umount', ['-l', path]);
    isThere = false;
    remove();
  };
  // Also when the tests are interrupted.
  process.once('exit', unmount);
  return { path, missing: false, remove: unmount };
}

const disk = smallDisk(32 * MIB);

describe('a disk that is full', { skip: disk.missing }, () => {
  const ballast = join(disk.path, 'something-else');
  const env = { FURNITURE_DATABASE: join(disk.path, 'full.sqlite'), FURNITURE_LIMITS: 'off' };
  /** The rest of the disk is taken by somebody else. */
  const fill = (): void => {
    for (let size = 4 * MIB; size >= 512; size /= 2)
      for (let isWritten = true; isWritten;) isWritten = append(ballast, size);
  };
  const started: Running[] = [];
  const start = async (): Promise<Running> => {
    const running = await startCommand(env);
    started.push(running);
    return running;
  };
  before(() => writeFileSync(ballast, Buffer.alloc(29 * MIB)));
  after(async () => {
    for (const { process } of started) process.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    disk.remove();
  });

  it('refuses what it cannot keep, reads on, loses nothing, and goes on when there is room', async (test) => {
    const running = await start();
    const { call, list } = callsTo(running.url);
    const writers = startWriters(test, 4, () => running.url, ' '.padEnd(3000, 'y'));
    await writers.refusedTimes(40);
    const stored = writers.acknowledged.size;
    assert.ok(stored > 20, `only ${stored} fitted`);
    const send = (text: string) =>
      call('POST', '/v1/threads/one/comments', { body: `${text} ${'z'.repeat(9000)}`, author: { name: 'Ann' } });
    // Some may still fit into what the log has already.
    const fitted = new Map<string, { id: string; thread: string }>();
    let text: string = randomUUID();
    let post = await send(text);
    while (post.status === 201) {
      fitted.set(text, { id: (post.json as { comment: { id: string } }).comment.id, thread: 'one' });
      text = randomUUID();
      post = await send(text);
    }
    assert.deepEqual([post.status, post.headers.get('retry-after')], [503, '5']);
    assert.match(Problem.parse(post.json).detail!, /Nothing is lost: please try again/);
    assert.doesNotMatch(post.text, /sqlite|disk/i);
    const counts = await Promise.all(['one', 'two', 'three'].map((thread) => list(thread)));
    assert.ok(counts.reduce((sum, { thread }) => sum + thread.count, 0) >= stored);
    rmSync(ballast);
    await writers.reached(stored + 60);
    await writers.finish();
    assert.equal((await call('GET', '/healthz')).status, 200);
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
    const file = new BetterSqlite(env.FURNITURE_DATABASE, { readonly: true });
    assert.equal(file.pragma('integrity_check', { simple: true }), 'ok');
    file.close();
    const store = await openStore(env.FURNITURE_DATABASE);
    await checkStored(store.connections, new Map([...writers.acknowledged, ...fitted]), fitted.size);
    await checkInvariants(store.connections);
    await store.close();
  });

  it('is seen by the health check', async () => {
    const running = await start();
    fill();
    const { call } = callsTo(running.url);
    const check = () => call('GET', '/healthz');
    // A page may fit into what its log has already.
    let health = await check();
    while (health.status === 200) health = await new Promise((done) => setTimeout(() => done(check()), 200));
    assert.deepEqual([health.status, health.headers.get('retry-after')], [503, '5']);
    assert.equal((await call('GET', '/v1/threads/one/comments')).status, 200);
    rmSync(ballast);
    assert.equal((await check()).status, 200);
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
  });

  it('is named when the server cannot start because of it', async () => {
    fill();
    await assert.rejects(start(), /ended with 1: [^]*The database \S+ has no room: its disk is full\./);
    rmSync(ballast);
    const running = await start();
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
  });
});

function append(file: string, size: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    return true;
  } catch {
    return false;
  }
}
