import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { createTransport } from 'nodemailer';

import { silentLogger } from '../../../src/server/index.ts';
import { mailboxFor } from '../../../stories/demo/mail.ts';
import { mailboxPage } from '../../../stories/demo/mailbox-page.ts';
import { MOST_MAILS, openMailbox } from '../../../stories/demo/mailbox.ts';
import { serveDemo, type DemoOptions } from '../../../stories/demo/serve.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
const demo = (more: Partial<DemoOptions> = {}) =>
  serveDemo({
    ...{ database: join(folder.path, `${++count}.sqlite`), port: 0, limits: false, logger: silentLogger },
    ...{ hasMailbox: true, ...more },
  });
const ask = (url: string, email: string) =>
  fetch(`${url}/v1/threads/the-library-that-came-back/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, scope: 'all' }),
  });

describe('the mailbox of the demo', () => {
  it('shows what was sent, with links that work here', async () => {
    const { url, close, furniture, mailboxUrl } = await demo();
    assert.equal(mailboxUrl, `${url}/mailbox`);
    assert.match(await (await fetch(mailboxUrl)).text(), /No mail yet/);
    assert.equal((await ask(url, 'nell@reader.example')).status, 202);
    await furniture.sendMail();
    const page = await fetch(mailboxUrl);
    assert.match(page.headers.get('content-security-policy')!, /^default-src 'none'; script-src 'self'/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    const [, link] = /To <bdi>nell@reader\.example<\/bdi>[^]*<a href="([^"]*\/confirm)"/.exec(await page.text()) ?? [];
    assert.ok(link && link.startsWith(`${url}/v1/subscriptions/`), link);
    assert.match(await (await fetch(link)).text(), /Yes, send me emails/);
    await close();
  });

  it('is not opened beside a mail server that was given', async () => {
    const mail = { smtpUrl: 'smtp://127.0.0.1:9', from: 'a@lantern.example', publicUrl: 'http://127.0.0.1' };
    const { url, close, mailboxUrl } = await demo({ mail });
    assert.equal(mailboxUrl, undefined);
    assert.match(await (await fetch(`${url}/mailbox`)).text(), /There is no mailbox here/);
    await close();
  });

  it('is not opened where others than this machine get in, or where nobody wants it', async () => {
    for (const [host, isWanted] of [
      ['0.0.0.0', true],
      ['::', true],
      ['192.0.2.1', true],
      ['127.0.0.1', false],
    ] as const) {
      const { isOpen, mail } = await mailboxFor({ host, port: 8080 }, isWanted);
      assert.deepEqual([isOpen, mail], [false, undefined], host);
    }
    for (const [host, publicUrl] of [
      ['localhost', 'http://localhost:8080'],
      ['::1', 'http://[::1]:8080'],
    ] as const) {
      const { mail, close } = await mailboxFor({ host, port: 8080 }, true);
      assert.equal(mail?.publicUrl, publicUrl);
      await close();
    }
  });

  it('shows nothing under another name of this machine', async () => {
    const { answer, close } = await mailboxFor({ port: 8080 }, true);
    const text = async (url: string) => answer(new Request(url))?.text();
    assert.match((await text('http://localhost:8080/mailbox'))!, /No mail yet/);
    assert.match((await text('http://rebound.example:8080/mailbox'))!, /There is no mailbox here/);
    assert.equal(await text('http://localhost:8080/mailbox/1'), undefined);
    await close();
  });

  it('keeps the newest hundred, on this machine alone', async () => {
    const mailbox = await openMailbox();
    assert.match(mailbox.smtpUrl, /^smtp:\/\/127\.0\.0\.1:\d+$/);
    const transport = createTransport({ url: mailbox.smtpUrl, pool: true, ignoreTLS: true });
    for (let index = 0; index < MOST_MAILS + 2; index++)
      await transport.sendMail({ from: 'a@b.example', to: 'c@d.example', subject: `Mail ${index}`, text: 'x' });
    transport.close();
    assert.equal(mailbox.mails.length, MOST_MAILS);
    assert.deepEqual([mailbox.mails[0]?.subject, mailbox.mails.at(-1)?.subject], [`Mail ${MOST_MAILS + 1}`, 'Mail 2']);
    await mailbox.close();
  });

  it('refuses what is larger than any mail of ours, and takes the next', async () => {
    const mailbox = await openMailbox();
    const transport = createTransport({ url: mailbox.smtpUrl, ignoreTLS: true });
    const send = (text: string) => transport.sendMail({ from: 'a@b.example', to: 'c@d.example', text });
    await assert.rejects(send('x'.repeat(2_000_000)));
    await send('short');
    assert.deepEqual(
      mailbox.mails.map(({ text }) => text.trim()),
      ['short'],
    );
    await mailbox.close();
  });
});

describe('the page of the mailbox', () => {
  const page = (text: string, more: object = {}) =>
    mailboxPage({
      mails: [{ to: 'a@b.example', subject: 'News', text, at: 0, ...more }],
      ...{ publicUrl: 'http://127.0.0.1:8080', origin: 'http://localhost:8080' },
    });

  it('shows words as words, whoever wrote them', () => {
    const bad = `<script>alert('1')</script> "&`;
    const html = page(bad, { to: bad, subject: bad });
    assert.equal(html.split('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;').length, 4);
    assert.doesNotMatch(html, /<script|<style|style=|\son\w+=/);
  });

  const links: readonly (readonly [text: string, links: readonly string[]])[] = [
    ['Go:\nhttp://127.0.0.1:8080/v1/x?a=1&b=2\nor', ['http://localhost:8080/v1/x?a=1&amp;b=2']],
    ['http://127.0.0.1:8080//evil.example/', ['http://localhost:8080//evil.example/']],
    ['http://127.0.0.1:8080/"onclick=x', ['http://localhost:8080/']],
    ['http://127.0.0.1:8080.evil.example/', []],
    ['http://127.0.0.1:8080@evil.example/', []],
    ['http://127.0.0.1:80801/', []],
    ['https://evil.example/?http://127.0.0.1:8080/', []],
    ['javascript:alert(1)', []],
  ];
  for (const [text, expected] of links)
    it(`links ${expected.length} of ${JSON.stringify(text)}`, () => {
      const found = [...page(text).matchAll(/<div class="words"[^]*?<\/div>/g)][0]![0].matchAll(/href="([^"]*)"/g);
      assert.deepEqual(
        [...found].map(([, href]) => href),
        expected,
      );
    });
});
