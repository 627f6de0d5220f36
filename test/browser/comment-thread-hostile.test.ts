import { expect } from '@open-wc/testing';

import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import { cleanLine } from '../../src/contracts/text.ts';
import corpus from '../fixtures/corpus/xss-payloads.public.json' with { type: 'json' };
import { watchConsole } from '../support/console.ts';
import { until } from '../support/element-suite.ts';
import { makeComment } from '../support/seeds.ts';

const payloads = (corpus.cases as { payload?: unknown }[]).flatMap(({ payload }) =>
  typeof payload === 'string' ? [payload] : [],
);
const BODY = new Set('p br strong em del s code pre blockquote ul ol li a bdi span time'.split(' '));
const ATTRIBUTES = new Set(['href', 'rel', 'target', 'dir', 'lang', 'class', 'datetime', 'start']);

describe('<comment-thread> with hostile text', () => {
  watchConsole();
  let thread: CommentThread;
  let fired: string[];
  const originals = { alert: window.alert, confirm: window.confirm, prompt: window.prompt, print: window.print };

  before(async () => {
    fired = [];
    for (const name of Object.keys(originals) as (keyof typeof originals)[]) {
      window[name] = (() => fired.push(name)) as never;
    }
    const globals = Object.keys(window).length;
    const comments = payloads.map((payload, index) =>
      makeComment(`h${index}`, {
        author: { name: payload, url: payload, role: 'staff' },
        body: payload,
        createdAt: payload,
      }),
    );
    comments.push(
      ...payloads.slice(0, 40).map((payload, index) => makeComment(`${payload}${index}`, { parentId: payload })),
    );
    thread = document.createElement('comment-thread');
    thread.backend = {
      capabilities: { post: true, edit: true, remove: true, vote: true },
      list: async () => ({
        thread: { id: 't', title: payloads[0], url: 'javascript:alert(1)', count: 1, open: true, premoderated: false },
        comments,
        nextCursor: null,
      }),
    };
    document.body.append(thread);
    await until(() => expect(thread.shadowRoot!.querySelectorAll('article')).to.have.length(comments.length));
    expect(Object.keys(window)).to.have.length(globals);
  });
  after(() => {
    thread.remove();
    Object.assign(window, originals);
  });

  it(`shows ${payloads.length} payloads as names, as text`, () => {
    payloads.forEach((payload, index) => {
      const name = thread.shadowRoot!.getElementById(`comment-h${index}`)!.querySelector('.author bdi')!;
      expect(name.children).to.have.length(0);
      expect(name.textContent).to.equal(cleanLine(payload.slice(0, 320), 80) || 'Anonymous');
    });
  });

  it('draws only what a comment may hold', () => {
    for (const element of thread.shadowRoot!.querySelectorAll('.body *')) {
      expect(BODY.has(element.localName), element.localName).to.equal(true);
      for (const { name } of element.attributes)
        expect(ATTRIBUTES.has(name), `${element.localName}[${name}]`).to.equal(true);
    }
  });

  it('links to web pages and mail only, and vouches for none', () => {
    const links = [...thread.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.body a')];
    expect(links.length).to.be.greaterThan(0);
    for (const link of links) {
      expect(['http:', 'https:', 'mailto:']).to.contain(link.protocol);
      expect(link.rel.split(' ')).to.include.members(['ugc', 'nofollow', 'noopener', 'noreferrer']);
    }
  });

  it('runs nothing, also when everything is hovered and focused', () => {
    for (const element of thread.shadowRoot!.querySelectorAll<HTMLElement>('article *')) {
      for (const type of ['mouseover', 'mouseenter', 'focus', 'error', 'load', 'toggle', 'animationstart']) {
        element.dispatchEvent(new Event(type));
      }
    }
    expect(fired).to.deep.equal([]);
    expect(document.querySelectorAll('comment-thread script, body > iframe')).to.have.length(0);
  });
});
