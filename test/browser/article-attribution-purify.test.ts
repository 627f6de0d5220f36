import { expect } from '@open-wc/testing';
import DOMPurify from 'dompurify';

import { markup, toHtml, type Piece } from '../../src/article-attribution/markup.ts';
import { clean } from '../../src/article-attribution/republishing/clean.ts';
import hostPages from '../fixtures/corpus/host-pages.public.json' with { type: 'json' };
import markdown from '../fixtures/corpus/markdown.public.json' with { type: 'json' };
import unicode from '../fixtures/corpus/unicode.public.json' with { type: 'json' };
import urls from '../fixtures/corpus/urls.public.json' with { type: 'json' };
import payloads from '../fixtures/corpus/xss-payloads.public.json' with { type: 'json' };

/** Nodes of a page that nothing runs in. */
const nodesOf = (html: string): Iterable<Node> => [
  // eslint-disable-next-line no-restricted-syntax -- the page of somebody else, which is markup
  ...new DOMParser().parseFromString(`<body>${html}`, 'text/html').body.childNodes,
];

const piecesOf = (html: string): readonly Piece[] =>
  clean(nodesOf(html), {
    base: 'https://lantern.example/2026/harbour',
    page: 'https://lantern.example/2026/harbour',
    imagePolicy: 'include',
    placeholder: '[Picture]',
  }).pieces;

/** What is copied, as HTML. */
const copied = (html: string): string => piecesOf(html).map(toHtml).join('');

/** Fails where DOMPurify takes anything out of it, or has to write it in another way. */
function expectPure(html: string, source: string): void {
  expect(DOMPurify.sanitize(html), source).to.equal(html);
}

/** Every text under `key`. */
const textsOf = (cases: readonly object[], key: string): string[] =>
  cases.flatMap((one) => {
    const text = (one as Record<string, unknown>)[key];
    return typeof text === 'string' && text !== '' ? [text] : [];
  });

/** Ways in which markup has become another once it was written out and read again. */
const MUTATIONS = [
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><annotation-xml encoding="text/html"><style><img title="</style><img src onerror=alert(1)>"></style>',
  '<svg><foreignObject><p><style><img title="</style><img src onerror=alert(1)>"></style></p></foreignObject></svg>',
  '<svg><desc><noscript><img title="</noscript><img src onerror=alert(1)>"></noscript></desc></svg>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<template><img src=x onerror=alert(1)><script>alert(1)</script></template>',
  '<template><div><template shadowrootmode="open"><img src=x onerror=alert(1)></template></div></template>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img onerror=alert(1) src>">',
  '<xmp><p title="</xmp><img src onerror=alert(1)>"></xmp>',
  '<textarea><p title="</textarea><img src onerror=alert(1)>"></textarea>',
  '<title><p title="</title><img src onerror=alert(1)>"></title>',
  '<iframe><p title="</iframe><img src onerror=alert(1)>"></iframe>',
  '<noembed><p title="</noembed><img src onerror=alert(1)>"></noembed>',
  '<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>',
  '<p title="</style></title></textarea><img src onerror=alert(1)>">x</p>',
  '<a href="/a" title="--><img src onerror=alert(1)>">x</a>',
  '<abbr title="</noscript><img src onerror=alert(1)>">x</abbr>',
  '<img src="/a.jpg" alt="]]><img src=x onerror=alert(1)>" title="<!--">',
  '<table><caption><svg><desc><table><caption><p>x',
  '<p><table><td><p></table><a><table><a>x</a></table></a>',
  '<a href="/a"><p>x<a href="/b">y</a></p></a>',
  '<pre>\n<code>&lt;img src=x onerror=alert(1)&gt;</code></pre>',
  '<div>'.repeat(600) + 'deep' + '</div>'.repeat(600),
  '<b>'.repeat(300) + 'deep' + '</b>'.repeat(300),
  '<form><input name="childNodes"><input name="attributes"><input name="localName"></form>',
  '<p is="x-y" xmlns:x="y" xlink:href="javascript:alert(1)">x</p>',
];

const ATTRIBUTES = (
  'href src cite title alt lang dir datetime start colspan rowspan scope width height action formaction poster data ' +
  'srcset srcdoc background ping longdesc usemap manifest profile codebase classid archive dynsrc lowsrc xlink:href ' +
  'onclick onload onerror style id name class is slot data-src data-lazy-src'
).split(' ');
const TAGS = 'a area img q blockquote time td ol video audio iframe object embed form button svg link base meta'.split(
  ' ',
);

describe('a cleaned article, looked through by DOMPurify', () => {
  for (const [what, texts] of Object.entries({
    payloads: textsOf(payloads.cases, 'payload'),
    'pages of others': textsOf(hostPages.cases, 'html'),
    Markdown: textsOf(markdown.cases, 'md'),
    'odd letters': textsOf(unicode.cases, 'text'),
    mutations: MUTATIONS,
  })) {
    it(`has nothing to be taken out of it: ${what}`, () => {
      expect(texts.length).to.be.greaterThan(20);
      for (const text of texts) {
        for (const html of [text, `<p>a ${text} b</p>`, `<table><tr><td>${text}`, `<ul><li>${text}`]) {
          expectPure(copied(html), html);
        }
      }
    });
  }

  it('has no address in it that would be taken out', () => {
    const addresses = textsOf(urls.cases, 'url');
    expect(addresses.length).to.be.greaterThan(150);
    for (const address of addresses) {
      const page = document.implementation.createHTMLDocument('');
      for (const [tag, name] of [
        ['a', 'href'],
        ['img', 'src'],
        ['q', 'cite'],
        ['blockquote', 'cite'],
        ['video', 'src'],
      ] as const) {
        const element = page.createElement(tag);
        element.setAttribute(name, address);
        element.append('x');
        page.body.append(element);
      }
      const html = clean(page.body.childNodes, {
        base: 'https://lantern.example/',
        page: 'https://lantern.example/',
        imagePolicy: 'include',
        placeholder: '[Picture]',
      })
        .pieces.map(toHtml)
        .join('');
      expectPure(html, address);
    }
  });

  it('has no script in any attribute', () => {
    for (const address of [
      'javascript:alert(1)',
      ' java\tscript:alert(1)',
      'data:text/html,<script>1</script>',
      'vbscript:x',
    ]) {
      for (const tag of TAGS) {
        for (const name of ATTRIBUTES) {
          const html = copied(`<${tag} ${name}="${address}">x</${tag}>`);
          expectPure(html, `${tag} ${name} ${address}`);
          expect(html, `${tag} ${name}`).not.to.match(/(?:href|src|cite)="\s*(?:java|data|vb)/i);
        }
      }
    }
  });

  it('would be seen through if it let something pass', () => {
    const careless = (piece: Piece) => toHtml(piece);
    expectPure(careless(markup('p', {}, ['x'])), 'nothing');
    for (const piece of [
      markup('img', { src: 'x', onerror: 'alert(1)' }, []),
      markup('a', { href: 'javascript:alert(1)' }, ['x']),
      markup('script', {}, ['alert(1)']),
      markup('p', {}, [markup('p', {}, ['x'])]),
    ]) {
      expect(() => expectPure(careless(piece), 'careless')).to.throw();
    }
  });
});
