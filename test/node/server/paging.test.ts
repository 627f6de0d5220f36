import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { Comment, CommentList, Sort } from '../../../src/contracts/comments.ts';
import { openStore, type Store } from '../../../src/server/index.ts';
import { decodeCursor } from '../../../src/server/rules/cursor.ts';
import { postComment, type Draft } from '../../../src/server/store/comments.ts';
import { listComments } from '../../../src/server/store/list.ts';
import { readThread } from '../../../src/server/store/threads.ts';
import { changeComment } from '../../../src/server/store/comments.ts';

let made = 0;

/** Stores a comment, all of them at the same moment by the clock. */
async function add(store: Store, parentId: string | null): Promise<string> {
  const id = `c${String(++made).padStart(6, '0')}`;
  const draft: Draft = {
    ...{ id, threadKey: 't', parentId, author: { name: 'A' }, authorKey: 'a', addressKey: 'a', text: id },
    ...{
      anchor: null,
      now: 1_000_000,
      tokenHash: null,
      decide: () => Promise.resolve({ state: 'published' as const }),
      proof: undefined,
    },
  };
  await postComment(store.write, draft, undefined, () => '');
  return id;
}

async function page(
  store: Store,
  sort: Sort,
  limit: number,
  cursor: string | null,
  parent?: string,
): Promise<CommentList> {
  const place = cursor === null ? undefined : decodeCursor(cursor, parent === undefined ? sort : 'oldest');
  const query = { sort, limit, cursor: place, parent, around: undefined, isAnchored: false };
  return listComments(store.connections, await readThread(store.connections, 't'), query, false);
}

describe('paging', () => {
  it('shows every comment once, parents first, while others are writing', async () => {
    const step = fc.record({ parent: fc.option(fc.nat(200), { nil: undefined }), isLate: fc.boolean() });
    const scenario = fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 90 }),
      sort: fc.constantFrom<Sort>('oldest', 'newest', 'top'),
      limit: fc.integer({ min: 1, max: 7 }),
      deleted: fc.array(fc.nat(90), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ steps, sort, limit, deleted }) => {
        const store = await openStore(':memory:');
        const ids: string[] = [];
        const write = async ({ parent }: (typeof steps)[number]) => {
          ids.push(await add(store, parent === undefined || ids.length === 0 ? null : ids[parent % ids.length]!));
        };
        for (const early of steps.filter(({ isLate }) => !isLate)) await write(early);
        for (const index of deleted)
          if (ids.length > 0) await changeComment(store.write, ids[index % ids.length]!, () => ({ state: 'deleted' }));
        const expected = await shownIds(store);
        const late = steps.filter(({ isLate }) => isLate);
        const seen = await walk(store, sort, limit, async () => {
          const next = late.pop();
          if (next) await write({ ...next, parent: undefined });
        });
        assert.equal(new Set(seen).size, seen.length, 'a comment came twice');
        for (const id of expected) assert.ok(seen.includes(id), `${id} was skipped`);
        await store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('answers a page of a long thread as fast as one of a short thread', async () => {
    const store = await openStore(':memory:');
    const comments = Array.from({ length: 3000 }, (_, index) => ({
      ...{ id: `i${index}`, author: { name: 'A' }, body: 'x', createdAt: index + 1 },
      ...(index % 3 > 0 && { parentId: `i${index - (index % 3)}` }),
    }));
    await store.importComments('t', comments);
    const { connections } = store;
    // Plans, not clocks: every list is a range of an index.
    for (const sort of ['oldest', 'newest', 'top'] as const) {
      const first = await page(store, sort, 25, null);
      assert.equal((await page(store, sort, 25, first.nextCursor)).comments.length, 75);
    }
    const order = { oldest: 'created_at, id', top: 'rank, created_at, id' };
    for (const columns of Object.values(order)) {
      const query = `explain query plan select * from comments where thread_id = 1 and parent_id is null and shown = 1 and pinned = 0 and (${columns}) > (${columns
        .split(',')
        .map(() => '0')
        .join()}) order by ${columns} limit 26`;
      const plan = await connections.read.executeQuery<{ detail: string }>({
        ...{
          sql: query,
          parameters: [],
          query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
          queryId: { queryId: 'plan' },
        },
      });
      const details = plan.rows.map((row) => row.detail).join('; ');
      assert.match(details, /SEARCH comments USING INDEX comments_(time|top) \(thread_id=\? AND pinned=\? AND \(/);
      assert.doesNotMatch(details, /TEMP B-TREE|SCAN/);
    }
    await store.close();
  });
});

async function shownIds(store: Store): Promise<string[]> {
  const rows = await store.connections.read.selectFrom('comments').select('id').where('shown', '=', 1).execute();
  return rows.map((row) => row.id);
}

/** Every id as a reader meets it who follows every cursor and every cut. */
async function walk(store: Store, sort: Sort, limit: number, between: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const cuts: NonNullable<CommentList['cuts']> = [];
  const take = (list: CommentList): void => {
    for (const comment of list.comments) {
      assert.ok(isPlaced(comment, seen), 'a parent came late');
      seen.push(comment.id);
    }
    cuts.push(...(list.cuts ?? []));
  };
  for (let cursor: string | null = null; ;) {
    const list: CommentList = await page(store, sort, limit, cursor);
    take(list);
    cursor = list.nextCursor;
    if (cursor === null) break;
    await between();
  }
  for (let cut = cuts.pop(); cut; cut = cuts.pop()) {
    for (let cursor: string | null = cut.cursor; cursor !== null;) {
      const list: CommentList = await page(store, sort, limit, cursor, cut.parentId);
      take(list);
      cursor = list.nextCursor;
    }
  }
  return seen;
}

const isPlaced = (comment: Comment, seen: readonly string[]): boolean =>
  comment.parentId === null || seen.includes(comment.parentId);
