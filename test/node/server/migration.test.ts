import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { sql, type Kysely } from 'kysely';

import { ThreadChanges } from '../../../src/contracts/comments.ts';
import { ModerationQueue } from '../../../src/contracts/moderation.ts';
import type { Connections } from '../../../src/server/store/connections.ts';
import { migrate, SCHEMA_VERSION } from '../../../src/server/store/migrations.ts';
import { openPostgres } from '../../../src/server/store/postgres.ts';
import type { Tables } from '../../../src/server/store/schema.ts';
import { openSqlite } from '../../../src/server/store/sqlite.ts';
import { rankOf } from '../../../src/contracts/ranking.ts';
import { hashOf } from '../../../src/server/rules/tokens.ts';
import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { checkInvariants } from './invariants.ts';
import { bearer, moderator, other, START, startServer, temporaryFolder } from './support.ts';

const OLD = START - 3600_000;
const TOKEN = 'the-edit-token-of-an-old-comment';

/** What a server of the first schema has written: columns and all. */
async function writeOld(connections: Connections): Promise<void> {
  await migrate(connections, 1);
  const { write } = connections;
  await sql`insert into threads (key, is_open, is_premoderated, version, published, held, hidden, last_at)
    values ('old', 1, 0, 9, 3, 1, 1, ${OLD + 6}), ('shut', 0, 1, 2, 0, 0, 0, 0)`.execute(write);
  const { rows } = await sql<{ id: number }>`select id from threads where key = 'old'`.execute(write);
  const insert = oldComment(write, rows[0]!.id);
  await insert('first', { at: 1, replies: 1, up: 1, down: 1, token: hashOf(TOKEN) });
  await insert('reply', { at: 2, parent: 'first' });
  await insert('held', { at: 3, state: 'held', shown: 0 });
  await insert('hidden', { at: 4, state: 'hidden', shown: 0 });
  await insert('gone', { at: 5, state: 'deleted', replies: 1, text: '' });
  await insert('below', { at: 6, parent: 'gone' });
  await sql`insert into votes (comment_id, voter, value, created_at)
    values ('first', 'v1', 1, ${OLD}), ('first', 'v2', -1, ${OLD})`.execute(write);
  await sql`insert into reports (comment_id, reporter, reason, detail, created_at)
    values ('reply', 'r1', 'spam', 'an advert', ${OLD}), ('reply', 'r2', 'abuse', null, ${OLD})`.execute(write);
  await sql`insert into campaigns (id, currency, raised, goal, updated_at)
    values ('roof', 'EUR', 1200, 5000, '2026-11-01T00:00:00.000Z')`.execute(write);
}

interface Old {
  readonly at: number;
  readonly parent?: string;
  readonly state?: string;
  readonly shown?: number;
  readonly replies?: number;
  readonly up?: number;
  readonly down?: number;
  readonly text?: string;
  readonly token?: string;
}

const oldComment =
  (database: Kysely<Tables>, threadId: number) =>
  async (
    id: string,
    { at, parent, state = 'published', shown = 1, replies = 0, up = 0, down = 0, text = id, token }: Old,
  ) => {
    const root = parent ?? id;
    await sql`insert into comments (id, thread_id, parent_id, root_id, author_name, author_key, address_key, body_format,
      body_text, created_at, state, shown, pinned, up, down, rank, reply_count, token_hash)
      values (${id}, ${threadId}, ${parent ?? null}, ${root}, 'Ann', 'a', 'b', 'markdown', ${text}, ${OLD + at}, ${state},
      ${shown}, 0, ${up}, ${down}, ${rankOf(up, down)}, ${replies}, ${token ?? null})`.execute(database);
  };

function upgrading(
  name: string,
  database: () => string,
  open: (path: string) => Connections,
  skip: string | false,
): void {
  describe(`a ${name} database of the first schema`, { skip }, () => {
    it('is brought up to date with everything in it, and works on', async () => {
      const path = database();
      const old = open(path);
      await writeOld(old);
      await old.close();
      const server = await startServer({ database: path, editMinutes: 120 });
      const { connections } = await server.furniture.ready;
      const meta = connections.read.selectFrom('meta').select('value').where('key', '=', 'schema');
      assert.equal((await meta.executeTakeFirstOrThrow()).value, String(SCHEMA_VERSION));
      await checkInvariants(connections);

      for (const sort of ['oldest', 'newest', 'top']) {
        const list = await server.list('old', { sort });
        const ids = list.comments.map(({ id }) => id);
        assert.deepEqual([...ids].sort(), ['below', 'first', 'gone', 'reply'], sort);
        assert.deepEqual([list.thread.count, list.thread.version, list.hidden], [3, 9, 1]);
      }
      assert.equal((await server.list('shut')).thread.open, false);
      assert.equal((await server.call('GET', '/v1/campaigns/roof')).status, 200);
      const queue = async (state: string) => {
        const reply = await server.call('GET', `/v1/moderation/queue?state=${state}`, undefined, moderator());
        return ModerationQueue.parse(reply.json).comments;
      };
      assert.deepEqual(
        (await queue('held')).map(({ id }) => id),
        ['held'],
      );
      assert.deepEqual(
        (await queue('hidden')).map(({ id }) => id),
        ['hidden'],
      );
      const [reported] = await queue('reported');
      assert.deepEqual([reported?.id, reported?.reports?.map(({ reason }) => reason)], ['reply', ['abuse', 'spam']]);

      const changes = async (version: number) =>
        ThreadChanges.parse((await server.call('GET', `/v1/threads/old/events?after=${version}`)).json);
      const nothing = await changes(0);
      assert.deepEqual([nothing.comments, nothing.next], [[], 9], 'old comments are no news');
      const { comment } = await server.write('old', 'new', 'first');
      const news = await changes(9);
      assert.deepEqual([news.comments.map(({ id }) => id), news.next], [[comment.id], 10]);
      const edited = await server.call('PATCH', '/v1/comments/first', { body: 'better' }, bearer(TOKEN));
      assert.deepEqual([edited.status, edited.json.comment?.body.text], [200, 'better']);
      const approve = { action: 'approve' };
      for (const id of ['held', 'hidden'])
        assert.equal((await server.call('POST', `/v1/comments/${id}/moderation`, approve, moderator())).status, 200);
      assert.equal((await server.call('PUT', '/v1/comments/reply/vote', { value: 1 }, other)).status, 200);
      const shown = (await changes(10)).comments.map(({ id }) => id);
      assert.deepEqual(shown, ['first', 'held', 'hidden']);
      assert.equal((await server.list('old')).thread.count, 6);
      await checkInvariants(connections);
      await server.close();
    });
  });
}

const folder = temporaryFolder();
after(() => folder.remove());
upgrading('SQLite', () => join(folder.path, 'old.sqlite'), openSqlite, false);

const found = findPostgres();
const postgres = 'folder' in found ? await startPostgres(found.folder) : undefined;
after(() => postgres?.stop());
upgrading(
  'PostgreSQL',
  () => postgres!.createDatabase(),
  (url) => openPostgres(url, () => undefined),
  'missing' in found ? found.missing : false,
);
