import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';

import { ThreadChanges } from '../../../src/contracts/comments.ts';
import { eventsPath, follow } from './follow.ts';
import { ANN, bearer, moderator, startServer, type TestServer } from './support.ts';

/** What is new in a thread, asked for and streamed, on any database. `database` gives an empty one each time. */
export function eventsSuite(name: string, database: () => string): void {
  describe(`live changes on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database(), origins: ['https://news.example'] });
    });
    after(() => server.close());
    const changes = async (thread: string, from?: number) => {
      const query = from === undefined ? '' : `?after=${from}`;
      return ThreadChanges.parse((await server.call('GET', eventsPath(thread) + query)).json);
    };
    const moderate = (id: string, action: string) =>
      server.call('POST', `/v1/comments/${id}/moderation`, { action }, moderator());
    const hold = (thread: string) => server.call('PATCH', `/v1/threads/${thread}`, { premoderated: true }, moderator());

    it('starts at the present', async () => {
      await server.write('start', 'old');
      const now = await changes('start');
      assert.deepEqual(now.comments, []);
      assert.equal(now.next, now.thread.version);
      assert.deepEqual((await changes('start', 999_999)).next, now.next);
      assert.deepEqual((await changes('never written in', 3)).next, 0);
    });

    it('tells of what was written, edited, deleted and moderated, once, in order', async () => {
      const first = await server.write('all', 'first');
      const second = await server.write('all', 'second');
      const { next } = await changes('all', 0);
      await server.call('PATCH', `/v1/comments/${first.comment.id}`, { body: 'edited' }, bearer(first.editToken));
      await moderate(second.comment.id, 'pin');
      const later = await changes('all', next);
      assert.deepEqual(
        later.comments.map(({ body, pinned }) => [body.text, pinned]),
        [
          ['edited', undefined],
          ['second', true],
        ],
      );
      await moderate(second.comment.id, 'hide');
      await server.call('DELETE', `/v1/comments/${first.comment.id}`, undefined, bearer(first.editToken));
      const gone = await changes('all', later.next);
      assert.deepEqual(
        gone.comments.map(({ id, state, body, author }) => [id, state, body.text, author.name]),
        [
          [second.comment.id, 'deleted', '', ''],
          [first.comment.id, 'deleted', '', ''],
        ],
      );
      assert.deepEqual((await changes('all', gone.next)).comments, []);
    });

    it('does not count votes and replies as news', async () => {
      const { comment } = await server.write('votes', 'x');
      const { next } = await changes('votes', 0);
      await server.call('PUT', `/v1/comments/${comment.id}/vote`, { value: 1 }, bearer(''));
      const reply = await server.write('votes', 'reply', comment.id);
      assert.deepEqual(
        (await changes('votes', next)).comments.map(({ id }) => id),
        [reply.comment.id],
      );
    });

    it('keeps what is held to itself until it is approved', async () => {
      await hold('held');
      const before = await changes('held', 0);
      const { comment } = (await server.post('held', { body: 'secret words', author: { name: 'Secret' } })).json;
      const asked = await server.call('GET', `${eventsPath('held')}?after=0`);
      for (const word of [comment.id, 'secret', 'Secret']) assert.ok(!asked.text.includes(word), word);
      await moderate(comment.id, 'hide');
      assert.deepEqual((await changes('held', 0)).comments, []);
      await moderate(comment.id, 'approve');
      assert.deepEqual(
        (await changes('held', before.next)).comments.map(({ id, state }) => [id, state]),
        [[comment.id, 'published']],
      );
    });

    it('takes away what was published and waits again', async () => {
      const { comment, editToken } = await server.write('again', 'nice');
      await hold('again');
      const { next } = await changes('again', 0);
      await server.call('PATCH', `/v1/comments/${comment.id}`, { body: 'not nice' }, bearer(editToken));
      const reply = await server.call('GET', `${eventsPath('again')}?after=${next}`);
      assert.deepEqual(
        reply.json.comments.map((one: { id: string; state: string }) => [one.id, one.state]),
        [[comment.id, 'deleted']],
      );
      assert.doesNotMatch(reply.text, /nice/);
    });

    it('tells of a stub that goes with its last reply', async () => {
      const parent = await server.write('stub', 'parent');
      const reply = await server.write('stub', 'reply', parent.comment.id);
      await moderate(parent.comment.id, 'hide');
      const { next } = await changes('stub', 0);
      await moderate(reply.comment.id, 'hide');
      const gone = await changes('stub', next);
      assert.deepEqual(
        new Set(gone.comments.map(({ id, state, replyCount }) => `${id} ${state} ${replyCount}`)),
        new Set([`${parent.comment.id} deleted 0`, `${reply.comment.id} deleted 0`]),
      );
    });

    it('hands out a large import in pieces that miss nothing', async () => {
      const store = await server.furniture.ready;
      const ids = Array.from({ length: 250 }, (_, index) => `${name}-${index}`.replace(/\W/g, '-'));
      const comments = ids.map((id, index) => ({ id, author: { name: 'A' }, body: 'x', createdAt: index + 1 }));
      await store.importComments('import', comments);
      const seen: string[] = [];
      for (let from = 0, more: boolean | undefined = true; more;) {
        const piece: ThreadChanges = await changes('import', from);
        assert.ok(piece.comments.length <= 100 && piece.next > from);
        seen.push(...piece.comments.map(({ id }) => id));
        [from, more] = [piece.next, piece.more];
      }
      assert.deepEqual(seen, ids);
    });

    it('answers 304 when nothing happened, and refuses a version that is none', async () => {
      await server.write('etag', 'x');
      const first = await server.call('GET', `${eventsPath('etag')}?after=0`);
      const etag = first.headers.get('etag')!;
      assert.match(first.headers.get('cache-control')!, /public/);
      assert.match(first.headers.get('vary')!, /Accept/);
      const again = await server.call('GET', `${eventsPath('etag')}?after=0`, undefined, { 'if-none-match': etag });
      assert.equal(again.status, 304);
      for (const wrong of ['-1', 'x', '1.5', '', '9'.repeat(16)])
        assert.equal((await server.call('GET', `${eventsPath('etag')}?after=${wrong}`)).status, 400);
    });

    it('streams what happens, with ids to go on from', async () => {
      await server.write('stream', 'before');
      const stream = await follow(server.url, 'stream', { headers: { origin: 'https://news.example' } });
      const { headers } = stream.response;
      assert.match(headers.get('content-type')!, /^text\/event-stream/);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-accel-buffering'), 'no');
      assert.equal(headers.get('access-control-allow-origin'), 'https://news.example');
      await stream.begun();
      assert.match(stream.text(), /^retry: \d{4}\n/);
      await server.write('stream', 'live');
      const event = await stream.next();
      assert.deepEqual(
        event!.changes.comments.map(({ body }) => body.text),
        ['live'],
      );
      assert.equal(event!.id, event!.changes.next);
      await server.call('PATCH', '/v1/threads/stream', { open: false }, moderator());
      assert.equal((await stream.next())!.changes.thread.open, false);
      stream.stop();
      const resumed = await follow(server.url, 'stream', { lastEventId: '1', after: 3 });
      assert.equal((await resumed.next())!.changes.comments.length, 1);
      resumed.stop();
    });

    it('starts at the present for an id that is not ours', async () => {
      await server.write('foreign', 'x');
      for (const lastEventId of ['999999', 'abc', '-4', '1e3']) {
        const stream = await follow(server.url, 'foreign', { lastEventId });
        await stream.begun();
        assert.equal(stream.lastId(), 1);
        stream.stop();
      }
    });

    it('answers HEAD without a stream', async () => {
      const response = await fetch(server.url + eventsPath('t'), {
        method: 'HEAD',
        headers: { accept: 'text/event-stream' },
      });
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type')!, /^text\/event-stream/);
      assert.equal(await response.text(), '');
    });

    it('gives an address six streams and the server as many as it was told, and takes them back', async () => {
      const crowded = await startServer({
        database: database(),
        limits: true,
        streams: { total: 8 },
        trustedProxies: ['127.0.0.1'],
      });
      const open = (address: string) => follow(crowded.url, 't', { headers: { 'x-forwarded-for': address } });
      const own = await Promise.all(Array.from({ length: 6 }, () => open('192.0.2.1')));
      const seventh = await open('192.0.2.1');
      assert.deepEqual([seventh.response.status, seventh.response.headers.get('retry-after')], [429, '30']);
      const others = [await open('192.0.2.2'), await open('192.0.2.3')];
      const ninth = await open('192.0.2.4');
      assert.deepEqual([ninth.response.status, ninth.response.headers.get('retry-after')], [503, '30']);
      for (const stream of own) stream.stop();
      let last = await open('192.0.2.1');
      while (last.response.status !== 200) last = await open('192.0.2.1');
      await crowded.close();
      for (const stream of [...others, last]) {
        assert.equal(await stream.next(), undefined);
        assert.equal(stream.isCut(), false, 'it held up the end until it was cut');
      }
    });

    it('does not wait for a client that does not read', async () => {
      const stuck = request(server.url + eventsPath('slow'), { headers: { accept: 'text/event-stream' } });
      const socket = await new Promise<import('node:net').Socket>((done) => {
        stuck.on('response', (response) => {
          response.pause();
          done(response.socket);
        });
        stuck.end();
      });
      socket.pause();
      const quick = await follow(server.url, 'slow');
      await quick.begun();
      const body = 'y'.repeat(9000);
      for (let index = 0; index < 60; index++) await server.post('slow', { body: `${index} ${body}`, ...ANN });
      let seen = 0;
      while (seen < 60) seen += (await quick.next())!.changes.comments.length;
      assert.equal(seen, 60);
      quick.stop();
      stuck.destroy();
    });
  });
}
