import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { safeLink } from '../../../src/contracts/links.ts';
import { cleanBody, cleanLine } from '../../../src/contracts/text.ts';
import { ABSENT_FIELDS } from './corpus-corrections.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';
import { startServer, type Reply, type TestServer } from './support.ts';

type Part = string | { repeat: string; count: number };
interface Case {
  id: string;
  category: string;
  text?: string;
  gen?: Part[];
  fields: string[];
}

const read = (name: string) =>
  (JSON.parse(readFileSync(`test/fixtures/corpus/${name}.public.json`, 'utf8')) as { cases: unknown[] }).cases;
const textOf = ({ text, gen = [] }: { text?: string; gen?: Part[] }): string =>
  text ?? gen.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.count))).join('');

describe('injection through the API', () => {
  let server: TestServer;
  let mailbox: Mailbox;
  let said = '';
  before(async () => {
    const say = (message: string) => void (said += `${message}\n`);
    mailbox = await startMailbox();
    const mail = { smtpUrl: mailbox.url, from: 'news@news.example', publicUrl: 'https://news.example' };
    server = await startServer({ logger: { info: say, warn: say, error: say }, mail });
    said = '';
  });
  after(async () => {
    await server.close();
    await mailbox.close();
  });

  const cases = read('server-injection') as Case[];
  it('is read from a corpus that has cases', () => assert.ok(cases.length > 100));

  for (const entry of cases)
    for (const field of entry.fields) {
      const skip = ABSENT_FIELDS.includes(field) ? `no such field: ${field}` : false;
      it(`${entry.id} ${entry.category} in ${field}`, { skip }, async () => {
        const count = await rows(server);
        const stored = await SENDERS[field]!(server, textOf(entry), entry);
        assert.ok((await rows(server)) - count <= stored, 'more was stored than sent');
        assert.equal(said, '', 'it reached the log');
      });
    }
});

const rows = async (server: TestServer): Promise<number> =>
  (await (await server.furniture.ready).connections.read.selectFrom('comments').select('id').execute()).length;

/** Sends a text in a field and checks that it came back as it was, cleaned, or was refused. Answers what may be new. */
type Sender = (server: TestServer, text: string, entry: Case) => Promise<number>;
let threads = 0;

async function sendComment(
  server: TestServer,
  comment: object,
  check: (comment: Reply['json']) => void,
): Promise<number> {
  const thread = `injection ${++threads}`;
  const reply = await server.post(thread, { body: 'x', author: { name: 'Ann' }, ...comment });
  assert.ok([201, 422, 413].includes(reply.status), `answered ${reply.status}: ${reply.text.slice(0, 200)}`);
  const { comments } = await server.list(thread);
  assert.equal(comments.length, reply.status === 201 ? 1 : 0);
  if (reply.status === 201) check(comments[0]);
  return comments.length;
}

const sendThread: Sender = async (server, text) => {
  const path = `/v1/threads/${encodeURIComponent(text)}/comments`;
  const reply = await server.call('GET', path);
  // "." and ".." never arrive: clients resolve them, into another path.
  assert.ok([200, 400, 404, 405].includes(reply.status), `answered ${reply.status}`);
  if (reply.status === 200 && reply.json) assert.equal(reply.json.thread.id, text);
  return 0;
};

const sendQuery =
  (name: string): Sender =>
  async (server, text) => {
    const reply = await server.call(
      'GET',
      `/v1/threads/t/comments?${new URLSearchParams({ [name]: text }).toString()}`,
    );
    assert.equal(reply.status, 400);
    return 0;
  };

const sendHeader =
  (name: string): Sender =>
  async (server, text) => {
    // What is no header value is refused by every client; the rest must not come back.
    const value = text.replace(/[\r\n]+/g, ' ');
    const reply = await server.call('GET', '/v1/threads/t/comments', undefined, { [name]: encodeURIComponent(value) });
    assert.ok(![...reply.headers.values()].some((header) => header.includes(value)), 'it was reflected');
    return 0;
  };

const SENDERS: Record<string, Sender> = {
  body: (server, text) =>
    sendComment(server, { body: text }, (comment) => assert.equal(comment.body.text, cleanBody(text))),
  'author.name': (server, text) =>
    sendComment(server, { author: { name: text } }, (comment) =>
      assert.equal(comment.author.name, cleanLine(text, 80)),
    ),
  'author.url': (server, text) =>
    sendComment(server, { author: { name: 'A', url: text } }, (comment) =>
      assert.equal(comment.author.url, safeLink(text, 'comment')),
    ),
  'author.email': (server, text) =>
    sendComment(server, { author: { name: 'A', email: text } }, (comment) => {
      assert.match(text, /^[^\s,;:<>"@]+@[\w-]+(\.[\w-]+)+$/, 'that is not one plain address');
      assert.equal(comment.author.email, undefined);
    }),
  'subscribe.email': async (server, text) => {
    const reply = await server.call('POST', `/v1/threads/injection/subscriptions`, { email: text, scope: 'all' });
    assert.ok([202, 422].includes(reply.status), `answered ${reply.status}`);
    if (reply.status === 202)
      assert.match(text.trim(), /^[^\s,;:<>"@]+@[\w-]+(\.[\w-]+)+$/, 'that is not one plain address');
    return 0;
  },
  threadId: sendThread,
  ...{ sort: sendQuery('sort'), cursor: sendQuery('cursor') },
  ...{
    userAgent: sendHeader('user-agent'),
    origin: sendHeader('origin'),
    idempotencyKey: sendHeader('idempotency-key'),
  },
  path: async (server, text) => {
    const reply = await server.call('GET', `/v1/${encodeURIComponent(text)}`);
    assert.ok([404, 400].includes(reply.status));
    return 0;
  },
};

describe('names, bodies and links of other corpora', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  const unicode = (read('unicode') as (Case & { field: string; expect: { store?: string; result?: string } })[]).filter(
    ({ field }) => field === 'name' || field === 'body',
  );
  for (const entry of unicode)
    it(`${entry.id} as ${entry.field}: ${entry.expect.store ?? 'anything'}`, async () => {
      const text = textOf(entry);
      const sent = entry.field === 'name' ? { author: { name: text } } : { body: text };
      const stored = await sendComment(server, sent, (comment) => {
        const kept: string = entry.field === 'name' ? comment.author.name : comment.body.text;
        // Kept in NFC, as the corpus lets names that look the same be the same.
        if (entry.expect.store === 'keep') assert.equal(kept, text.normalize('NFC'));
        if (entry.expect.result !== undefined) assert.ok(entry.expect.result.split(' or ').includes(kept));
      });
      if (entry.expect.store === 'reject') assert.equal(stored, 0);
      if (entry.expect.store === 'keep') assert.equal(stored, 1);
    });

  it('takes the author’s link exactly when links in comments are allowed', async () => {
    const urls = read('urls') as { id: string; url?: string; gen?: Part[] }[];
    for (const { id, url, gen } of urls) {
      const text = url ?? textOf(gen ? { gen } : {});
      // More than a body may hold is refused before anybody looks.
      if (text === '' || text.length > 50_000) continue;
      const reply = await server.post(`url ${id}`, { body: 'x', author: { name: 'A', url: text } });
      assert.equal(reply.status, safeLink(text, 'comment') === undefined ? 422 : 201, `${id} ${text.slice(0, 80)}`);
    }
  });
});
