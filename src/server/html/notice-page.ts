import { createHash } from 'node:crypto';

import { escapeHtml } from './escape.ts';
import { directionOf } from './notice-words.ts';
import type { PageLanguage } from './words.ts';

const STYLE =
  ':root{background:Canvas;color:CanvasText;color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}' +
  'button{font:inherit;min-height:44px;padding:.5rem 1.25rem;cursor:pointer}li{margin-block:1rem}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A button, in a form that asks the page's own address to change something. */
export interface PageButton {
  readonly label: string;
  /** Says which, where there are several with the same label. */
  readonly about?: string;
  /** The field `end` of the form. */
  readonly end?: string;
}

/** A small page behind the link of a mail. Texts are plain. */
export interface NoticePage {
  readonly language: PageLanguage;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The name of the discussion, with its address where there is one. */
  readonly thread?: Place;
  readonly items?: readonly (Place & { readonly note: string; readonly button: PageButton })[];
  readonly button?: PageButton;
  readonly link?: { readonly label: string; readonly href: string };
}

export interface Place {
  readonly name: string;
  readonly url: string | undefined;
}

/** The page as an answer: nothing in it runs or is loaded, and no cache keeps it. */
export function noticePage(page: NoticePage, status = 200): Response {
  return new Response(pageHtml(page), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'x-robots-tag': 'noindex',
    },
  });
}

function pageHtml({ language, title, paragraphs, thread, items = [], button, link }: NoticePage): string {
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    thread ? `<p>${placeHtml(thread)}</p>` : '',
    items.length > 0 ? `<ul>${items.map(itemHtml).join('')}</ul>` : '',
    button ? formHtml(button) : '',
    link ? `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>` : '',
  ];
  return (
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>` +
    `<body><main>${parts.join('')}</main></body></html>\n`
  );
}

const placeHtml = ({ name, url }: Place): string =>
  url === undefined
    ? `<bdi>${escapeHtml(name)}</bdi>`
    : `<a href="${escapeHtml(url)}" rel="noreferrer"><bdi>${escapeHtml(name)}</bdi></a>`;

type Item = NonNullable<NoticePage['items']>[number];
const itemHtml = (item: Item): string =>
  `<li>${placeHtml(item)}<br>${escapeHtml(item.note)}${formHtml(item.button)}</li>`;

function formHtml({ label, about, end }: PageButton): string {
  const named = about === undefined ? '' : ` aria-label="${escapeHtml(`${label}: ${about}`)}"`;
  const field = end === undefined ? '' : `<input type="hidden" name="end" value="${escapeHtml(end)}">`;
  return `<form method="post">${field}<button${named}>${escapeHtml(label)}</button></form>`;
}
