import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import BetterSqlite from 'better-sqlite3';

import { clean } from '../../../src/server/store/cleaning.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';
import { dropLetter, readOutbox, retryLetter } from '../../../src/server/store/outbox.ts';
import { growing, isQuery, planOf, recordQueries } from './plans.ts';
import { bearer, jwt, key, moderator, other, startServer, temporaryFolder, type TestServer } from './support.ts';

/** Queries that look at more than a range of an index that they end themselves, and what bounds them. */
const BOUNDED: readonly [RegExp, string][] = [
  [/^update comments set report_count = \(select/, 'the file was made: once'],
  [
    /^insert into "(?:threads|comments)" .* on conflict/,
    'what refers to a row is looked for only while one has no row',
  ],
  [/^with recursive "path"/, 'as deep as a reply stands'],
  [/"parent_id" = \? and "thread_id" = \?/, 'a reply is in the thread of what it replies to: none is passed over'],
  [/^select count\(\*\) .* where (?:state = '(?:held|hidden)'|report_count > 0)/, 'what moderators have to look at'],
  [/where report_count > 0 and state = 'published'/, 'what was reported and then deleted by its author is passed over'],
  [/from "reports" .* group by/, 'reports of a page of comments'],
  [/from "reports" .* "reported_from" = \?/, 'reports of one comment from one network'],
  [/from "reports" .* "detail" is not null/, 'reports of one comment'],
  [/where \+moderation_log.thread_id/, 'a comment has few entries, and they are of its thread: none is passed over'],
  [/^insert into "outbox"/, 'mails for a page of subscriptions'],
  [/^with recursive "below"/, 'what is below one comment, kept until the thread changes'],
  [
    /from "ledger_charges" .* group by/,
    'a total is of every charge of its campaign, when one changes: nothing is counted up',
  ],
  [/"address_key" = \?/, 'what one network posted in ten minutes'],
];

describe('what SQLite does for a request', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'plans.sqlite');
  let database: BetterSqlite.Database;
  let server: TestServer;
  let mailbox: Mailbox;
  let recorded: ReturnType<typeof recordQueries>;
  before(async () => {
    recorded = recordQueries();
    mailbox = await startMailbox();
    const mail = { smtpUrl: mailbox.url, from: 'news@news.example', publicUrl: 'https://news.example' };
    server = await startServer({ database: file, hold: 'first', reportsHold: 1, limits: true, mail });
    database = new BetterSqlite(file, { readonly: true });
  });
  after(async () => {
    recorded.stop();
    database.close();
    await server.close();
    await mailbox.close();
    folder.remove();
  });

  it('costs the same however much was written', async () => {
    await useEverything(server);
    await useMail(server, mailbox);
    recorded.stop();
    const queries = [...recorded.texts].filter(isQuery);
    assert.ok(queries.length > 60, `only ${queries.length} queries were seen`);
    const found = queries.filter((text) => growing(database, text).length > 0);
    const unbounded = found.filter((text) => !BOUNDED.some(([pattern]) => pattern.test(text)));
    assert.deepEqual(
      unbounded.map((text) => [text, planOf(database, text)]),
      [],
    );
    const unused = BOUNDED.filter(([pattern]) => !found.some((text) => pattern.test(text)));
    assert.deepEqual(unused, [], 'an exception that nothing needs');
  });

  const rejected: [string, string][] = [
    ['looks at every comment', `select id from comments where body_text = ?`],
    ['looks at every comment along an index', 'select count(*) from comments'],
    ['looks at every comment of a thread', 'select count(*) from comments where thread_id = ?'],
    ['sorts a thread', 'select id from comments where thread_id = ? order by author_name limit ?'],
    [
      'passes over comments until it has found enough',
      `select id from comments where thread_id = ? and parent_id is null and shown = 1 and pinned = 0 and up > ?
       order by created_at, id limit ?`,
    ],
    ['sorts what waits', `select id from comments where state = 'held' order by up`],
  ];
  for (const [what, text] of rejected)
    it(`is caught when it ${what}`, () => assert.notDeepEqual(growing(database, text), []));

  const passed = [
    'select body_text from comments where id = ?',
    'select id from comments where thread_id = ? and version > ? order by version limit ?',
  ];
  for (const text of passed) it(`may be: ${text}`, () => assert.deepEqual(growing(database, text), []));
});

/** Every request that asks the database for something, in every form that makes another query of it. */
async function useEverything(server: TestServer): Promise<void> {
  const { call, list, clock } = server;
  const store = await server.furniture.ready;
  const times = Array.from({ length: 130 }, (_, index) => clock.now - 200_000 + index);
  const tops = times.map((createdAt, index) => ({ id: `top${index}`, author: { name: 'A' }, body: 'x', createdAt }));
  const replies = times.map((createdAt, index) => ({
    ...{ id: `reply${index}`, parentId: index < 60 ? 'top1' : `top${index}` },
    ...{ author: { name: 'A' }, body: 'x', createdAt, votes: { up: 1, down: 0 } },
  }));
  await store.importComments('t', [...tops, ...replies]);
  const act = (id: string, action: string) => call('POST', `/v1/comments/${id}/moderation`, { action }, moderator());
  await act('top3', 'pin');
  await act('top4', 'hide');
  await read(server);
  const post = (body: object, headers = {}) => server.post('t', { author: { name: 'Ann' }, ...body }, headers);
  const held = (await post({ body: 'held' })).json.comment.id as string;
  await post({ body: 'a reply', parentId: held }, moderator());
  await act(held, 'approve');
  const mine = (await post({ body: 'mine', parentId: 'top5' }, key())).json as {
    comment: { id: string };
    editToken: string;
  };
  const one = `/v1/comments/${mine.comment.id}`;
  await call('PATCH', one, { body: 'edited' }, bearer(mine.editToken));
  await call('DELETE', one, undefined, bearer(mine.editToken));
  await call('POST', `${one}/restore`, undefined, bearer(mine.editToken));
  await call('DELETE', one, undefined, bearer(mine.editToken));
  await call('PUT', '/v1/comments/top7/vote', { value: 1 }, other);
  await call('POST', '/v1/comments/top8/reports', { reason: 'spam', detail: 'x' }, other);
  await call('POST', '/v1/comments/top8/reports', { reason: 'spam' }, bearer(jwt()));
  await call('PATCH', '/v1/threads/t', { open: false, premoderated: true }, moderator());
  await call('PUT', '/v1/campaigns/c', { version: 1, currency: 'EUR', goal: '10' }, moderator());
  await call('POST', '/v1/campaigns/c/gifts', { amount: 2, id: 'a', note: 'x' }, { ...moderator(), ...key() });
  for (const kind of ['view', 'view', 'follow']) await call('POST', '/v1/banners/spring/events', { kind });
  for (const path of ['/v1/campaigns/c', '/v1/counts?thread=t&thread=u', '/healthz']) await call('GET', path);
  await read(server);
  clock.now += 3 * 24 * 3_600_000;
  await clean(store, clock.now);
  await list('t');
}

/** Everything that mail asks the database for, and feeds. */
async function useMail({ call, post, clock, furniture }: TestServer, mailbox: Mailbox): Promise<void> {
  const store = await furniture.ready;
  const staff = bearer(jwt({ sub: 'm1', role: 'moderator', exp: clock.now / 1000 + 10 * 24 * 3600 }));
  const page = async (email: string, path: string, body?: string): Promise<void> => {
    await furniture.sendMail();
    const token = /subscriptions\/([\w-]{69})/.exec(mailbox.to(email).at(-1)?.text ?? '')?.[1] ?? '';
    const reply = await call(body === undefined ? 'GET' : 'POST', `/v1/subscriptions/${token}${path}`, body);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
  };
  const author = { name: 'Dora', email: 'dora@mail.example' };
  const wish = { author, notify: 'replies' };
  const held = (await post('mail', { body: 'dora', ...wish })).json.comment.id as string;
  await call('POST', `/v1/comments/${held}/moderation`, { action: 'approve' }, staff);
  await page('dora@mail.example', '/confirm');
  await page('dora@mail.example', '/confirm', '');
  for (const [email, frequency] of [
    ['eva@mail.example', 'immediate'],
    ['fay@mail.example', 'daily'],
  ] as const) {
    await call('POST', '/v1/threads/mail/subscriptions', { email, scope: 'all', frequency });
    await page(email, '/confirm', '');
  }
  const reply = await post('mail', { body: 'news', parentId: held }, staff);
  await furniture.sendMail();
  for (const query of ['', `?comment=${held}`]) await call('GET', `/v1/threads/mail/feed${query}`);
  mailbox.manner = 'unknown';
  await post('mail', { body: 'refused', parentId: held }, staff);
  await furniture.sendMail();
  clock.now += 24 * 3_600_000;
  await furniture.sendMail();
  mailbox.manner = 'accept';
  await page('fay@mail.example', '');
  await page('fay@mail.example', '/cancel?frequency=daily', '');
  await page('eva@mail.example', '/cancel');
  await page('eva@mail.example', '/cancel', '');
  await page('dora@mail.example', '', 'end=all');
  await call('DELETE', `/v1/comments/${reply.json.comment.id}`, undefined, staff);
  for (const days of [1, 8, 31, 401]) await clean(store, clock.now + days * 24 * 3_600_000);
  for (const state of ['dead', 'waiting'] as const) await readOutbox(store.connections, { state, limit: 10 });
  await retryLetter(store.write, 'nothing');
  await dropLetter(store.write, 'nothing');
}

/** Every list, from its beginning and from a cursor. */
async function read({ call, list }: TestServer): Promise<void> {
  for (const sort of ['oldest', 'newest', 'top']) {
    const { nextCursor, cuts = [] } = await list('t', { sort, limit: '20' });
    await list('t', { sort, cursor: nextCursor! });
    await list('t', { sort, around: 'reply80' });
    await list('t', { sort, anchored: 'true' });
    for (const { parentId, cursor } of cuts) await list('t', { sort, parent: parentId, cursor });
  }
  await call('GET', '/v1/threads/t/comments', undefined, { accept: 'text/html' });
  for (const after of ['0', '100']) await call('GET', `/v1/threads/t/events?after=${after}`);
  for (const place of ['', '&thread=t'])
    for (const list of ['queue?state=held', 'queue?state=hidden', 'queue?state=reported', 'log?', 'log?comment=top4']) {
      const { json } = await call('GET', `/v1/moderation/${list}${place}&limit=1`, undefined, moderator());
      const cursor = (json as { nextCursor: string | null }).nextCursor;
      if (cursor !== null)
        await call('GET', `/v1/moderation/${list}${place}&limit=1&cursor=${cursor}`, undefined, moderator());
    }
}
