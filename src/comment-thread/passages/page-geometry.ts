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

/**
 * How much room is free beside an article at the end of its lines, in CSS pixels.
 *
 * @param layer - What is laid over the page: room in which it would be cut off is none.
 */
export function marginOf(article: Element, layer?: Element): number {
  const others: Box[] = [];
  for (let inner: Element | null = article; inner && inner !== document.body; inner = inner.parentElement) {
    for (const sibling of inner.parentElement?.children ?? []) {
      if (sibling !== inner) others.push(sibling.getBoundingClientRect());
    }
  }
  const ground = groundOf(layer);
  return marginBeside(article.getBoundingClientRect(), others.filter(isLaidOut), isRtl(article), ground);
}

/** From where to where of the window something is seen that is laid over the page. */
function groundOf(layer: Element | undefined): Pick<Box, 'left' | 'right'> {
  let [left, right] = [0, document.documentElement.clientWidth];
  let isHeld = false;
  for (let around = layer && parentOf(layer); around && around !== document.body; around = parentOf(around)) {
    const style = getComputedStyle(around);
    // What is not held passes through what would cut it off.
    isHeld ||= holds(style);
    if (!isHeld || !cuts(style)) continue;
    const box = around.getBoundingClientRect();
    left = Math.max(left, box.left);
    right = Math.min(right, box.right);
  }
  return { left, right };
}

/** What is around an element as it is drawn, through slots and shadow roots. */
function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/** Whether absolute positions within an element are measured from it, or it cuts off all within it as clips do. */
function holds({ position, transform, filter, contain, contentVisibility, clipPath }: CSSStyleDeclaration): boolean {
  if (position !== 'static' || /paint|layout|content|strict/.test(contain)) return true;
  return isSet(transform) || isSet(filter) || contentVisibility === 'auto' || isSet(clipPath);
}

/** Whether an element cuts off what it holds and what reaches beyond it. */
function cuts({ overflowX, contain, contentVisibility, clipPath }: CSSStyleDeclaration): boolean {
  if (overflowX !== 'visible' || /paint|content|strict/.test(contain)) return true;
  return contentVisibility === 'auto' || isSet(clipPath);
}

/** Browsers that do not know a property say nothing about it. */
const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== 'none';

const isLaidOut = ({ left, right, top, bottom }: Box) => right > left && bottom > top;
