/** How much stays free above and below a passage, in CSS pixels. */
const SPACE_PX = 16;

/**
 * Brings a passage into that part of the window that the panel leaves free, if it is not there already; again when the
 * panel grows with what arrives in it, until the reader does something.
 */
export function keepInView(range: Range | undefined, panel: HTMLElement | null): void {
  show(range, panel);
  if (!panel) return;
  const end = new AbortController();
  const sizes = new ResizeObserver(() => (panel.isConnected ? show(range, panel) : end.abort()));
  sizes.observe(panel);
  end.signal.addEventListener('abort', () => sizes.disconnect());
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(type, () => end.abort(), { passive: true, signal: end.signal });
}

function show(range: Range | undefined, panel: HTMLElement | null): void {
  const rect = range?.getBoundingClientRect();
  if (!rect || rect.height === 0) return;
  // A sheet at the lower edge of a narrow window covers it; what stands at the side does not.
  const isSheet = panel && panel.clientWidth >= document.documentElement.clientWidth - 1;
  const bottom = isSheet ? innerHeight - panel.offsetHeight : innerHeight;
  if (rect.top >= SPACE_PX && rect.bottom <= bottom - SPACE_PX) return;
  const above = Math.max(SPACE_PX, (bottom - rect.height) / (isSheet ? 3 : 2));
  scrollBy({ top: rect.top - above });
}
