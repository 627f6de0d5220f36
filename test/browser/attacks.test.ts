/*
 * The classes of attack on comment systems that concern the element, by their numbers. Each is tested once; what another
 * file shows is named here and not repeated.
 *
 *  1  every field as text: comment-thread-hostile, and here the fields beside the body; moderators' fields: 24
 *  2  attributes, clobbering, schemes, bidi: comment-thread-hostile, links, markup, test/node/contracts/text, host-pages
 *  3  cleaned on read: here, and test/node/comment-thread/check
 *  4  time and depth: test/node/comment-thread/markup and tree; here the drawing of it
 *  5–8, 11–15, 17, 23  are the server's: test/node/server/attacks
 *  9  no messages between windows, no tokens in addresses: here
 * 10  no cookies, nothing sent along: here
 * 16  nothing about readers goes anywhere else: here
 * 18  links that vouch for nobody: comment-thread-hostile; here none in names
 * 19  what is personal is never asked for by a shared address: here
 * 20  hostile pages: host-pages, element-suite; events and backends: here
 * 21  no backends of other systems yet: answers of 100 MB are cut off in base/request (http-faults)
 * 22  no anchors yet: they are data that nobody draws, here
 * 24  moderators' tools: comment-thread-moderating, "hostile text"
 * 25  one file, nothing from elsewhere: test/e2e/demo ("foreign")
 */
import { expect } from '@open-wc/testing';

import type { Backend } from '../../src/comment-thread/backends/backend.ts';
import { HostBackend } from '../../src/comment-thread/backends/host.ts';
import { MemoryBackend } from '../../src/comment-thread/backends/memory.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import '../../src/comment-thread/define.ts';
import '../../src/comment-thread/writing/page-desk.ts';
import type { Comment } from '../../src/contracts/comments.ts';
import { request } from '../../src/base/request.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, until } from '../support/element-suite.ts';
import { makeComment, makeToken } from '../support/seeds.ts';
import * as z from 'zod/mini';

const EVIL = '"><img src=x onerror=alert(1)><script>alert(1)</script>';

describe('attacks on <comment-thread>', () => {
  const console = watchConsole();
  watchErrors();
  let thread: CommentThread;

  async function show(backend: Backend): Promise<void> {
    thread = document.createElement('comment-thread');
    thread.backend = backend;
    thread.thread = 'attacks';
    document.body.append(thread);
    await until(() => expect(root().querySelector('.list')).to.exist);
  }
  const root = () => thread.shadowRoot!;
  const answering = (comments: unknown[], more: object = {}): Backend => ({
    capabilities: { post: true, edit: true, remove: true, vote: true },
    list: async () =>
      ({
        thread: { id: 't', count: comments.length, open: true, premoderated: false },
        comments,
        nextCursor: null,
        ...more,
      }) as never,
  });
  const articles = () => root().querySelectorAll('article');

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    thread?.remove();
    console.take();
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('1 shows every field of a thread and a comment as text', async () => {
    const comment = {
      ...makeComment(EVIL, { author: { name: EVIL, url: `javascript:${EVIL}`, role: 'staff' }, body: EVIL }),
      createdAt: EVIL,
      editedAt: EVIL,
      anchor: { exact: EVIL, html: EVIL },
    };
    await show(
      answering([comment], { thread: { id: EVIL, title: EVIL, url: EVIL, count: 1, open: true, premoderated: false } }),
    );
    expect(root().querySelectorAll('article :is(img, script)')).to.have.length(0);
    expect(root().querySelector('article')!.textContent).to.contain('onerror=alert(1)');
  });

  it('1 asks for no comment that a hostile fragment names', async () => {
    history.replaceState(null, '', `#comment-${encodeURIComponent(EVIL)}`);
    await show(new MemoryBackend({ comments: [makeComment('a')] }));
    expect(root().querySelectorAll('img, script')).to.have.length(0);
    expect(readable(thread)).to.contain('not here any more');
  });

  it('2 is not clobbered by comments whose ids are names of the document', async () => {
    const ids = ['heading', 'body', 'getElementById', 'cookie', '__proto__', 'constructor', 'toString'];
    await show(answering(ids.map((id) => makeComment(id))));
    expect(articles()).to.have.length(ids.length);
    expect(typeof document.getElementById).to.equal('function');
    expect(root().getElementById('heading')!.textContent).to.equal('Comments');
  });

  it('3 cleans what a backend stored before anybody cleaned it', async () => {
    await show(
      answering([makeComment('a', { author: { name: 'Ev\u202Ee\u200B\u0007' }, body: 'one\u202Etwo\u0000' })]),
    );
    for (const character of '\u202e\u200b\u0007\u0000') expect(articles()[0]!.textContent).not.to.contain(character);
  });

  it('4 draws loops, repeats and a chain of a thousand replies once each, and goes on', async () => {
    const chain = [...Array(1_000).keys()].map((n) => makeComment(`n${n}`, { parentId: n === 0 ? null : `n${n - 1}` }));
    const odd = [
      makeComment('self', { parentId: 'self' }),
      makeComment('x', { parentId: 'y' }),
      makeComment('y', { parentId: 'x' }),
      makeComment('n5'),
    ];
    await show(answering([...chain, ...odd]));
    await until(() => expect(articles()).to.have.length(1_003));
  });

  it('9 sends no messages to windows, and puts no token into an address', async () => {
    const heard: unknown[] = [];
    const listen = (event: MessageEvent) => {
      if (typeof event.data === 'string' && event.data.includes('attack')) heard.push(event.data);
    };
    addEventListener('message', listen);
    const token = makeToken({ sub: 'attack', name: 'Ada', role: 'moderator' });
    const seen = await requestsOf(async (host) => {
      await show(host);
      thread.token = token;
      await until(() => expect(seenUrls().some((url) => url.includes('queue'))).to.equal(true));
    });
    removeEventListener('message', listen);
    expect(heard).to.deep.equal([]);
    for (const { name } of seen) expect(name).not.to.contain(token.split('.')[1]!);
  });

  it('10 sends no cookies and reads none', async () => {
    document.cookie = 'attack=1; path=/';
    try {
      const echo = await request('/faults/echo', { schema: z.unknown() });
      expect(echo.data).to.deep.equal({ cookie: '', authorization: '' });
      const before = document.cookie;
      await show(new MemoryBackend({ comments: [makeComment('a')] }));
      expect(document.cookie).to.equal(before);
    } finally {
      document.cookie = 'attack=; path=/; max-age=0';
    }
  });

  it('16 and 20 tell the page what a reader did, and not who they are', async () => {
    await show(new MemoryBackend({ comments: [makeComment('a')] }));
    const events: Event[] = [];
    for (const type of ['post', 'posted', 'voted', 'loaded', 'failed', 'sign-in'])
      thread.addEventListener(`comment-thread-${type}`, (event) => events.push(event));
    const form = root().querySelector<HTMLFormElement>('form.new')!;
    const type = (selector: string, value: string) => {
      const field = form.querySelector<HTMLInputElement>(selector);
      if (!field) return;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    type('textarea', 'A comment of mine');
    type('input[name=name]', 'Ada');
    type('input[name=email]', 'ada@private.example');
    form.requestSubmit();
    await until(() => expect(events.map(({ type }) => type)).to.include('comment-thread-posted'));
    const told = events.map((event) => JSON.stringify({ ...event }));
    for (const text of told) expect(text).not.to.match(/private\.example|edit-m1|token/i);
  });

  it('18 makes no link of a name', async () => {
    await show(
      answering([makeComment('a', { author: { name: 'https://casino.example', url: 'https://casino.example' } })]),
    );
    for (const link of articles()[0]!.querySelectorAll('a')) expect(link.host).to.equal(location.host);
  });

  it('19 asks for lists without a name: what is personal has an authorization, never an address of its own', async () => {
    const names = await requestsOf(async (host) => {
      await show(host);
    });
    expect(names.length).to.be.greaterThan(0);
    for (const { name } of names) expect(new URL(name).search).not.to.match(/token|user|sub|email/i);
  });

  const hostile: [string, unknown][] = [
    ['nothing', undefined],
    ['a function', () => 'surprise'],
    ['a template', { strings: ['<img>'], values: [], _$litType$: 1 }],
    [
      'getters that throw',
      Object.defineProperty({}, 'id', { get: () => JSON.parse('{') as unknown, enumerable: true }),
    ],
    ['polluting keys', JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')],
    ['a body that is an object', { ...makeComment('b'), body: { format: 'html', text: { toString: () => EVIL } } }],
    ['a name that is a template', { ...makeComment('c'), author: { name: { strings: ['<b>'], _$litType$: 1 } } }],
    ['a role of its own', { ...makeComment('d'), author: { name: 'Eve', role: 'owner' } }],
  ];
  for (const [what, value] of hostile) {
    it(`20 leaves out what a backend calls a comment and is ${what}`, async () => {
      await show(answering([makeComment('good'), value]));
      expect([...articles()].map(({ id }) => id)).to.deep.equal(['comment-good']);
    });
  }

  it('20 shows HTML of a backend as the text that it is', async () => {
    const html: Comment = { ...makeComment('a'), body: { format: 'html', text: EVIL } };
    await show(answering([html]));
    expect(articles()[0]!.querySelectorAll('img, script')).to.have.length(0);
  });

  it('20 takes no server by another scheme than http and https', async () => {
    for (const src of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'blob:x']) {
      const element = document.createElement('comment-thread');
      element.setAttribute('src', src);
      document.body.append(element);
      await element.updateComplete;
      expect(console.take().join(' ')).to.contain('src');
      element.remove();
    }
  });

  it('22 draws nothing of an anchor, however large', async () => {
    await show(answering([{ ...makeComment('a'), anchor: { exact: 'x'.repeat(1_000_000), xpath: '//input' } }]));
    expect(articles()[0]!.textContent.length).to.be.lessThan(1_000);
  });

  /** What the element asks for at a server that does not exist here. */
  async function requestsOf(act: (host: HostBackend) => Promise<void>): Promise<PerformanceResourceTiming[]> {
    performance.clearResourceTimings();
    const host = new HostBackend('/faults/attacks', 'attacks');
    const list = host.list.bind(host);
    host.list = async (...query) => {
      await list(...query).catch(() => undefined);
      return new MemoryBackend({ comments: [makeComment('a')] }).list(...query);
    };
    await act(host);
    await until(() => expect(seenUrls()).not.to.deep.equal([]));
    return performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/faults/attacks')) as PerformanceResourceTiming[];
  }
  const seenUrls = () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('/faults/attacks'));
});
