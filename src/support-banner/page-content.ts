/** What the banner reads from, and fits into, the children that the author gave it. */

/** A slot that no template has: its children are there for pages without JavaScript only. */
const UNSHOWN = 'without-script';
const ARTICLES = '{articles}';

/** Texts of the author in which `{articles}` was filled in. */
const originals = new WeakMap<Text, { readonly text: string; readonly written: string }>();

/** Whether the author gave anything for this slot; the empty name is the default slot. */
export function hasSlotted(host: Element, name: string): boolean {
  return [...host.childNodes].some((node) => {
    if (node instanceof Element) return !node.matches('script, style, template') && slotOf(node) === name;
    return name === '' && node instanceof Text && node.data.trim() !== '';
  });
}

function slotOf(child: Element): string {
  return child.slot === UNSHOWN ? '' : child.slot;
}

/**
 * Takes children out of sight that only say what the banner's own link says: the link an author adds for pages without
 * JavaScript would stand there twice. Without `href` all are shown.
 */
export function hideDoubledLink(host: Element, href: string | undefined): void {
  for (const child of [...host.children]) {
    if (child.slot !== '' && child.slot !== UNSHOWN) continue;
    const isDoubled = href !== undefined && isOnlyLink(child, href);
    if (isDoubled) child.slot = UNSHOWN;
    else if (child.slot === UNSHOWN) child.removeAttribute('slot');
  }
}

function isOnlyLink(child: Element, href: string): boolean {
  const link = child.matches('a[href]') ? child : child.querySelector('a[href]');
  if (!(link instanceof HTMLAnchorElement) || child.querySelector('img, svg, video, button, input')) return false;
  return link.textContent?.trim() === child.textContent?.trim() && link.href === absolute(href);
}

function absolute(href: string): string | undefined {
  try {
    return new URL(href, document.baseURI).href;
  } catch {
    return undefined;
  }
}

/** Writes the number of articles where the author's text says `{articles}`. Only the data of text nodes changes. */
export function fillArticles(host: Element, articles: string): void {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    if (text.parentElement?.matches('script, style')) continue;
    const kept = originals.get(text);
    const original = kept?.written === text.data ? kept.text : text.data;
    if (!original.includes(ARTICLES)) continue;
    const written = original.split(ARTICLES).join(articles);
    originals.set(text, { text: original, written });
    if (text.data !== written) text.data = written;
  }
}

/** The sections that the page itself names, as Open Graph has it. */
export function pageSections(): string {
  const metas = document.querySelectorAll('meta[property="article:section"]');
  return [...metas].map((meta) => `${meta.getAttribute('content') ?? ''},`).join('');
}

/** What stands for this article: its canonical address where it has one. */
export function articleAddress(): string {
  const canonical = document.querySelector('link[rel="canonical"][href]');
  return (canonical as HTMLLinkElement | null)?.href || location.pathname + location.search;
}
