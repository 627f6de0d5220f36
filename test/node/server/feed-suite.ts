import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { cleanBody, cleanLine } from '../../../src/contracts/text.ts';
import { bodyHtml } from '../../../src/server/html/markup.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';
import { moderator, quoting, startServer, type TestServer } from './support.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
const decode = (text: string): string => text.replace(/&([^;]*);/g, (_all, name: string) => ENTITIES[name]!);
/** Text of XML: nothing that would have to be escaped, and only characters that XML knows. */
const PLAIN = /^(?:[\t\n\r\u0020-%'-;=-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|&(?:lt|gt|amp|quot|#39);)*$/u;

/** Reads the XML that a feed is written in, and nothing that is not well-formed. @throws If it is not. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, tag, text] of xml
    .replace(/^<\?xml version="1.0" encoding="utf-8"\?>/, '')
    .matchAll(/<([^<>]*)>|([^<]+)/g)) {
    const top = open.at(-1)!;
    if (text !== undefined) {
      assert.match(text, PLAIN);
      top.text += decode(text);
    } else if (tag!.startsWith('/')) assert.equal(open.pop()!.name, tag!.slice(1));
    else {
      const [, name, rest, end] = /^([\w:-]+)((?: [\w:-]+="[^"<]*")*)(\/?)$/.exec(tag!) ?? assert.fail(tag);
      const pairs = [...rest!.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => {
        assert.match(value!, PLAIN);
        return [key!, decode(value!)];
      });
      const element: Element = { name: name!, attributes: Object.fromEntries(pairs), children: [], text: '' };
      top.children.push(element);
      if (end === '') open.push(element);
    }
  }
  assert.equal(open.length, 1);
  assert.equal(root.children.length, 1);
  return root.children[0]!;
}

const all = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name);
const first = (element: Element, name: string): Element => all(element, name)[0]!;

/** Atom feeds, on any database. `database` gives an empty one. */
export function feedSuite(name: string, database: () => string): void {
  describe(`feeds on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database() });
    });
    after(() => server.close());
    const get = (thread: string, query = '', headers: Record<string, string> = {}) =>
      server.call('GET', `/v1/threads/${encodeURIComponent(thread)}/feed${query}`, undefined, headers);
    const idsOf = (text: string) =>
      all(parseXml(text), 'entry').map((entry) => first(entry, 'id').text.replace('urn:page-furniture:comment:', ''));

    it('tell the newest comments first, and what replies to what', async () => {
      const page = 'https://news.example/story?a=1&b=2';
      const top = await server.write(page, 'Top\nsecond line');
      const reply = await server.write(page, 'a *reply*', top.comment.id);
      const answer = await get(page);
      assert.equal(answer.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
      const feed = parseXml(answer.text);
      assert.equal(first(feed, 'updated').text, reply.comment.createdAt);
      assert.equal(all(feed, 'link').find(({ attributes }) => attributes.rel === 'alternate')?.attributes.href, page);
      const [newest, oldest] = all(feed, 'entry');
      assert.deepEqual(first(newest!, 'thr:in-reply-to').attributes, {
        ref: first(oldest!, 'id').text,
        ...{ type: 'text/html', href: `${page}#comment-${top.comment.id}` },
      });
      assert.equal(first(newest!, 'link').attributes.href, `${page}#comment-${reply.comment.id}`);
      assert.equal(first(newest!, 'content').text, '<p dir="auto">a <em>reply</em></p>');
      assert.deepEqual([first(oldest!, 'title').text, first(oldest!, 'thr:total').text], ['Ann: Top', '1']);
      assert.equal(all(oldest!, 'thr:in-reply-to').length, 0);
    });

    it('quote the passage above the words of a comment on it', async () => {
      await server.post('passages', { body: 'So many!', author: { name: 'Ann' }, anchor: quoting('400 <people>') });
      const [entry] = all(parseXml((await get('passages', '?lang=ar')).text), 'entry');
      assert.equal(
        first(entry!, 'content').text,
        '<p>عن هذا المقطع:</p><blockquote dir="auto">400 &lt;people&gt;</blockquote><p dir="auto">So many!</p>',
      );
    });

    it('tell of one comment all that is below it', async () => {
      const { comment: top } = await server.write('branches', 'top');
      const { comment: other } = await server.write('branches', 'other');
      const { comment: reply } = await server.write('branches', 'reply', top.id);
      const { comment: deep } = await server.write('branches', 'deep', reply.id);
      await server.write('branches', 'elsewhere', other.id);
      assert.deepEqual(idsOf((await get('branches', `?comment=${top.id}`)).text), [deep.id, reply.id]);
      await server.call('POST', `/v1/comments/${reply.id}/moderation`, { action: 'hide' }, moderator());
      assert.deepEqual(idsOf((await get('branches', `?comment=${top.id}`)).text), [deep.id]);
      for (const query of ['?comment=nothing', '?comment=%00'])
        assert.equal((await get('branches', query)).status, 404);
      assert.equal((await get('another', `?comment=${top.id}`)).status, 404);
    });

    it('hold nothing that readers do not see, and no more than fifty', async () => {
      for (let index = 0; index < 52; index++) await server.write('long', `number ${index}`);
      assert.equal(idsOf((await get('long')).text).length, 50);
      const { comment } = await server.write('long', 'hidden soon');
      await server.call('POST', `/v1/comments/${comment.id}/moderation`, { action: 'hide' }, moderator());
      assert.ok(!(await get('long')).text.includes('hidden soon'));
    });

    it('are empty where nobody has written', async () => {
      const feed = parseXml((await get('nobody')).text);
      assert.deepEqual([all(feed, 'entry').length, first(feed, 'updated').text], [0, '1970-01-01T00:00:00.000Z']);
    });

    it('are not sent again while nothing has changed', async () => {
      await server.write('kept', 'one');
      const reply = await get('kept');
      const headers = { 'if-none-match': reply.headers.get('etag')! };
      assert.equal((await get('kept', '', headers)).status, 304);
      for (const accept of ['text/html', 'application/atom+xml', '*/*']) {
        const { text } = await get('kept', '', { accept });
        assert.equal(text, reply.text, accept);
      }
      await server.write('kept', 'two');
      assert.equal((await get('kept', '', headers)).status, 200);
    });

    it('are in the language asked for', async () => {
      assert.match((await get('x', '?lang=de')).text, /xml:lang="de".*<title>Neue Kommentare: x</s);
      assert.equal((await get('x', '?lang=xx')).status, 400);
    });

    it('bring everything that attackers write as text', async () => {
      type Case = CorpusCase & { text?: string; gen?: Parameters<typeof generate>[0]; input?: string };
      const kinds = ['server-injection', 'xss-payloads', 'unicode', 'markdown'];
      const texts = kinds
        .flatMap((kind) => readCorpus<Case>(kind).cases)
        .map(({ text, input, gen }) => text ?? input ?? (gen ? generate(gen) : ''))
        .map((text) => text.slice(0, 2000))
        .filter((text) => cleanLine(text, 60) !== '' && cleanBody(text).trim() !== '');
      assert.ok(texts.length > 200, `${texts.length} texts`);
      const store = await server.furniture.ready;
      for (let start = 0; start < texts.length; start += 50) {
        const some = texts.slice(start, start + 50);
        const thread = `hostile ${start} ${some[0]!.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '')}`
          .slice(0, 300)
          .replace(/[\ud800-\udfff]$/, '');
        const createdAt = (index: number) => 1000 - index;
        const sent = some.map((body, index) => ({
          id: `h${start}-${index}`,
          author: { name: body },
          body,
          createdAt: createdAt(index),
        }));
        await store.importComments(thread, sent);
        const entries = all(parseXml((await get(thread)).text), 'entry');
        assert.equal(entries.length, some.length);
        entries.forEach((entry, index) => {
          const text = cleanBody(some[index]!);
          assert.equal(first(first(entry, 'author'), 'name').text, cleanLine(some[index]!, 80));
          assert.equal(first(entry, 'content').text, bodyHtml({ format: 'markdown', text }));
        });
      }
    });
  });
}
