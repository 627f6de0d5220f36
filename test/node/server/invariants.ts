import assert from 'node:assert/strict';

import { rankOf } from '../../../src/contracts/ranking.ts';
import type { Connections } from '../../../src/server/store/connections.ts';
import type { CommentRow } from '../../../src/server/store/states.ts';

/** What must be true of every database between two writes. @throws If it is not, naming what is wrong. */
export async function checkInvariants({ read }: Connections): Promise<void> {
  const threads = await read.selectFrom('threads').selectAll().execute();
  const comments = await read.selectFrom('comments').selectAll().execute();
  const votes = await read.selectFrom('votes').selectAll().execute();
  const byId = new Map(comments.map((row) => [row.id, row]));
  const shown = comments.filter((row) => row.shown === 1);
  const repliesTo = grouped(shown, (row) => row.parent_id ?? '');
  const votesOn = grouped(votes, (vote) => vote.comment_id);
  for (const thread of threads) {
    const own = comments.filter((row) => row.thread_id === thread.id);
    for (const state of ['published', 'held', 'hidden'] as const)
      assert.equal(thread[state], own.filter((row) => row.state === state).length, `${state} of thread ${thread.key}`);
    for (const row of own) assert.ok(row.version <= thread.version, `${row.id} is newer than its thread`);
  }
  for (const row of comments) {
    const replies = repliesTo.get(row.id)?.length ?? 0;
    assert.equal(row.reply_count, replies, `replies of ${row.id}`);
    const isShown = row.state === 'published' || (row.state !== 'held' && replies > 0);
    assert.equal(row.shown, isShown ? 1 : 0, `${row.id} (${row.state}) is shown`);
    const own = votesOn.get(row.id) ?? [];
    const up = own.filter((vote) => vote.value === 1).length;
    const numbers = [up, own.length - up];
    assert.deepEqual([row.up, row.down], numbers, `votes of ${row.id}`);
    if (own.length > 0) assert.equal(row.rank, rankOf(row.up, row.down), `rank of ${row.id}`);
    checkPlace(row, byId);
  }
  await checkSubscriptions(read);
  const unfinished = await read.selectFrom('answers').select('key_hash').where('status', '=', 0).execute();
  assert.equal(unfinished.length, 0, 'an idempotency key without its answer');
}

function grouped<T>(values: readonly T[], by: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(by(value));
    if (group) group.push(value);
    else groups.set(by(value), [value]);
  }
  return groups;
}

async function checkSubscriptions(read: Connections['read']): Promise<void> {
  const subscriptions = await read.selectFrom('subscriptions').selectAll().execute();
  const letters = await read.selectFrom('outbox').selectAll().where('state', '=', 'waiting').execute();
  for (const { id, state, address, ended_at, scope, comment_id } of subscriptions) {
    assert.equal(address === null, state === 'ended', `the address of ${id}, which is ${state}`);
    assert.equal(ended_at !== null, state === 'ended', `the end of ${id}, which is ${state}`);
    assert.equal(comment_id !== null, scope === 'replies', `what ${id} is about`);
    if (state !== 'ended') continue;
    assert.ok(
      !letters.some(({ subscription_id }) => subscription_id === id),
      `something waits for ${id}, which has ended`,
    );
  }
}

function checkPlace(row: CommentRow, byId: ReadonlyMap<string, CommentRow>): void {
  if (row.parent_id === null) return assert.equal(row.root_id, row.id);
  const parent = byId.get(row.parent_id);
  assert.ok(parent, `${row.id} replies to nothing`);
  assert.deepEqual([row.thread_id, row.root_id], [parent.thread_id, parent.root_id], `place of ${row.id}`);
}
