import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { DAY_MS } from '../../../src/server/rules/notices.ts';
import { startMailbox, type Mailbox, type Manner } from './mailbox.ts';
import { key, startServer, type TestServer } from './support.ts';

const SITE = 'https://news.example';

/** What becomes of subscriptions whose mails a real mail server refuses, on any database. `database` gives an empty one. */
export function bounceSuite(name: string, database: () => string): void {
  describe(`mail that is refused on ${name}`, () => {
    let server: TestServer;
    let mailbox: Mailbox;
    let count = 0;
    let [thread, ann] = ['', ''];
    before(async () => {
      mailbox = await startMailbox();
      const mail = { smtpUrl: mailbox.url, from: 'comments@news.example', publicUrl: SITE };
      server = await startServer({ database: database(), origins: [SITE], mail });
    });
    beforeEach(() => {
      mailbox.manner = 'accept';
      [thread, ann] = [`${SITE}/refused-${++count}`, `ann${count}@mail.example`];
    });
    after(async () => {
      await server.close();
      await mailbox.close();
    });

    const follow = async (more: object = {}): Promise<void> => {
      const path = `/v1/threads/${encodeURIComponent(thread)}/subscriptions`;
      await server.call('POST', path, { email: ann, scope: 'all', ...more }, key());
      await server.furniture.sendMail();
      const link = mailbox.link(mailbox.to(ann).at(-1)!, /\/confirm$/).replace(SITE, server.url);
      assert.equal((await fetch(link, { method: 'POST' })).status, 200);
    };
    const post = async (manner: Manner): Promise<void> => {
      mailbox.manner = manner;
      const reply = await server.post(thread, { body: `${manner} at ${server.clock.now}`, author: { name: 'Cleo' } });
      assert.equal(reply.status, 201);
      await server.furniture.sendMail();
    };
    const later = (days: number): void => void (server.clock.now += days * DAY_MS);
    /** How many subscriptions of the address there are, and in how many rows it still stands. */
    const following = async (): Promise<readonly [active: number, kept: number]> => {
      const { connections } = await server.furniture.ready;
      const rows = await connections.read.selectFrom('subscriptions').select(['state', 'address']).execute();
      const own = rows.filter(({ address }) => address === ann);
      return [own.filter(({ state }) => state === 'active').length, own.length];
    };

    it('because nobody has the address ends all of it after three mails over a day, and erases the address', async () => {
      await follow();
      thread = `${thread}-elsewhere`;
      await follow();
      for (let mails = 0; mails < 4; mails++) await post('unknown');
      assert.deepEqual(await following(), [2, 2], 'a mail server in trouble is mended within a day');
      later(1);
      await post('unknown');
      assert.deepEqual(await following(), [0, 0]);
      later(1);
      await post('accept');
      assert.equal(mailbox.to(ann).length, 2, 'nothing but the two questions');
      assert.match((await server.call('GET', '/metrics')).text, /mails_total\{outcome="gone"\} 1/);
    });

    it('may be asked for again by whoever has the address then', async () => {
      await follow();
      for (const days of [1, 1, 0]) {
        await post('unknown');
        later(days);
      }
      assert.deepEqual(await following(), [0, 0]);
      mailbox.manner = 'accept';
      await follow();
      await post('unknown');
      assert.deepEqual(await following(), [1, 1], 'it begins anew after a mail that was taken');
    });

    it('in days, as digests, ends them too', async () => {
      await follow({ frequency: 'daily' });
      for (let day = 0; day < 4; day++) {
        await post('unknown');
        await post('unknown');
        later(1);
      }
      await server.furniture.sendMail();
      assert.deepEqual(await following(), [0, 0]);
    });

    it('with one taken in between ends nothing', async () => {
      await follow();
      for (const manner of ['unknown', 'unknown', 'accept', 'unknown', 'unknown'] as const) {
        await post(manner);
        later(1);
      }
      assert.deepEqual(await following(), [1, 1]);
    });

    for (const manner of ['refuse', 'policy', 'full', 'content', 'greylist'] as const)
      it(`for another reason (${manner}) ends nothing`, async () => {
        await follow();
        for (let mails = 0; mails < 5; mails++) {
          await post(manner);
          later(1);
        }
        assert.deepEqual(await following(), [1, 1]);
        await post('accept');
        assert.ok(mailbox.to(ann).length >= 2);
      });
  });
}
