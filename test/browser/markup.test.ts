import { expect } from '@open-wc/testing';
import { html, render } from 'lit';

import { drawMarkup } from '../../src/comment-thread/markup/draw-markup.ts';
import { parseMarkup, plainText } from '../../src/contracts/markup/markup.ts';
import sources from '../fixtures/corpus/markdown.public.json';
import payloads from '../fixtures/corpus/xss-payloads.public.json';

interface Case {
  readonly id: string;
  readonly category: string;
  readonly payload?: string;
  readonly md?: string;
  readonly gen?: readonly (string | { readonly repeat: string; readonly count: number })[];
}

const ELEMENTS = new Set('P BR STRONG EM DEL CODE PRE BLOCKQUOTE UL OL LI A BDI SPAN'.split(' '));
const ATTRIBUTES = new Set(['href', 'rel', 'dir', 'class']);
const REL = 'ugc nofollow noopener noreferrer';

const PAYLOADS: readonly Case[] = payloads.cases;
const SOURCES: readonly Case[] = sources.cases;

const sourceOf = ({ payload, md, gen }: Case): string =>
  payload ??
  md ??
  (gen ?? []).map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.count))).join('');

/** `p[auto](a em(b))`: elements with their `dir`, and text. */
function outline(parent: Element): string {
  return [...parent.childNodes]
    .map((node) => {
      if (!(node instanceof HTMLElement)) return node instanceof Text ? node.data.trim() : '';
      if (node instanceof HTMLDivElement) return outline(node);
      return `${node.localName}${node.dir && `[${node.dir}]`}(${outline(node)})`;
    })
    .filter(Boolean)
    .join(' ');
}

/** How many elements stand in each other, this one included. */
const depthOf = (element: Element): number => 1 + Math.max(0, ...[...element.children].map(depthOf));

describe('comment markup in the page', () => {
  let page: HTMLElement;
  let fired: string[];
  const alarms = ['alert', 'confirm', 'prompt', 'print'] as const;
  const originals = alarms.map((name) => window[name]);

  const draw = (source: string): HTMLElement => {
    render(html`<div>${drawMarkup(parseMarkup(source))}</div>`, page);
    return page;
  };

  /** Everything in the page that is not on the list of what a comment may hold. */
  const strangers = (): string[] => {
    const found: string[] = [];
    for (const element of page.querySelectorAll('div *')) {
      if (!ELEMENTS.has(element.tagName)) found.push(element.tagName);
      for (const { name, value } of element.attributes) {
        if (!ATTRIBUTES.has(name)) found.push(`${element.tagName} ${name}=${value}`);
      }
      if (element instanceof HTMLAnchorElement) {
        if (!/^(https?|mailto):$/.test(element.protocol)) found.push(element.href);
        if (element.rel !== REL) found.push(`rel=${element.rel}`);
        if (!element.textContent.trim()) found.push(`nameless ${element.href}`);
      } else if (element.className !== '' && element.className !== 'link-host') found.push(element.className);
    }
    return found;
  };

  const provoke = (): void => {
    for (const element of page.querySelectorAll<HTMLElement>('div *')) {
      for (const type of ['click', 'focus', 'mouseover', 'pointerenter', 'toggle', 'animationend', 'error', 'load']) {
        element.dispatchEvent(new Event(type, { cancelable: true }));
      }
      element.focus();
    }
  };

  beforeEach(() => {
    fired = [];
    alarms.forEach((name) => Object.assign(window, { [name]: () => fired.push(name) }));
    page = document.createElement('main');
    document.body.append(page);
    page.addEventListener('click', (event) => event.preventDefault(), true);
  });
  afterEach(() => {
    page.remove();
    alarms.forEach((name, index) => Object.assign(window, { [name]: originals[index] }));
  });

  const frames: readonly (readonly [what: string, wrap: (payload: string) => string])[] = [
    ['as a body', (payload) => payload],
    ['as the text and the address of a link', (payload) => `[${payload}](${payload}) [x](<${payload}>)`],
    ['after a good link', (payload) => `https://good.example/${payload} <https://good.example/${payload}>`],
    [
      'in emphasis, code, a quote, a list and a fence',
      (p) => `**${p}** \`${p}\`\n\n> ${p}\n\n- ${p}\n\n\`\`\`${p}\n${p}\n\`\`\``,
    ],
  ];
  for (const [what, wrap] of frames) {
    it(`runs no payload of the corpus and makes nothing off the list, ${what}`, async () => {
      expect(PAYLOADS.length).to.be.greaterThan(300);
      const requests = performance.getEntriesByType('resource').length;
      const globals = Object.keys(window).length;
      for (const item of PAYLOADS) {
        const source = wrap(sourceOf(item));
        draw(source);
        expect(strangers(), item.id).to.deep.equal([]);
        provoke();
      }
      await new Promise((resolve) => setTimeout(resolve));
      expect(fired).to.deep.equal([]);
      expect(performance.getEntriesByType('resource').length).to.equal(requests);
      expect(Object.keys(window).length).to.equal(globals);
    });
  }

  it('shows a payload as the text it is', () => {
    const cases = PAYLOADS.filter(({ category }) => category === 'script-element');
    expect(cases.length).to.be.greaterThan(10);
    for (const item of cases) {
      const source = sourceOf(item);
      const shown = draw(source).textContent.replace(/\s/g, '');
      expect(shown, item.id).to.equal(plainText(parseMarkup(source)).replace(/\s/g, ''));
      expect(shown, item.id).to.include('<');
    }
  });

  it('draws the markdown corpus with nothing off the list, no deeper than 32 elements', () => {
    expect(SOURCES.length).to.be.greaterThan(160);
    for (const item of SOURCES) {
      draw(sourceOf(item));
      expect(strangers(), item.id).to.deep.equal([]);
      expect(depthOf(page), item.id).to.be.at.most(33);
      expect(page.querySelector('div p p, a a, li > p:first-child'), item.id).to.equal(null);
    }
  });

  it('draws each kind of node', () => {
    draw('a *b* **c** ~~d~~ `e`\nf\n\n> g\n\n- h\n  1. i\n\n```\nj\n  k\n```');
    expect(outline(page)).to.equal(
      'p[auto](a em(b) strong(c) del(d) code(e) br() f) blockquote[auto](p(g)) ' +
        'ul[auto](li(h ol(li(i)))) pre[auto](code(j\n  k))',
    );
  });

  it('lets a link be followed without being vouched for, and says where it hides its host', () => {
    draw('[bank.example](https://evil.example/x)');
    const link = page.querySelector('a')!;
    expect(link.getAttribute('href')).to.equal('https://evil.example/x');
    expect(link.getAttribute('rel')).to.equal(REL);
    expect(page.textContent.trim()).to.equal('bank.example (evil.example)');
  });

  it('gives every block its own direction', () => {
    draw('> مرحبا\n\nHello\n\n- שלום\n- World');
    const directions = ['blockquote', 'blockquote p', 'p:not(blockquote p)', 'ul', 'li'].map(
      (selector) => getComputedStyle(page.querySelector(selector)!).direction,
    );
    expect(directions).to.deep.equal(['rtl', 'rtl', 'ltr', 'rtl', 'rtl']);
  });

  it('takes another text in place', () => {
    draw('**a**');
    draw('[b](https://b.example/)');
    expect(page.querySelector('strong')).to.equal(null);
    expect(page.querySelector('a')!.textContent).to.equal('b');
  });
});
