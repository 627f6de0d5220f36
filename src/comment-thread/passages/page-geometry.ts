import type { Part } from './page-article.ts';
import { marginBeside, type Box } from './spot.ts';

/** Where a paragraph and the last line of its words stand; `undefined` while it is not laid out. */
export function linesOf(
  { element }: Part,
  range: Range | undefined,
): { readonly box: Box; readonly lastLine: Box } | undefined {
  const rects = range?.getClientRects() ?? [];
  const last = rects[rects.length - 1];
  const box = element.getBoundingClientRect();
  if (!last || box.width === 0) return undefined;
  return { box, lastLine: last };
}

export const isRtl = (element: Element) => getComputedStyle(element).direction === 'rtl';

/** How much room is free beside an article at the end of its lines, in CSS pixels. */
export function marginOf(article: Element): number {
  const others: Box[] = [];
  for (let inner: Element | null = article; inner && inner !== document.body; inner = inner.parentElement) {
    for (const sibling of inner.parentElement?.children ?? []) {
      if (sibling !== inner) others.push(sibling.getBoundingClientRect());
    }
  }
  const { clientWidth } = document.documentElement;
  return marginBeside(article.getBoundingClientRect(), others.filter(isLaidOut), isRtl(article), clientWidth);
}

const isLaidOut = ({ left, right, top, bottom }: Box) => right > left && bottom > top;
