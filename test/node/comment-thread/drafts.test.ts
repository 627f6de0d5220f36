import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { openDrafts, type DraftPlace, type Drafts } from '../../../src/comment-thread/writing/drafts.ts';

const DAY = 24 * 60 * 60 * 1000;
const TOP: DraftPlace = { page: '/harbour', thread: 't1', parentId: null };
const REPLY: DraftPlace = { ...TOP, parentId: 'c7' };

class FakeStorage {
  readonly items = new Map<string, string>();
  room = Infinity;
  isBroken = false;
  getItem(key: string): string | null {
    if (this.isBroken) throw new Error('denied');
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.isBroken || value.length > this.room) throw new Error('QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('drafts', () => {
  let storage: FakeStorage;
  let now: number;
  let keys: number;
  const open = (): Drafts => openDrafts({ storage: () => storage, now: () => now, newKey: () => `key-${(keys += 1)}` });

  beforeEach(() => {
    storage = new FakeStorage();
    now = Date.UTC(2026, 10, 20);
    keys = 0;
  });

  it('come back after a reload, each in its place', () => {
    const drafts = open();
    drafts.save(TOP, 'one');
    drafts.save(REPLY, 'two');
    const reloaded = open();
    assert.equal(reloaded.load(TOP)?.text, 'one');
    assert.equal(reloaded.load(REPLY)?.text, 'two');
    assert.equal(reloaded.load({ ...TOP, page: '/other' }), undefined);
    assert.equal(reloaded.load({ ...TOP, thread: 't2' }), undefined);
    assert.deepEqual(
      reloaded.list('/harbour', 't1').map(({ parentId, draft }) => [parentId, draft.text]),
      [
        ['c7', 'two'],
        [null, 'one'],
      ],
    );
  });

  it('keep their key while the text stays, also over a reload, and change it with the text', () => {
    const { key } = open().save(TOP, 'one');
    assert.equal(open().save(TOP, 'one').key, key);
    assert.equal(open().load(TOP)?.key, key);
    assert.notEqual(open().save(TOP, 'one!').key, key);
  });

  it('are gone when cleared or blank, and leave nothing in storage', () => {
    const drafts = open();
    drafts.save(TOP, 'one');
    drafts.save(REPLY, 'two');
    drafts.clear(TOP);
    assert.equal(drafts.load(TOP), undefined);
    drafts.save(REPLY, ' \n');
    assert.equal(open().load(REPLY), undefined);
    assert.equal(storage.items.size, 0);
  });

  it('expire after 30 days', () => {
    open().save(TOP, 'one');
    now += 29 * DAY;
    assert.equal(open().load(TOP)?.text, 'one');
    now += 2 * DAY;
    assert.equal(open().load(TOP), undefined);
  });

  it('live in memory where storage throws', () => {
    storage.isBroken = true;
    const drafts = open();
    drafts.save(TOP, 'one');
    drafts.save(REPLY, 'two');
    assert.equal(drafts.load(TOP)?.text, 'one');
    assert.equal(drafts.list('/harbour', 't1').length, 2);
    drafts.clear(TOP);
    assert.equal(drafts.load(TOP), undefined);
  });

  it('live in memory where getting storage throws, or there is none', () => {
    const denied = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const getStorage of [denied, () => undefined]) {
      const drafts = openDrafts({ storage: getStorage, now: () => now, newKey: () => 'key' });
      drafts.save(TOP, 'one');
      assert.equal(drafts.load(TOP)?.text, 'one');
    }
  });

  it('keep the one being written where storage is full, and all of them in memory', () => {
    storage.room = 300;
    const drafts = open();
    drafts.save(TOP, 'a'.repeat(150));
    drafts.save(REPLY, 'b'.repeat(150));
    assert.equal(drafts.load(TOP)?.text.length, 150);
    assert.equal(drafts.load(REPLY)?.text.length, 150);
    assert.equal(open().load(REPLY)?.text.length, 150);
    assert.equal(open().load(TOP), undefined);
  });

  it('see what another tab wrote', () => {
    const here = open();
    here.save(TOP, 'here');
    open().save(REPLY, 'there');
    assert.equal(here.load(REPLY)?.text, 'there');
    here.save(TOP, 'here again');
    assert.equal(open().load(REPLY)?.text, 'there');
  });

  const broken = [
    '',
    'x',
    '{',
    'null',
    '[]',
    '{"version":2,"drafts":[]}',
    '{"version":1}',
    '{"version":1,"drafts":{}}',
  ];
  for (const text of broken)
    it(`survive ${JSON.stringify(text)} in storage`, () => {
      storage.items.set('page-furniture:drafts', text);
      const drafts = open();
      assert.equal(drafts.load(TOP), undefined);
      drafts.save(TOP, 'one');
      assert.equal(open().load(TOP)?.text, 'one');
    });

  it('leave out single entries that are broken', () => {
    open().save(TOP, 'one');
    const [key, text] = [...storage.items][0]!;
    const stored = JSON.parse(text) as { drafts: unknown[] };
    stored.drafts.unshift(null, 7, {}, { ...(stored.drafts[0] as object), text: 7 });
    storage.items.set(key, JSON.stringify(stored));
    assert.equal(open().load(TOP)?.text, 'one');
    assert.equal(open().list('/harbour', 't1').length, 1);
  });

  it('are bounded in number and in size, and the oldest go first', () => {
    const drafts = open();
    for (let index = 0; index < 80; index += 1) drafts.save({ ...TOP, parentId: `c${index}` }, 'text');
    assert.equal(drafts.list('/harbour', 't1').length, 50);
    assert.equal(drafts.load({ ...TOP, parentId: 'c0' }), undefined);
    assert.equal(drafts.load({ ...TOP, parentId: 'c79' })?.text, 'text');
    for (let index = 0; index < 30; index += 1) drafts.save({ ...TOP, parentId: `d${index}` }, 'x'.repeat(10_000));
    assert.ok([...storage.items.values()][0]!.length < 250_000);
    assert.equal(drafts.save(TOP, 'y'.repeat(300_000)).text.length, 300_000);
    assert.equal(drafts.load(TOP)?.text.length, 300_000);
  });
});
