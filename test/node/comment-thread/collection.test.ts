import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Collection } from '../../../src/comment-thread/collection.ts';
import { place } from '../../../src/comment-thread/moderating/order.ts';
import type { Comment, Sort } from '../../../src/contracts/comments.ts';
import { makeComment } from '../../support/seeds.ts';

const thread = { id: 't', count: 3, open: true, premoderated: false };

function collect(sort: Sort, comments: readonly Comment[]): Collection {
  const collection = new Collection();
  collection.begin(sort, { thread, comments: [...comments], nextCursor: null }, undefined);
  return collection;
}
const ids = (collection: Collection) => collection.ordered.map(({ id }) => id);

describe('the comments on hand', () => {
  const listed = [makeComment('p', { pinned: true }), makeComment('r', { parentId: 'p' }), makeComment('q')];

  for (const [sort, expected] of [
    ['oldest', ['p', 'r', 'q', 'other', 'mine']],
    ['newest', ['p', 'r', 'mine', 'other', 'q']],
    ['top', ['p', 'r', 'mine', 'q', 'other']],
  ] as const) {
    it(`keep pinned ones first when sorted by ${sort}, with new ones where they belong`, () => {
      const collection = collect(sort, listed);
      collection.arrive([makeComment('other')]);
      collection.addPending(makeComment('pending:1'));
      collection.settle('pending:1', makeComment('mine'));
      assert.deepEqual(ids(collection), expected);
    });
  }

  it('hold each comment once, whichever way it comes', () => {
    const collection = collect('newest', listed);
    collection.arrive([makeComment('q'), makeComment('x')]);
    collection.settle('pending:1', makeComment('x'));
    collection.addPage({ thread, comments: [makeComment('x')], nextCursor: null });
    assert.deepEqual(ids(collection).sort(), ['p', 'q', 'r', 'x']);
  });

  it('keep what others removed as a tombstone, and bring it back when it is restored', () => {
    const collection = collect('oldest', listed);
    collection.update(makeComment('q', { state: 'deleted' }));
    assert.equal(collection.find('q')!.state, 'deleted');
    assert.equal(collection.find('q')!.body.text, '');
    collection.update(makeComment('q'));
    assert.equal(collection.find('q')!.body.text, 'Text of q');
  });

  it('show what a moderator hid as hidden, words and name gone', () => {
    const collection = collect('oldest', listed);
    collection.update(makeComment('q', { state: 'hidden' }));
    const { state, body, author } = collection.find('q')!;
    assert.deepEqual([state, body.text, author.name], ['hidden', '', '']);
  });

  it('put a comment where an order has it, behind the pages where they do not reach it', () => {
    const collection = collect('oldest', listed);
    const byId = (a: Comment, b: Comment) => a.id.localeCompare(b.id);
    collection.arrive([makeComment('a')]);
    place(collection, makeComment('a'), byId);
    assert.deepEqual(ids(collection), ['a', 'p', 'r', 'q']);
    place(collection, makeComment('p'), (a, b) => byId(b, a));
    assert.deepEqual(ids(collection), ['p', 'a', 'r', 'q']);
    place(collection, makeComment('p'), () => 1);
    assert.deepEqual(ids(collection), ['a', 'r', 'q', 'p']);
    collection.addPage({ thread, comments: [makeComment('n'), makeComment('p')], nextCursor: null });
    assert.deepEqual(ids(collection), ['a', 'r', 'q', 'n', 'p']);
  });

  it('keep the reader’s own vote when the counts change', () => {
    const collection = collect('oldest', [makeComment('v', { votes: { up: 1, down: 0, mine: 1 } })]);
    collection.update(makeComment('v', { votes: { up: 7, down: 2 } }));
    assert.deepEqual(collection.find('v')!.votes, { up: 7, down: 2, mine: 1 });
  });

  it('unfold everything above a comment, loops included', () => {
    const collection = collect('oldest', [
      makeComment('a', { parentId: 'c' }),
      makeComment('b', { parentId: 'a' }),
      makeComment('c', { parentId: 'b' }),
    ]);
    for (const id of ['a', 'b', 'c']) collection.fold(id, true);
    collection.reveal('c');
    assert.deepEqual(
      ['a', 'b', 'c'].map((id) => collection.isFolded(id)),
      [false, false, false],
    );
  });

  it('unfold the branch that the reader writes in', () => {
    const collection = collect('oldest', listed);
    collection.fold('p', true);
    collection.addPending(makeComment('pending:1', { parentId: 'p' }));
    assert.equal(collection.isFolded('p'), false);
  });
});
