import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { OptionError, optionsFrom } from '../../../src/server/index.ts';
import { settle } from '../../../src/server/options.ts';
import { maskAddress } from '../../../src/server/rules/notices.ts';
import { runCommand, startCommand, type Running } from './command.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';
import { callsTo, startServer, temporaryFolder } from './support.ts';

describe('page-furniture mail', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'mail.sqlite');
  let mailbox: Mailbox;
  before(async () => {
    mailbox = await startMailbox();
  });
  after(async () => {
    await mailbox.close();
    folder.remove();
  });
  const mail = (...words: string[]) => runCommand(['mail', ...words], { env: { FURNITURE_DATABASE: file } });
  const subscribe = (url: string, email: string) =>
    callsTo(url).call('POST', '/v1/threads/story/subscriptions', { email, scope: 'all' });

  it('lists what was given up with part of the address, sends it again, and forgets it', async () => {
    mailbox.manner = 'refuse';
    const server = await startServer({
      database: file,
      mail: { smtpUrl: mailbox.url, from: 'news@news.example', publicUrl: 'https://news.example' },
    });
    for (const name of ['ann', 'ben']) await subscribe(server.url, `${name}@mail.example`);
    await server.furniture.sendMail();
    const { status, said } = await mail('list');
    assert.equal(status, 0);
    assert.match(said, /confirm {2}1 attempts {2}550 {2}a…@mail\.example {2}story\n.*b…@mail\.example[^]*2 shown/);
    assert.ok(!said.includes('ann@'));
    const { said: json } = await mail('list', '--json');
    const [first, second] = json
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; to: string });
    assert.equal((await mail('drop', second!.id)).status, 0);
    assert.equal((await mail('retry', second!.id)).status, 1);
    mailbox.manner = 'accept';
    assert.equal((await mail('retry', first!.id)).status, 0);
    await server.furniture.sendMail();
    assert.deepEqual([mailbox.to('ann@mail.example').length, mailbox.to('ben@mail.example').length], [1, 0]);
    assert.match((await mail('list')).said, /^0 shown/);
    await server.close();
  });

  it('refuses words that mean nothing', async () => {
    for (const words of [[], ['send'], ['retry'], ['list', 'x'], ['list', '--state', 'sent'], ['list', '--limit', '0']])
      assert.equal((await mail(...words)).status, 2, words.join(' '));
    assert.match((await mail('--help')).said, /^Usage: page-furniture mail/);
  });

  it('is not needed when all is well: the server sends by itself, and stops when it is told', async () => {
    mailbox.manner = 'accept';
    const running: Running = await startCommand({
      FURNITURE_DATABASE: join(folder.path, 'serving.sqlite'),
      FURNITURE_SMTP_URL: mailbox.url,
      FURNITURE_MAIL_FROM: 'The News <news@news.example>',
      FURNITURE_PUBLIC_URL: 'https://news.example/comments/',
    });
    assert.equal((await subscribe(running.url, 'cleo@mail.example')).status, 202);
    while (mailbox.to('cleo@mail.example').length === 0) await new Promise((done) => setTimeout(done, 20));
    const link = mailbox.link(mailbox.to('cleo@mail.example')[0]!, /confirm$/);
    assert.match(link, /^https:\/\/news\.example\/comments\/v1\/subscriptions\/[\w-]{69}\/confirm$/);
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
    assert.ok(!/cleo|mail\.example/.test(running.said()), running.said());
  });
});

describe('the options of mail', () => {
  const FULL = {
    SMTP_URL: 'smtp://u:secret@mail.example',
    MAIL_FROM: 'a@news.example',
    PUBLIC_URL: 'https://news.example',
  };
  const settled = (change: Record<string, string | undefined>) =>
    settle(
      optionsFrom(
        Object.fromEntries(Object.entries({ ...FULL, ...change }).map(([name, value]) => [`FURNITURE_${name}`, value])),
      ),
    ).mail;

  it('are none without a mail server', () => assert.equal(settled({ SMTP_URL: undefined }), undefined));

  it('take a sender with or without a name, and a path', () => {
    assert.deepEqual(settled({})?.from, { name: '', address: 'a@news.example' });
    const named = settled({ MAIL_FROM: '"The News, Ltd." <a@news.example>', PUBLIC_URL: 'http://127.0.0.1:8080/c/' });
    assert.deepEqual(named?.from, { name: 'The News, Ltd.', address: 'a@news.example' });
    assert.equal(named?.publicUrl, 'http://127.0.0.1:8080/c');
  });

  const wrong: readonly (readonly [string, Record<string, string | undefined>, RegExp])[] = [
    ['no sender', { MAIL_FROM: undefined }, /FURNITURE_MAIL_FROM/],
    ['a sender that is none', { MAIL_FROM: 'The News' }, /FURNITURE_MAIL_FROM/],
    ['two senders', { MAIL_FROM: 'a@news.example, b@news.example' }, /FURNITURE_MAIL_FROM/],
    ['no address for links', { PUBLIC_URL: undefined }, /FURNITURE_PUBLIC_URL/],
    ['an address for links without a scheme', { PUBLIC_URL: 'news.example' }, /FURNITURE_PUBLIC_URL/],
    ['an address for links with a query', { PUBLIC_URL: 'https://news.example/?a=b' }, /FURNITURE_PUBLIC_URL/],
    ['a mail server that speaks something else', { SMTP_URL: 'https://u:secret@mail.example' }, /FURNITURE_SMTP_URL/],
    ['a mail server without a host', { SMTP_URL: 'smtp://' }, /FURNITURE_SMTP_URL/],
  ];
  for (const [name, change, message] of wrong)
    it(`refuse ${name}, and repeat no password`, () =>
      assert.throws(
        () => settled(change),
        (error) => error instanceof OptionError && message.test(error.message) && !error.message.includes('secret'),
      ));
});

describe('an address for the operator', () => {
  it('is shown in part', () => {
    assert.equal(maskAddress('ann.smith@mail.example'), 'a…@mail.example');
    assert.equal(maskAddress('a@mail.example'), 'a…@mail.example');
  });
});
