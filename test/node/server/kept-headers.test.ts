import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { silentLogger } from '../../../src/server/index.ts';
import { sendRaw, type RawReply } from './raw.ts';
import { startServer, temporaryFolder, type TestServer } from './support.ts';

const ORIGIN = 'https://news.example';
const COMMENTS = '/v1/threads/t/comments';
const EVENTS = '/v1/threads/t/events';

/** Addresses and types of which an answer is kept. `CURSOR`, `TOP` and `REPLY` stand for what the thread has. */
const ASKED: readonly [string, string | undefined][] = [
  [COMMENTS, undefined],
  [COMMENTS, '*/*'],
  [COMMENTS, 'application/json'],
  [COMMENTS, 'text/html'],
  [COMMENTS, 'text/html;q=0.9, application/json;q=0.1'],
  [COMMENTS, 'image/png'],
  [`${COMMENTS}?sort=top&limit=2`, undefined],
  [`${COMMENTS}?sort=newest&limit=2&cursor=CURSOR`, undefined],
  [`${COMMENTS}?parent=TOP`, undefined],
  [`${COMMENTS}?around=REPLY`, undefined],
  [`${COMMENTS}?anchored`, undefined],
  [`${COMMENTS}?lang=ar`, 'text/html'],
  [EVENTS, undefined],
  [`${EVENTS}?after=1`, 'application/json'],
  [`${EVENTS}?after=999`, undefined],
];
/** What else a client may send. `ETAG` stands for the answer's own. */
const SENT: readonly Record<string, string>[] = [
  {},
  { origin: ORIGIN },
  { origin: 'https://other.example' },
  { origin: 'null' },
  { 'if-none-match': 'ETAG' },
  { 'if-none-match': 'W/ETAG, "other"', origin: ORIGIN },
  { 'if-none-match': '*' },
  { 'if-none-match': '"other"' },
  { connection: 'close' },
  { authorization: 'Bearer none', cookie: 'a=b', 'accept-encoding': 'gzip, br' },
];

describe('an answer that is kept', () => {
  const folder = temporaryFolder();
  const routes: string[] = [];
  const names: Record<string, string> = {};
  let server: TestServer;
  before(async () => {
    const logger = { ...silentLogger, request: ({ route }: { route: string }) => void routes.push(route) };
    server = await startServer({ database: join(folder.path, 'kept.sqlite'), origins: [ORIGIN], logger });
    const top = (await server.write('t', 'one')).comment.id;
    const reply = (await server.write('t', 'reply', top)).comment.id;
    for (const text of ['two', 'three', 'four']) await server.write('t', text);
    const { nextCursor } = await server.list('t', { sort: 'newest', limit: '2' });
    Object.assign(names, { TOP: top, REPLY: reply, CURSOR: nextCursor! });
  });
  after(async () => {
    await server.close();
    folder.remove();
  });

  let made = 0;
  /** An address that nobody has asked for, with the same answer. */
  const fresh = (address: string): string => {
    const filled = address.replace(/CURSOR|TOP|REPLY/, (name) => names[name]!);
    return `${filled}${filled.includes('?') ? '&' : '?'}unknown=${++made}`;
  };
  /** Sends it, and says which way it was answered. */
  const send = async (path: string, headers: Record<string, string>, method = 'GET') => {
    const { length } = routes;
    const reply = await sendRaw(server.url, method, path, headers);
    while (routes.length === length) await new Promise((done) => setImmediate(done));
    return { reply, isKept: routes.at(-1)!.endsWith('(kept)') };
  };
  const fieldsOf = ({ status, headers }: RawReply) => {
    const { date, 'x-request-id': id, ...rest } = headers;
    assert.ok(date && id);
    return { status, ...rest };
  };

  for (const [address, accept] of ASKED)
    it(`has the fields of one just made, whatever is sent: ${address}, ${accept ?? 'any type'}`, async () => {
      const type: Record<string, string> = accept === undefined ? {} : { accept };
      const etag = (await send(fresh(address), type)).reply.headers.etag!;
      for (const sent of SENT) {
        const filled = Object.entries(sent).map(([name, value]) => [name, value.replace('ETAG', etag)]);
        const headers = { ...type, ...(Object.fromEntries(filled) as Record<string, string>) };
        const path = fresh(address);
        const just = await send(path, headers);
        const kept = await send(path, headers);
        const what = JSON.stringify(sent);
        assert.deepEqual([just.isKept, kept.isKept], [false, true], what);
        assert.deepEqual(fieldsOf(kept.reply), fieldsOf(just.reply), what);
        assert.equal(kept.reply.body, just.reply.body, what);
        const isUnchanged = /ETAG|\*/.test(sent['if-none-match'] ?? '');
        assert.equal(kept.reply.status, isUnchanged ? 304 : 200, what);
      }
    });

  it('is answered to HEAD with the same fields', async () => {
    for (const [address, accept] of ASKED) {
      const type: Record<string, string> = accept === undefined ? {} : { accept };
      const path = fresh(address);
      await send(path, type);
      const kept = await send(path, type);
      const head = await send(path, type, 'HEAD');
      assert.equal(kept.isKept, true);
      const { 'content-length': length, ...rest } = fieldsOf(kept.reply) as Record<string, unknown>;
      const { 'content-length': headLength = length, ...headRest } = fieldsOf(head.reply) as Record<string, unknown>;
      assert.deepEqual([headRest, headLength], [rest, length]);
    }
  });

  it('is never a stream', async () => {
    await send(EVENTS, {});
    assert.equal((await send(EVENTS, {})).isKept, true);
    const stream = await fetch(server.url + EVENTS, { headers: { accept: 'text/event-stream' } });
    assert.match(stream.headers.get('content-type')!, /^text\/event-stream/);
    await stream.body!.cancel();
  });
});
