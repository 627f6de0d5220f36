import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readComment, readList, readPosted } from '../../../src/comment-thread/check.ts';
import { ReaderMemory } from '../../../src/comment-thread/writing/reader-memory.ts';
import { FurnitureError } from '../../../src/base/request.ts';
import { makeComment } from '../../support/seeds.ts';

const thread = { id: 't', count: 1, open: true, premoderated: false };
const page = (...comments: unknown[]) => ({ thread, comments, nextCursor: null });
const isMalformed = (error: unknown) => error instanceof FurnitureError && error.kind === 'malformed';

describe('what a backend sends', () => {
  const comment = makeComment('a');
  const bad: Record<string, unknown> = {
    'a Lit template as its text': { ...comment, body: { format: 'markdown', text: { _$litType$: 1, strings: ['x'] } } },
    'a directive as its author': { ...comment, author: { name: { _$litDirective$: {} } } },
    'no author': { ...comment, author: null },
    'an object as its id': { ...comment, id: {} },
    'an empty id': { ...comment, id: '' },
    'an id of a thousand and one characters': { ...comment, id: 'x'.repeat(1001) },
    'a state nobody knows': { ...comment, state: 'quarantined' },
    'a role nobody has': { ...comment, author: { name: 'x', role: 'admin' } },
    'votes that are text': { ...comment, votes: 'NaN' },
    'votes that are no number': { ...comment, votes: { up: NaN, down: 0 } },
    'a number as its time': { ...comment, createdAt: 1_700_000_000 },
    'a getter that throws': Object.defineProperty({ ...comment }, 'author', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    }),
  };
  for (const what of Object.keys(bad)) {
    it(`leaves out a comment with ${what}, and keeps its neighbour`, () => {
      assert.deepEqual(
        readList(page(bad[what], makeComment('good'))).comments.map(({ id }) => id),
        ['good'],
      );
    });
  }

  it('refuses what is no page, or has nothing that can be used', () => {
    for (const value of [undefined, null, 7, 'x', [], {}, page(null), { ...page(), thread: null }, { comments: {} }]) {
      assert.throws(() => readList(value), isMalformed);
    }
    assert.deepEqual(readList(page()).comments, []);
  });

  it('caps texts, names and numbers', () => {
    const huge = {
      ...makeComment('a', { body: 'x'.repeat(1_000_000) }),
      author: { name: 'n'.repeat(100_000) },
      votes: { up: 1e300, down: -5 },
    };
    const [capped] = readList(page(huge)).comments;
    assert.equal(capped!.body.text.length, 50_000);
    assert.equal(capped!.author.name.length, 80);
    assert.deepEqual([capped!.votes.up, capped!.votes.down], [Number.MAX_SAFE_INTEGER, 0]);
  });

  it('tames names and drops what it does not know', () => {
    const odd = { ...makeComment('a'), author: { name: 'Ad\u202emin\n', staff: 'yes' }, extra: { _$litType$: 1 } };
    const [read] = readList(page(odd)).comments;
    assert.equal(read!.author.name, 'Admin');
    assert.ok(!('extra' in read!) && !('staff' in read!.author));
  });

  it('reads the answer to a post with or without a token', () => {
    assert.equal(readPosted({ comment: makeComment('a'), editToken: 'e' }).editToken, 'e');
    assert.equal(readPosted({ comment: makeComment('a') }).editToken, undefined);
    for (const value of [null, {}, { comment: 1 }, { comment: makeComment('a'), editToken: 7 }]) {
      assert.throws(() => readPosted(value), isMalformed);
    }
    assert.throws(() => readComment({ comment: null }), isMalformed);
  });
});

describe('what the browser remembers of a reader', () => {
  const makeMemory = (storage: () => Storage, scope = 's') => new ReaderMemory({ storage, now: () => 1_000, scope });
  const fake = (items: Map<string, string>) =>
    (() => ({
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    })) as unknown as () => Storage;

  it('works as long as the page when storage throws', () => {
    const memory = makeMemory(() => {
      throw new Error('blocked');
    });
    memory.keepOwn('a', { token: 'token' }, 2_000);
    memory.keepVote('a', 1);
    memory.keepReport('a');
    memory.keepReader({ name: 'Ada', email: '' });
    assert.deepEqual([memory.tokenOf('a'), memory.voteOn('a'), memory.hasReported('a')], ['token', 1, true]);
    assert.equal(memory.reader?.name, 'Ada');
  });

  for (const text of ['', '{', 'null', '[1]', '[{"scope":"s"}]', '{"__proto__":{"x":1}}']) {
    it(`takes ${JSON.stringify(text)} in storage for nothing`, () => {
      const items = new Map([
        ['page-furniture:own-comments', text],
        ['page-furniture:votes', text],
        ['page-furniture:reports', text],
        ['page-furniture:reader', text],
      ]);
      const memory = makeMemory(fake(items));
      assert.deepEqual([memory.tokenOf('a'), memory.reader, memory.hasReported('a')], [undefined, undefined, false]);
      memory.keepVote('a', -1);
      assert.equal(makeMemory(fake(items)).voteOn('a'), -1);
    });
  }

  it('keeps threads apart, and stays bounded', () => {
    const items = new Map<string, string>();
    const memory = makeMemory(fake(items));
    for (let index = 0; index < 1_000; index++) {
      memory.keepVote(`c${index}`, 1);
      memory.keepOwn(`c${index}`, { token: 'token' }, 2_000);
      memory.keepReport(`c${index}`);
    }
    assert.equal(makeMemory(fake(items), 'other').voteOn('c999'), undefined);
    assert.equal(makeMemory(fake(items)).tokenOf('c999'), 'token');
    assert.ok([...items.values()].join('').length < 40_000);
  });

  it('forgets a token when its time is over', () => {
    const memory = makeMemory(fake(new Map()));
    memory.keepOwn('a', { token: 'token' }, 1_000);
    assert.equal(memory.tokenOf('a'), undefined);
    assert.equal(memory.isMine('a', undefined), true);
  });

  it('does not take another signed-in reader for the writer', () => {
    const memory = makeMemory(fake(new Map()));
    memory.keepOwn('a', { by: 'r-1' }, 2_000);
    assert.deepEqual([memory.isMine('a', 'r-1'), memory.isMine('a', 'r-2')], [true, false]);
    assert.deepEqual(
      [memory.untilOf('a', 'r-1'), memory.untilOf('a', 'r-2'), memory.untilOf('a', undefined)],
      [2_000, 0, 0],
    );
  });

  it('takes over a name that was kept before there was an email, and forgets both', () => {
    const items = new Map([['page-furniture:name', 'Ada']]);
    const memory = makeMemory(fake(items));
    assert.deepEqual(memory.reader, { name: 'Ada', email: '' });
    memory.keepReader({ name: 'Ada L', email: 'ada@mail.example' });
    assert.deepEqual(makeMemory(fake(items)).reader, { name: 'Ada L', email: 'ada@mail.example' });
    makeMemory(fake(items)).keepReader(undefined);
    assert.equal(items.size, 0);
  });
});
