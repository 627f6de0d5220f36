/**
 * Puts a pinned banner into the top layer, above whatever stacks on the page and out of what it stands in, or back into
 * the page. What lies in the top layer already stays above it: a banner must cover no dialog and no menu. Then, and where
 * a browser knows no popovers, it is `position: fixed` like anything else.
 */
export function layer(banner: HTMLElement, isPinned: boolean): void {
  try {
    if (banner.matches(':popover-open') === isPinned) return;
    const isRaised = isPinned && !document.querySelector(':modal, :popover-open');
    banner.popover = isRaised ? 'manual' : null;
    if (isRaised) banner.showPopover();
  } catch {
    banner.removeAttribute('popover');
  }
}

/** Looks again when something has left the top layer. */
export function watchLayer(pinned: () => HTMLElement | undefined, signal: AbortSignal): void {
  const look = (): void => {
    const banner = pinned();
    if (banner) layer(banner, true);
  };
  for (const type of ['toggle', 'close', 'fullscreenchange']) {
    document.addEventListener(type, look, { capture: true, signal });
  }
}
