import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { ParsedMail } from 'mailparser';

import type { Comment } from '../../../src/contracts/comments.ts';
import { DAY_MS } from '../../../src/server/rules/notices.ts';
import { openStore, type ServeOptions, type Store } from '../../../src/server/index.ts';
import { clean } from '../../../src/server/store/cleaning.ts';
import { claimDue, retryLetter } from '../../../src/server/store/outbox.ts';
import { addSubscription } from '../../../src/server/store/subscriptions.ts';
import { ensureThread } from '../../../src/server/store/threads.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';
import { bearer, jwt, key, moderator, quoting, START, startServer, type TestServer } from './support.ts';

const SITE = 'https://news.example';

/** Mail to readers, over a real mail server, on any database. `database` gives an empty one each time. */
export function mailSuite(name: string, database: () => string): void {
  describe(`mail on ${name}`, () => {
    let server: TestServer;
    let mailbox: Mailbox;
    let options: ServeOptions;
    let count = 0;
    let [thread, ann, ben] = ['', '', ''];
    before(async () => {
      mailbox = await startMailbox();
      options = {
        ...{ database: database(), origins: [SITE] },
        mail: { smtpUrl: mailbox.url, from: 'The News <comments@news.example>', publicUrl: SITE, timeoutMs: 300 },
      };
      server = await startServer(options);
    });
    beforeEach(() => {
      count++;
      mailbox.manner = 'accept';
      thread = `${SITE}/story-${count}`;
      [ann, ben] = [`ann${count}@mail.example`, `ben${count}@mail.example`];
    });
    after(async () => {
      await server.close();
      await mailbox.close();
    });

    const subscribe = (body: object, headers: Record<string, string> = {}) =>
      server.call('POST', `/v1/threads/${encodeURIComponent(thread)}/subscriptions`, body, headers);
    const post = async (body: string, more: object = {}, headers: Record<string, string> = {}): Promise<Comment> => {
      const reply = await server.post(thread, { body, author: { name: 'Cleo' }, ...more }, headers);
      assert.ok(reply.status < 300, reply.text);
      return reply.json.comment as Comment;
    };
    const arrived = async (address: string): Promise<ParsedMail[]> => {
      await server.furniture.sendMail();
      return mailbox.to(address);
    };
    /** Follows a link of a mail, and presses the button behind it. */
    const press = (link: string, body = '') =>
      fetch(link.replace(SITE, server.url), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
    const follow = async (address: string, more: object = {}): Promise<void> => {
      const reply = await subscribe({ email: address, scope: 'all', ...more });
      assert.deepEqual([reply.status, reply.json], [202, { confirm: true }]);
      const [mail] = await arrived(address);
      const answer = await press(mailbox.link(mail!, /\/confirm$/));
      assert.equal(answer.status, 200);
    };
    const outbox = async () =>
      (await server.furniture.ready).connections.read.selectFrom('outbox').selectAll().execute();
    const unsubscribeOf = (mail: ParsedMail): string =>
      String((mail.headers.get('list') as { unsubscribe: { url: string } }).unsubscribe.url);

    describe('from the first question to the last mail', () => {
      it('asks once, tells of a reply once, and ends with one click', async () => {
        const own = await post('What do you think?', {
          author: { name: 'Ann', email: ann },
          ...{ notify: 'replies', lang: 'de-AT' },
        });
        const [question, ...others] = await arrived(ann);
        assert.deepEqual([others.length, question?.subject], [0, 'Bitte bestätigen: E-Mails über neue Kommentare']);
        const confirm = mailbox.link(question!, /\/confirm$/);
        const page = await fetch(confirm.replace(SITE, server.url));
        const html = await page.text();
        assert.equal(page.status, 200);
        assert.match(html, /<html lang="de" dir="ltr">/);
        assert.equal(html.match(/<button/g)?.length, 1);
        await post('before anything was confirmed', { parentId: own.id });
        assert.equal((await arrived(ann)).length, 1, 'looking at the page confirms nothing');

        assert.match(await (await press(confirm)).text(), /Bestätigt/);
        const reply = await post('I think **so**.', { parentId: own.id });
        await post('elsewhere in the thread');
        await server.furniture.sendMail();
        const [, mail, ...more] = await arrived(ann);
        assert.equal(more.length, 0);
        assert.match(mail?.text ?? '', /Cleo schrieb:\s+> I think \*\*so\*\*\.\s+In der Diskussion lesen:/);
        assert.ok(mail?.text?.includes(`${thread}#comment-${reply.id}`));

        const stop = await press(unsubscribeOf(mail!), 'List-Unsubscribe=One-Click');
        assert.equal(stop.status, 200);
        await post('once more', { parentId: own.id });
        assert.equal((await arrived(ann)).length, 2);
        assert.equal((await press(unsubscribeOf(mail!), 'List-Unsubscribe=One-Click')).status, 200, 'again');
      });

      it('tells of replies to replies, and of nobody’s own comments', async () => {
        const own = await post('top', { author: { name: 'Ann', email: ann }, notify: 'replies' });
        await press(mailbox.link((await arrived(ann))[0]!, /\/confirm$/));
        const reply = await post('a reply', { parentId: own.id });
        await post('below it', { parentId: reply.id });
        await post('her own answer', { parentId: reply.id, author: { name: 'Ann', email: ann.toUpperCase() } });
        const texts = (await arrived(ann)).slice(1).map(({ text }) => /> (.*)/.exec(text ?? '')?.[1]);
        assert.deepEqual(texts.sort(), ['a reply', 'below it']);
      });

      it('sends one mail for a comment that two subscriptions ask for', async () => {
        const own = await post('top', { author: { name: 'Ann', email: ann }, notify: 'replies' });
        await press(mailbox.link((await arrived(ann))[0]!, /\/confirm$/));
        await subscribe({ email: ann, scope: 'all' });
        await press(mailbox.link((await arrived(ann))[1]!, /\/confirm$/));
        await post('a reply', { parentId: own.id });
        assert.equal((await arrived(ann)).length, 3);
      });

      it('sends nothing for a comment that waits, and all of it once it is approved', async () => {
        await follow(ben);
        const premoderate = (premoderated: boolean) =>
          server.call('PATCH', `/v1/threads/${encodeURIComponent(thread)}`, { premoderated }, moderator());
        await premoderate(true);
        const held = await post('waits', { author: { name: 'Ann', email: ann }, notify: 'all' });
        assert.deepEqual([(await arrived(ann)).length, (await arrived(ben)).length], [0, 1]);
        const approve = () =>
          server.call('POST', `/v1/comments/${held.id}/moderation`, { action: 'approve' }, moderator());
        await approve();
        assert.deepEqual([(await arrived(ann)).length, (await arrived(ben)).length], [1, 2]);
        await server.call('POST', `/v1/comments/${held.id}/moderation`, { action: 'hide' }, moderator());
        await approve();
        assert.deepEqual([(await arrived(ann)).length, (await arrived(ben)).length], [1, 2], 'shown again is no news');
      });

      it('begins with the approval, without a mail, where the token vouches for the address', async () => {
        await server.call('PATCH', `/v1/threads/${encodeURIComponent(thread)}`, { premoderated: true }, moderator());
        const token = bearer(jwt({ email: ann, email_verified: true, exp: START / 1000 + 1e7 }));
        const held = await post('waits', { notify: 'replies' }, token);
        await server.call('POST', `/v1/comments/${held.id}/moderation`, { action: 'approve' }, moderator());
        await post('an answer', { parentId: held.id }, moderator());
        const mails = await arrived(ann);
        assert.equal(mails.length, 1);
        assert.match(mails[0]!.text!, /> an answer/);
      });

      it('ends with the comment that it belongs to, address and all', async () => {
        const body = { body: 'mine', author: { name: 'Ann', email: ann }, notify: 'replies' };
        const { comment, editToken } = (await server.post(thread, body)).json as {
          comment: Comment;
          editToken: string;
        };
        await press(mailbox.link((await arrived(ann))[0]!, /\/confirm$/));
        await post('below', { parentId: comment.id });
        await server.call('DELETE', `/v1/comments/${comment.id}`, undefined, bearer(editToken));
        const store = await server.furniture.ready;
        await clean(store, server.clock.now + 120_000);
        const known = await store.connections.read
          .selectFrom('subscriptions')
          .selectAll()
          .where('address', '=', ann)
          .execute();
        const row = store.connections.read.selectFrom('comments').select('mail_key').where('id', '=', comment.id);
        assert.deepEqual([known, (await row.executeTakeFirst())?.mail_key], [[], null]);
      });

      it('says nothing of a comment that is gone before its mail is sent', async () => {
        await follow(ann);
        mailbox.manner = 'greylist';
        const reply = await server.write(thread, 'regretted');
        await server.furniture.sendMail();
        await server.call('DELETE', `/v1/comments/${reply.comment.id}`, undefined, bearer(reply.editToken));
        mailbox.manner = 'accept';
        server.clock.now += 60_000;
        assert.equal((await arrived(ann)).length, 1);
      });

      it('asks nobody whose token vouches for the address', async () => {
        const token = bearer(jwt({ email: ann, email_verified: true, exp: START / 1000 + 1e7 }));
        assert.deepEqual((await subscribe({ scope: 'all' }, token)).json, { confirm: false });
        await post('new');
        const mails = await arrived(ann);
        assert.deepEqual([mails.length, mails[0]?.subject], [1, `New comments: news.example/story-${count}`]);
        await post('own', {}, token);
        assert.equal((await arrived(ann)).length, 1, 'nothing of their own');
      });

      it('asks whose token does not vouch, or for another address', async () => {
        const token = (claims: object) => bearer(jwt({ exp: START / 1000 + 1e7, ...claims }));
        const replies = [
          await subscribe({ scope: 'all', email: ann }, token({ email: ann })),
          await subscribe({ scope: 'all', email: ann }, token({ email: ann, email_verified: 'true' })),
          await subscribe({ scope: 'all', email: ann }, token({ email: ben, email_verified: true })),
        ];
        assert.deepEqual(
          replies.map(({ json }) => json),
          Array(3).fill({ confirm: true }),
        );
      });

      it('makes one mail of what was new in a day', async () => {
        await follow(ann, { frequency: 'daily' });
        await post('first');
        await post('second');
        assert.equal((await arrived(ann)).length, 1);
        server.clock.now += DAY_MS;
        const [, digest, ...more] = await arrived(ann);
        assert.deepEqual([more.length, digest?.subject], [0, 'New comments of the day']);
        assert.ok(digest!.text!.indexOf('> first') < digest!.text!.indexOf('> second'));
        server.clock.now += DAY_MS;
        assert.equal((await arrived(ann)).length, 2, 'a day without news');
        await post('third');
        assert.equal((await press(unsubscribeOf(digest!), 'List-Unsubscribe=One-Click')).status, 200);
        server.clock.now += DAY_MS;
        assert.equal((await arrived(ann)).length, 2);
      });
    });

    describe('a mail', () => {
      it('has the headers that mail programs need, and both parts', async () => {
        await follow(ann, { lang: 'ar' });
        const top = await post('أهلا');
        await post('<script>alert(1)</script> & "more"\n\nnext', {
          ...{ parentId: top.id, author: { name: 'Eve <b>\u202e"' } },
        });
        const mails = await arrived(ann);
        const [, first, second] = mails;
        const header = (mail: ParsedMail | undefined, name: string) =>
          mail?.headerLines.find(({ key }) => key === name)?.line;
        assert.equal(header(second, 'auto-submitted'), 'Auto-Submitted: auto-generated');
        assert.equal(header(second, 'list-unsubscribe-post'), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click');
        assert.match(
          header(second, 'list-unsubscribe') ?? '',
          /^List-Unsubscribe:\s+<https:\/\/news\.example\/v1\/subscriptions\/[\w-]{69}\/cancel>$/,
        );
        assert.equal(second?.from?.text, '"The News" <comments@news.example>');
        assert.equal(second?.inReplyTo, first?.messageId);
        const [root, parent] = [second?.references].flat();
        assert.deepEqual([parent, first?.inReplyTo], [first?.messageId, root]);
        const html = String(second?.html);
        assert.match(html, /<html lang="ar" dir="rtl">/);
        assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;<br><br>next'), html);
        assert.ok(!/<(?:script|img|link|iframe|style)|https?:\/\/(?!news\.example)/i.test(html), html);
        assert.match(second?.text ?? '', /> <script>alert\(1\)<\/script> & "more"\n> \n> next/);
      });

      it('carries neither words nor links of a stranger who chose the thread', async () => {
        thread = 'https://evil.example/buy-now';
        await subscribe({ email: ann, scope: 'all' });
        thread = `${SITE}/Buy-at-evil.example`;
        await subscribe({ email: ann, scope: 'all' });
        const mails = await arrived(ann);
        assert.equal(mails.length, 2);
        for (const { text, html } of mails) assert.ok(!/evil/i.test(`${text}${String(html)}`), text);
      });
    });

    describe('a comment on a passage', () => {
      const LONG = 'Some four hundred people <carried> books along the quay. '.repeat(9);

      it('is told with the passage above it, as text, and not endless', async () => {
        await follow(ann);
        await post('So many!', { anchor: quoting(LONG) });
        const [, mail] = await arrived(ann);
        assert.match(mail!.text!, /On this passage:\n\n> Some four [^\n]{250,300} …\n\nCleo wrote:\n\n> So many!\n/);
        const html = String(mail!.html);
        assert.match(
          html,
          /On this passage:.*<blockquote dir="auto">Some four hundred people &lt;carried&gt; [^<]* …</,
        );
        assert.ok(html.indexOf('&lt;carried&gt;') < html.indexOf('So many!'));
      });

      it('has its passage in the mail of the day, in the reader’s language', async () => {
        await follow(ann, { frequency: 'daily', lang: 'de' });
        await post('about everything');
        await post('about that', { anchor: quoting('four hundred\u202e people') });
        assert.equal((await arrived(ann)).length, 1);
        server.clock.now += DAY_MS;
        const [, digest] = await arrived(ann);
        const [before, passage] = digest!.text!.split('Zu dieser Stelle:\n\n> four hundred people\n\nCleo schrieb:');
        assert.match(before!, /> about everything/);
        assert.match(passage!, /^\s+> about that/);
      });
    });

    describe('asking', () => {
      it('answers the same whether or not an address is known', async () => {
        await follow(ann);
        const known = await subscribe({ email: ann, scope: 'all' });
        const unknown = await subscribe({ email: ben, scope: 'all' });
        assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
      });

      it('is done once when it is repeated with its key', async () => {
        const headers = key();
        const first = await subscribe({ email: ann, scope: 'all' }, headers);
        const second = await subscribe({ email: ann, scope: 'all' }, headers);
        assert.deepEqual([second.text, second.headers.get('idempotency-replayed')], [first.text, 'true']);
        assert.equal((await arrived(ann)).length, 1);
        assert.equal((await subscribe({ email: ben, scope: 'all' }, headers)).status, 422);
      });

      it('names the field that is wrong', async () => {
        const { id } = await post('x');
        for (const [body, path] of [
          [{ scope: 'all' }, 'email'],
          [{ scope: 'all', email: 'ann@' }, 'email'],
          [{ scope: 'all', email: `${ann}\r\nBcc: ${ben}` }, 'email'],
          [{ scope: 'replies', email: ann }, 'commentId'],
          [{ scope: 'replies', email: ann, commentId: 'nothing' }, 'commentId'],
          [{ scope: 'some', email: ann }, 'scope'],
          [{ scope: 'all', email: ann, frequency: 'hourly' }, 'frequency'],
        ] as const) {
          const reply = await subscribe(body);
          assert.deepEqual([reply.status, reply.json.errors?.[0]?.path], [422, path], JSON.stringify(body));
        }
        thread = `${SITE}/another`;
        assert.equal((await subscribe({ scope: 'replies', email: ann, commentId: id })).status, 422);
        const noAddress = await server.post(thread, { body: 'y', author: { name: 'Ann' }, notify: 'all' });
        assert.deepEqual([noAddress.status, noAddress.json.errors[0].path], [422, 'author.email']);
      });

      it('is offered in the list', async () => {
        assert.deepEqual((await server.list(thread)).thread.notify, { email: true });
      });
    });

    describe('the page of an address', () => {
      it('shows what it follows, ends one, then all', async () => {
        for (const part of ['a', 'b', 'c']) {
          thread = `${SITE}/overview-${count}-${part}`;
          await post('x');
          await subscribe({ email: ann, scope: 'all' });
        }
        const overview = mailbox
          .link((await arrived(ann))[0]!, /\/confirm$/)
          .replace('/confirm', '')
          .replace(SITE, server.url);
        const read = async () => (await fetch(overview)).text();
        const page = await read();
        assert.equal(page.match(/<li>/g)?.length, 3);
        assert.ok(page.includes(`/overview-${count}-b`));
        const [, id] = /name="end" value="([0-9a-z]{26})"/.exec(page) ?? [];
        await press(overview, `end=${id}`);
        assert.equal((await read()).match(/<li>/g)?.length, 2);
        await press(overview, 'end=all');
        assert.match(await read(), /gets no emails from us/);
      });

      it('ends nothing of another address', async () => {
        await follow(ben);
        await subscribe({ email: ann, scope: 'all' });
        const store = await server.furniture.ready;
        const rows = await store.connections.read
          .selectFrom('subscriptions')
          .selectAll()
          .where('address', '=', ben)
          .execute();
        const overview = mailbox.link((await arrived(ann))[0]!, /\/confirm$/).replace('/confirm', '');
        await press(overview, `end=${rows[0]!.id}`);
        await post('new');
        assert.equal((await arrived(ben)).length, 2);
      });

      it('says in the browser’s language that a link does not work', async () => {
        for (const path of ['x', `${'0'.repeat(26)}${'a'.repeat(43)}`]) {
          const url = `${server.url}/v1/subscriptions/${path}/confirm`;
          const reply = await fetch(url, { headers: { 'accept-language': 'fr, de-CH;q=0.8, en;q=0.5' } });
          assert.equal(reply.status, 404);
          assert.match(await reply.text(), /Dieser Link funktioniert nicht/);
          assert.equal((await press(url)).status, 404);
        }
      });

      it('runs nothing, loads nothing, and stands in no frame', async () => {
        await subscribe({ email: ann, scope: 'all' });
        const reply = await fetch(mailbox.link((await arrived(ann))[0]!, /\/confirm$/).replace(SITE, server.url));
        const policy = reply.headers.get('content-security-policy') ?? '';
        assert.match(
          policy,
          /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
        );
        assert.deepEqual(
          [reply.headers.get('cache-control'), reply.headers.get('referrer-policy')],
          ['no-store', 'no-referrer'],
        );
      });
    });

    describe('a mail server', () => {
      const own = async () => {
        const store = await server.furniture.ready;
        const { id } = await store.connections.read
          .selectFrom('subscriptions')
          .select('id')
          .where('address', '=', ann)
          .executeTakeFirstOrThrow();
        return (await outbox()).find(({ subscription_id }) => subscription_id === id)!;
      };

      it('that takes it gets it once', async () => {
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        server.clock.now += 3 * DAY_MS;
        assert.equal((await arrived(ann)).length, 1);
        assert.equal((await own()).state, 'sent');
      });

      it('that refuses the address is not asked again', async () => {
        mailbox.manner = 'refuse';
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        const { state, error, attempts } = await own();
        assert.deepEqual([state, error, attempts], ['dead', '550', 1]);
        mailbox.manner = 'accept';
        server.clock.now += 3 * DAY_MS;
        assert.equal((await arrived(ann)).length, 0);
      });

      it('that asks to come again is asked again, later', async () => {
        mailbox.manner = 'greylist';
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        const { state, error } = await own();
        assert.deepEqual([state, error], ['waiting', '451']);
        mailbox.manner = 'accept';
        assert.equal((await arrived(ann)).length, 0, 'not at once');
        server.clock.now += 60_000;
        assert.equal((await arrived(ann)).length, 1);
      });

      it('that says nothing is left after a while, and asked again', async () => {
        mailbox.manner = 'stall';
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        const { state, error } = await own();
        assert.deepEqual([state, error], ['waiting', 'ETIMEDOUT']);
        mailbox.manner = 'accept';
        server.clock.now += 60_000;
        assert.equal((await arrived(ann)).length, 1);
      });

      it('that says nothing does not hold up the end of the server, and is asked again after it', async () => {
        mailbox.manner = 'stall';
        const patient = { ...options, mail: { ...options.mail!, timeoutMs: 60_000 } };
        const place = database();
        const ending = await startServer({ ...patient, database: place, clock: () => server.clock.now });
        const read = ({ connections }: Store) =>
          connections.read.selectFrom('outbox').select(['state', 'error', 'attempts']).executeTakeFirst();
        const store = await ending.furniture.ready;
        const path = `/v1/threads/${encodeURIComponent(thread)}/subscriptions`;
        await ending.call('POST', path, { email: ann, scope: 'all' });
        while ((await read(store))?.attempts !== 1) await new Promise((done) => setTimeout(done, 10));
        await ending.close();
        const reopened = await openStore(place);
        const left = await read(reopened);
        await reopened.close();
        assert.deepEqual(left, { state: 'waiting', error: 'EABORT', attempts: 1 });
      });

      it('that hangs up with the mail gets the same one again', async () => {
        mailbox.manner = 'drop';
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        assert.equal((await own()).state, 'waiting');
        mailbox.manner = 'accept';
        server.clock.now += 60_000;
        const mails = await arrived(ann);
        assert.equal(mails.length, 2);
        assert.equal(mails[0]!.messageId, mails[1]!.messageId);
      });

      it('that never takes it is given up, and a retry by hand begins anew', async () => {
        mailbox.manner = 'greylist';
        await subscribe({ email: ann, scope: 'all' });
        for (let count = 0; count < 9; count++) {
          await server.furniture.sendMail();
          server.clock.now += DAY_MS;
        }
        const { state, attempts, error, id } = await own();
        assert.deepEqual([state, attempts, error], ['dead', 9, '451']);
        mailbox.manner = 'accept';
        const { write } = await server.furniture.ready;
        assert.deepEqual([await retryLetter(write, id), await retryLetter(write, id)], [true, false]);
        assert.equal((await arrived(ann)).length, 1);
      });
    });

    describe('several processes', () => {
      it('send each mail once between them', async () => {
        const other = await startServer({ ...options, clock: () => server.clock.now });
        const addresses = Array.from({ length: 25 }, (_, index) => `crowd${count}-${index}@mail.example`);
        const { write } = await server.furniture.ready;
        await write(async (transaction) => {
          const threadId = await ensureThread(transaction, thread);
          for (const address of addresses)
            await addSubscription(transaction, {
              ...{ threadId, waitsFor: null, scope: 'all', commentId: null, address, addressKey: address },
              ...{
                memberKey: null,
                language: 'en',
                frequency: 'immediate',
                isVerified: false,
                isLimited: true,
                now: server.clock.now,
              },
            });
        });
        await Promise.all([server.furniture.sendMail(), other.furniture.sendMail()]);
        await other.close();
        assert.deepEqual(
          addresses.map((address) => mailbox.to(address).length),
          addresses.map(() => 1),
        );
      });

      it('send what one of them took and never settled', async () => {
        mailbox.manner = 'greylist';
        await subscribe({ email: ann, scope: 'all' });
        await server.furniture.sendMail();
        mailbox.manner = 'accept';
        server.clock.now += 60_000;
        // As a process does that is killed at once.
        const taken = await claimDue(await server.furniture.ready, server.clock.now, 100);
        assert.equal(taken.length, 1);
        assert.equal((await arrived(ann)).length, 0);
        server.clock.now += 10 * 60_000;
        assert.equal((await arrived(ann)).length, 1);
      });
    });

    it('counts its mails', async () => {
      const { text } = await server.call('GET', '/metrics');
      for (const outcome of ['sent', 'retried', 'dead'])
        assert.match(text, new RegExp(`mails_total\\{outcome="${outcome}"\\} [1-9]`));
    });
  });
}
