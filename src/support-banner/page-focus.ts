/** Room left between what has focus and the banner, in CSS pixels. */
const GAP = 8;

/**
 * Keeps a pinned banner from hiding what has focus (WCAG 2.4.11): the page is scrolled until it can be seen; where it
 * cannot scroll any further, the banner steps aside until focus moves on.
 *
 * The page's own `scroll-padding` would do half of this, but it belongs to the page.
 *
 * @param pinned - The banner while it is pinned to an edge.
 */
export function keepFocusVisible(pinned: () => HTMLElement | undefined, signal: AbortSignal): () => void {
  const check = (target: EventTarget | null | undefined): void => {
    const banner = pinned();
    if (!banner) return;
    banner.classList.remove('aside');
    if (!(target instanceof Element) || target === document.body || isWithin(target, banner)) return;
    const overlap = overlapOf(target, banner);
    if (overlap === 0) return;
    window.scrollBy({ top: overlap, behavior: 'instant' });
    banner.classList.toggle('aside', overlapOf(target, banner) !== 0);
  };
  const recheck = (): void => check(deepFocus());
  document.addEventListener('focusin', (event) => check(event.composedPath()[0]), { signal });
  window.addEventListener('resize', recheck, { signal });
  return recheck;
}

/** How far the page must scroll for `target` to be clear of the banner; 0 when it is. */
function overlapOf(target: Element, banner: Element): number {
  const [it, bar] = [target.getBoundingClientRect(), banner.getBoundingClientRect()];
  const isBeside = it.right <= bar.left || it.left >= bar.right;
  if (isBeside || it.bottom <= bar.top || it.top >= bar.bottom || it.height === 0) return 0;
  const isAtTop = bar.top <= 0;
  // Something taller than the free part of the window is partly visible whatever we do.
  const free = window.innerHeight - bar.height;
  if (it.height > free) return 0;
  return isAtTop ? it.top - bar.bottom - GAP : it.bottom - bar.top + GAP;
}

function isWithin(target: Element, banner: Element): boolean {
  const root = banner.getRootNode();
  return banner.contains(target) || (root instanceof ShadowRoot && root.host.contains(target));
}

/** What has focus, through shadow roots. */
function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
