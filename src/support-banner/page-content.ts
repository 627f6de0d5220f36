/** What the banner reads from, and fits into, the children that the author gave it. */

/** A slot that no template has: its children are there for pages without JavaScript only. */
const UNSHOWN = 'without-script';

/** Texts of the author in which something was filled in. */
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

/** The text that the author wrote, in every slot, as it was before anything was filled in. */
export function authorText(host: Element): string {
  return textsIn(host).map(originalOf).join(' ');
}

/** Fills in what stands for something else in the author's text. Only the data of text nodes changes. */
export function fillText(host: Element, fill: (text: string) => string): void {
  for (const text of textsIn(host)) {
    const original = originalOf(text);
    const written = fill(original);
    if (written === text.data) continue;
    originals.set(text, { text: original, written });
    text.data = written;
  }
}

function originalOf(text: Text): string {
  const kept = originals.get(text);
  return kept?.written === text.data ? kept.text : text.data;
}

function textsIn(host: Element): Text[] {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts.filter((text) => !text.parentElement?.matches('script, style'));
}

/** What the page itself names in its metadata, as Open Graph has it (`article:section`, `article:tag`). */
export function pageList(property: string): string {
  const metas = document.querySelectorAll(`meta[property="${property}"]`);
  return [...metas].map((meta) => `${meta.getAttribute('content') ?? ''},`).join('');
}

/** What stands for this article: its canonical address where it has one. */
export function articleAddress(): string {
  const canonical = document.querySelector('link[rel="canonical"][href]');
  return (canonical as HTMLLinkElement | null)?.href || location.pathname + location.search;
}
