/** How much stays free above a passage, in CSS pixels. */
const ABOVE_PX = 24;

/** Brings a passage into that part of the window that the panel leaves free, if it is not there already. */
export function keepInView(range: Range | undefined, panel: HTMLElement | null): void {
  const rect = range?.getBoundingClientRect();
  if (!rect || rect.height === 0) return;
  const sheet = panel?.getBoundingClientRect();
  // A sheet at the lower edge of a narrow window covers it; what stands at the side does not.
  const isSheet = sheet && sheet.width >= document.documentElement.clientWidth - 1;
  const bottom = isSheet ? sheet.top : innerHeight;
  if (rect.top >= ABOVE_PX && rect.bottom <= bottom - ABOVE_PX) return;
  const free = Math.max(ABOVE_PX, (bottom - rect.height) / (isSheet ? 3 : 2));
  scrollBy({ top: rect.top - free });
}
