/** Turns a case of `corpus/host-pages` into a page with all four elements on it. */
import type { CorpusCase } from './corpus.ts';

export interface HostPageCase extends CorpusCase {
  readonly name: string;
  readonly tier: 'must-work' | 'must-fall-back' | 'publisher-choice';
  readonly html: string;
  readonly js: string;
  readonly css: string;
  readonly csp: string;
}

export const TAGS = ['donation-tiers', 'article-attribution', 'support-banner', 'comment-thread'] as const;

const elementsFor = (url: string) => `
<donation-tiers heading="Goal" currency="USD" raised="3250" goal="5000" milestones="0 2500 5000" amounts="5 10" checkout="https://pay.example/{amount}"><p class="fallback">donation fallback</p></donation-tiers>
<article-attribution source="Der Bote" source-url="https://bote.example/a" source-lang="de" translators="Mira Selkie" publisher="The Lantern" exclusive><script type="application/json">{"kind":"translation"}</script></article-attribution>
<support-banner heading="Support us" action="Give" href="https://pay.example/"><p class="fallback">banner fallback</p></support-banner>
<comment-thread src="${url}/" thread="host-pages"><p class="fallback">thread fallback</p></comment-thread>`;

/** What stands in the page before the module, and around the elements, for cases that are described and not written. */
const AROUND: Readonly<Record<string, (elements: string) => string>> = {
  '<!--100-->': (elements) => elements.repeat(25),
  '<!--shadow-host-->': (elements) =>
    `<div id="outer"><template shadowrootmode="open"><style>:host{display:block}</style>${elements}</template></div>`,
};

/** Opening tags whose case puts the elements inside. */
const WRAPPERS = /^<(?:a|div|form|table|template)\b[^>]*>(?:<tr><td>)?$/;

/** @param url - The page's origin: a case may move the base of relative addresses. */
export function hostPage(one: HostPageCase, url: string): string {
  const scripts = one.html === '<!--404-->' ? ['/nothing-here.js'] : ['/page-furniture.js'];
  const ELEMENTS = elementsFor(url);
  if (one.html === '<!--two-versions-->') scripts.push('/page-furniture.js?another');
  const isDescribed = one.html.startsWith('<!--');
  const wrap = AROUND[one.html] ?? ((elements: string) => elements);
  const isWrapper = WRAPPERS.test(one.html);
  // Bare elements inside each other come after those that are looked at.
  const isNested = /<(?:comment-thread|support-banner)>/.test(one.html);
  const before = isDescribed || isWrapper || isNested ? '' : one.html;
  const elements = isWrapper ? `${one.html}${ELEMENTS}${closing(one.html)}` : wrap(ELEMENTS);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
${one.css ? `<link rel="stylesheet" href="${url}/host/${one.id}.css">` : ''}</head>
<body><h1>Host page</h1>${before}
${one.js ? `<script src="${url}/host/${one.id}.js"></script>` : ''}
${scripts.map((source) => `<script type="module" src="${url}${source}"></script>`).join('')}
${elements}${isNested ? one.html : ''}<p id="after">After</p></body></html>`;
}

function closing(html: string): string {
  const names = [...html.matchAll(/<([a-z]+)/g)].map((match) => match[1]!);
  return names
    .reverse()
    .map((name) => `</${name}>`)
    .join('');
}
