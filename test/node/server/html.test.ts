import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import { readCorpus } from '../../support/corpus.ts';
import { preferred } from '../../../src/server/http/accept.ts';
import { moderator, quoting, startServer, type TestServer } from './support.ts';

type Element = DefaultTreeAdapterTypes.Element;

const LINK = ['href', 'rel', 'itemprop'];
/** Everything that may be in the answer. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...{
    section: ['class', 'lang'],
    article: ['id', 'itemscope', 'itemtype', 'itemprop'],
    ol: ['dir'],
    ul: ['dir'],
    li: [],
  },
  ...{ p: ['dir'], time: ['datetime', 'itemprop'], span: ['itemprop', 'itemscope', 'itemtype'], bdi: ['itemprop'] },
  ...{ div: ['itemprop'], a: LINK, small: [], pre: ['dir'], code: [], blockquote: ['dir'], em: [], strong: [] },
  ...{ del: [], br: [] },
};

function elementsIn(html: string): Element[] {
  const found: Element[] = [];
  const walk = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue;
      found.push(child);
      walk(child);
    }
  };
  walk(parseFragment(html));
  return found;
}

function check(html: string): void {
  for (const { tagName, attrs } of elementsIn(html)) {
    const allowed = ALLOWED[tagName];
    assert.ok(allowed, `<${tagName}>`);
    for (const { name, value } of attrs) {
      assert.ok(allowed.includes(name), `<${tagName} ${name}>`);
      if (name === 'href') assert.match(value, /^(?:https?:\/\/|mailto:|\?)/i);
    }
  }
}

describe('a thread as HTML', () => {
  let server: TestServer;
  before(async () => (server = await startServer()));
  after(() => server.close());
  const read = (thread: string, query = '', headers: Record<string, string> = {}) =>
    server.call('GET', `/v1/threads/${thread}/comments${query}`, undefined, { accept: 'text/html', ...headers });

  it('nests replies in articles, with who, when and what', async () => {
    const first = await server.write('nested', 'Hello **there**, see https://news.example/a?b=1&c=2');
    const reply = await server.write('nested', 'A <b>reply</b>', first.comment.id);
    const { text, headers } = await read('nested');
    assert.match(headers.get('content-type')!, /^text\/html; charset=utf-8$/);
    assert.match(headers.get('vary')!, /Accept/);
    check(text);
    const articles = elementsIn(text).filter(({ tagName }) => tagName === 'article');
    assert.deepEqual(
      articles.map(({ attrs }) => attrs.find(({ name }) => name === 'id')?.value),
      [`comment-${first.comment.id}`, `comment-${reply.comment.id}`],
    );
    assert.match(text, /<strong>there<\/strong>/);
    assert.match(text, /href="https:\/\/news\.example\/a\?b=1&amp;c=2" rel="ugc nofollow noopener noreferrer"/);
    assert.match(text, /A &lt;b&gt;reply&lt;\/b&gt;/);
    assert.match(text, /<time itemprop="dateCreated" datetime="2026-11-24T09:00:00\.000Z">November 24, 2026/);
  });

  it('quotes the passage above the words of a comment on it', async () => {
    const anchor = quoting('four <b>hundred</b> people');
    await server.post('passages', { body: '> so many?', author: { name: 'Ann' }, anchor });
    const { text } = await read('passages', '?lang=de');
    check(text);
    const passage =
      '<p>Zu dieser Stelle:</p><blockquote dir="auto">four &lt;b&gt;hundred&lt;/b&gt; people</blockquote>';
    assert.ok(text.includes(`${passage}<div itemprop="text"><blockquote dir="auto">`), text);
  });

  it('links to the next page, keeps stubs, and speaks three languages', async () => {
    const first = await server.write('pages', 'one');
    await server.write('pages', 'reply', first.comment.id);
    await server.write('pages', 'two');
    await server.call('POST', `/v1/comments/${first.comment.id}/moderation`, { action: 'hide' }, moderator());
    const { text } = await read('pages', '?limit=1&lang=de');
    assert.match(text, /Dieser Kommentar wurde entfernt\./);
    assert.doesNotMatch(text, />one</);
    const href = /<a href="(\?[^"]+)" rel="next">/.exec(text)![1]!.replaceAll('&amp;', '&');
    assert.match((await read('pages', href)).text, />two</);
    assert.match((await read('pages', '?limit=1&lang=ar')).text, /lang="ar"/);
    assert.equal((await read('pages', '?lang=xx')).status, 400);
  });

  it('is chosen by the client, and cached apart from JSON', async () => {
    await server.write('choice', 'x');
    const html = await read('choice');
    for (let round = 0; round < 2; round++) {
      assert.match((await read('choice', '', { accept: '*/*' })).headers.get('content-type')!, /json/);
      const again = await read('choice', '', { 'if-none-match': html.headers.get('etag')! });
      assert.equal(again.status, 304);
    }
    await server.write('choice', 'y');
    assert.match((await read('choice')).text, />y</);
  });

  it('lets nothing of the corpus through but what it draws itself', async () => {
    const store = await server.furniture.ready;
    const cases = ['xss-payloads', 'markdown'].flatMap((kind) => readCorpus(kind).cases);
    const bodies = cases.flatMap((one) => Object.values(one).filter((value) => typeof value === 'string'));
    assert.ok(bodies.length > 50);
    for (let start = 0; start < bodies.length; start += 100) {
      const thread = `corpus-${start}`;
      const comments = bodies.slice(start, start + 100).map((body, index) => ({
        ...{ id: `x${start + index}`, author: { name: body.slice(0, 80), url: body.slice(0, 300) }, body },
        ...{ createdAt: index + 1, format: (['markdown', 'html', 'plain'] as const)[index % 3]! },
      }));
      await store.importComments(thread, comments);
      const { text, status } = await read(thread, '?limit=100');
      assert.equal(status, 200);
      check(text);
    }
  });
});

describe('the type a client likes best', () => {
  const offers = ['application/json', 'text/html'] as const;
  const rows: [string | null, string][] = [
    [null, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'text/html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['text/html;q=0.4, application/json;q=0.5', 'application/json'],
    ['text/html;q=0.5, */*;q=0.5', 'application/json'],
    ['text/*', 'text/html'],
    ['application/json;q=0, */*', 'text/html'],
    ['image/png', 'application/json'],
    ['TEXT/HTML ; Q=1', 'text/html'],
    [',;q=x,', 'application/json'],
  ];
  for (const [accept, type] of rows)
    it(`is ${type} for ${accept}`, () => assert.equal(preferred(accept, offers), type));
});
