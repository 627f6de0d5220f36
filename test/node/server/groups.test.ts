import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import BetterSqlite from 'better-sqlite3';
import { CompiledQuery } from 'kysely';

import { openStore, type Store } from '../../../src/server/index.ts';
import { lockThread } from '../../../src/server/store/threads.ts';
import type { Database } from '../../../src/server/store/transactions.ts';
import { temporaryFolder } from './support.ts';

describe('writes into SQLite that wait together', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'groups.sqlite');
  let store: Store;
  let other: BetterSqlite.Database;
  before(async () => {
    store = await openStore(file);
    other = new BetterSqlite(file);
  });
  after(async () => {
    other.close();
    await store.close();
    folder.remove();
  });
  const note = (database: Database, key: string) => database.insertInto('meta').values({ key, value: '' }).execute();
  const noted = (like: string) => other.prepare('select key from meta where key like ? order by key').pluck().all(like);

  it('make one transaction, and are answered when everybody can read what they wrote', async () => {
    const transactions = new Set<Database>();
    const seenAtAnswer = Array.from({ length: 20 }, async (_, index) => {
      await store.write((database) => {
        transactions.add(database);
        assert.deepEqual(noted('one-%'), [], 'something was on the disk before the last write was made');
        return note(database, `one-${index}`);
      });
      return noted('one-%').length;
    });
    assert.deepEqual(await Promise.all(seenAtAnswer), new Array(20).fill(20));
    assert.equal(transactions.size, 1);
  });

  it('are undone alone when they fail, with all that they wrote', async () => {
    const failing = store.write(async (database) => {
      await note(database, 'two-b');
      throw new RangeError('refused');
    });
    const twice = store.write(async (database) => {
      await note(database, 'two-d');
      await note(database, 'two-d');
    });
    const good = ['two-a', 'two-c', 'two-e'].map((key) => store.write((database) => note(database, key)));
    const ends = await Promise.allSettled([failing, twice, ...good]);
    const states = ends.map(({ status }) => status);
    assert.deepEqual(states, ['rejected', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    assert.deepEqual(noted('two-%'), ['two-a', 'two-c', 'two-e']);
    await assert.rejects(failing, RangeError);
  });

  it('tell of the threads that were changed, and not of those whose change was undone', async () => {
    const told: string[] = [];
    store.onCommit((key) => told.push(key));
    const undone = store.write(async (database) => {
      await lockThread(database, 'undone');
      throw new RangeError('refused');
    });
    const kept = store.write((database) => lockThread(database, 'kept'));
    await Promise.allSettled([undone, kept]);
    assert.deepEqual(told, ['kept']);
  });

  it('are all made where they are more than one transaction takes', async () => {
    const keys = Array.from({ length: 120 }, (_, index) => `four-${String(index).padStart(3, '0')}`);
    await Promise.all(keys.map((key) => store.write((database) => note(database, key))));
    assert.deepEqual(noted('four-%'), keys);
  });

  it('are refused together, and leave nothing, when the disk is full for one of them', async () => {
    const fill = (key: string, size: number) =>
      store.write((database) =>
        database
          .insertInto('meta')
          .values({ key, value: 'x'.repeat(size) })
          .execute(),
      );
    const pages = other.pragma('page_count', { simple: true }) as number;
    await store.write((database) => database.executeQuery(CompiledQuery.raw(`pragma max_page_count = ${pages + 20}`)));
    const ends = await Promise.allSettled([fill('five-a', 10), fill('five-b', 1_000_000), fill('five-c', 10)]);
    await store.write((database) => database.executeQuery(CompiledQuery.raw('pragma max_page_count = 1000000')));
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    assert.deepEqual(noted('five-%'), []);
    await fill('five-d', 10);
    assert.deepEqual(noted('five-%'), ['five-d']);
    assert.equal(other.pragma('integrity_check', { simple: true }), 'ok');
  });
});
