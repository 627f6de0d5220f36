import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';

import { ModerationLog } from '../../../src/contracts/moderation.ts';
import type { Logger } from '../../../src/server/index.ts';
import { silentLogger } from '../../../src/server/index.ts';
import { moderator, startServer, type Reply, type TestServer } from './support.ts';

/** Questions that may be open at once, as the documentation says. */
const MOST = 32;

for (const failure of ['hold', 'publish'] as const)
  describe(`a webhook that is asked more than it can answer at once, with ${failure} for that`, () => {
    let hook: Server;
    let open: ServerResponse[] = [];
    let server: TestServer;
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => void warnings.push(message) };
    before(async () => {
      hook = createServer((_request, response) => void open.push(response));
      await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
      const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
      // No answer is ever late: the test gives each.
      const webhook = { url, secret: 'a secret of at least thirty-two bytes', timeoutMs: 10_000, failure };
      server = await startServer({ logger, webhook });
    });
    after(async () => {
      await server.close();
      hook.closeAllConnections();
      await new Promise((done) => hook.close(done));
    });
    const post = (body: string) => server.post('t', { body, author: { name: 'Ann' } });
    const answerAll = (): void => {
      for (const response of open) response.end(JSON.stringify({ decision: 'publish' }));
      open = [];
    };
    const asked = async (count: number): Promise<void> => {
      while (open.length < count) await new Promise((done) => setTimeout(done, 2));
    };

    it(`asks about ${MOST}, and decides about the rest by itself`, async () => {
      const waiting: Promise<Reply>[] = Array.from({ length: MOST }, (_, index) => post(`number ${index}`));
      await asked(MOST);
      const before = warnings.length;
      for (const text of ['one more', 'and another']) {
        const reply = await post(text);
        assert.equal(reply.status, failure === 'hold' ? 202 : 201);
        assert.equal(reply.json.comment.state, failure === 'hold' ? 'held' : 'published');
      }
      assert.equal(open.length, MOST, 'they were asked about all the same');
      assert.deepEqual(warnings.slice(before), [
        `The webhook gave no answer (too many questions at once); comments are ${failure === 'hold' ? 'held' : 'published'} meanwhile.`,
      ]);
      answerAll();
      for (const reply of await Promise.all(waiting)) assert.equal(reply.status, 201);
    });

    it('asks again once there is room', async () => {
      const waiting = post('later');
      await asked(1);
      answerAll();
      assert.equal((await waiting).json.comment.state, 'published');
    });

    it('leaves no place taken by a question that fails', async () => {
      for (let round = 0; round < 2; round++) {
        const waiting = Array.from({ length: MOST }, (_, index) => post(`round ${round}, number ${index}`));
        await asked(MOST);
        for (const response of open) response.destroy();
        open = [];
        await Promise.all(waiting);
      }
      const waiting = post('after the failures');
      await asked(1);
      answerAll();
      assert.equal((await waiting).json.comment.state, 'published');
    });

    it('says in the log why it held', async () => {
      const { json } = await server.call('GET', '/v1/moderation/log?limit=100', undefined, moderator());
      const reasons = ModerationLog.parse(json).entries.map(({ reason }) => reason);
      const crowded = reasons.filter((reason) => reason === 'webhook: no answer: too many questions at once');
      assert.equal(crowded.length, failure === 'hold' ? 2 : 0);
    });
  });
