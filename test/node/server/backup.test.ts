import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { openStore } from '../../../src/server/index.ts';
import { runCommand, startCommand } from './command.ts';
import { callsTo, temporaryFolder } from './support.ts';

const comment = (id: string) => ({ id, author: { name: 'A' }, body: id, createdAt: 1 });

describe('backup and restore', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const path = (name: string) => join(folder.path, name);

  it('bring back everything that was acknowledged before the backup, taken under load', async () => {
    const env = { FURNITURE_DATABASE: path('live.sqlite'), FURNITURE_LIMITS: 'off' };
    const running = await startCommand(env);
    const { post } = callsTo(running.url);
    const acknowledged: string[] = [];
    let isOver = false;
    const write = async (): Promise<void> => {
      while (!isOver) {
        const text = randomUUID();
        const reply = await post('t', { body: text, author: { name: 'Ann' } }).catch(() => undefined);
        if (reply?.status === 201) acknowledged.push(text);
      }
    };
    const writers = Array.from({ length: 4 }, write);
    while (acknowledged.length < 50) await new Promise((done) => setImmediate(done));
    const before = [...acknowledged];
    const { status, said } = await runCommand(['backup', path('copy.sqlite')], { env });
    assert.equal(status, 0, said);
    assert.match(said, /\d+ comments in 1 threads/);
    const refused = await runCommand(['restore', path('copy.sqlite')], { env });
    assert.equal(refused.status, 1);
    assert.match(refused.said, /is in use .*stop the server first/);
    isOver = true;
    running.process.kill('SIGKILL');
    await running.ended;
    await Promise.all(writers);
    const restored = await runCommand(['restore', path('copy.sqlite')], { env });
    assert.equal(restored.status, 0, restored.said);
    assert.match(restored.said, /What was there before is /);
    assert.ok(!existsSync(`${env.FURNITURE_DATABASE}-wal`), 'the old log is still there');
    const store = await openStore(env.FURNITURE_DATABASE);
    const rows = await store.connections.read.selectFrom('comments').select('body_text').execute();
    const texts = new Set(rows.map((row) => row.body_text));
    for (const text of before) assert.ok(texts.has(text), 'an acknowledged comment is gone');
    await store.close();
    assert.equal(readdirSync(folder.path).filter((name) => name.includes('unfinished')).length, 0);
  });

  it('replace no file and leave none half made', async () => {
    const database = path('small.sqlite');
    const store = await openStore(database);
    await store.importComments('t', [comment('a')]);
    await store.close();
    writeFileSync(path('there.sqlite'), 'mine');
    const env = { FURNITURE_DATABASE: database };
    assert.match((await runCommand(['backup', path('there.sqlite')], { env })).said, /exists already/);
    assert.match((await runCommand(['restore', path('there.sqlite')], { env })).said, /whole SQLite database/);
    assert.match((await runCommand(['restore', path('nowhere')], { env })).said, /There is no file/);
    const again = await openStore(database);
    assert.equal((await again.connections.read.selectFrom('comments').select('id').execute()).length, 1);
    await again.close();
  });

  it('restore over a damaged file, which is kept', async () => {
    const good = path('good.sqlite');
    const store = await openStore(good);
    await store.importComments('t', [comment('g')]);
    await store.close();
    const database = path('broken.sqlite');
    writeFileSync(database, 'This is no database any more. '.repeat(200));
    writeFileSync(`${database}-wal`, 'left over');
    const { status, said } = await runCommand(['restore', good, '--database', database]);
    assert.equal(status, 0, said);
    assert.ok(!existsSync(`${database}-wal`));
    assert.ok(readdirSync(folder.path).some((name) => /^broken\.sqlite\.before-[^.]*$/.test(name)));
    const again = await openStore(database);
    assert.equal((await again.connections.read.selectFrom('comments').select('id').execute()).length, 1);
    await again.close();
  });

  it('refuse a backup of a newer version, and PostgreSQL', async () => {
    const newer = path('newer.sqlite');
    const store = await openStore(newer);
    await store.connections.write.updateTable('meta').set({ value: '99' }).where('key', '=', 'schema').execute();
    await store.close();
    const refused = await runCommand(['restore', newer, '--database', path('other.sqlite')]);
    assert.match(refused.said, /newer page-furniture \(schema 99\)/);
    assert.ok(!existsSync(path('other.sqlite')));
    const env = { FURNITURE_DATABASE: 'postgres://127.0.0.1/x' };
    assert.match((await runCommand(['backup', path('pg')], { env })).said, /use pg_dump/);
  });
});
