/** What the reader looked at before the comments were drawn. */
export interface Stillness {
  readonly heightPx: number;
  /** The first comment in view among those that a server wrote between the tags, and where its top stood. */
  readonly anchor?: { readonly id: string; readonly top: number } | undefined;
  /** The comment among them that held the focus. */
  readonly focused?: string | undefined;
}

/** The comments that a server wrote between the tags. */
export const servedComments = (element: Element): Element[] => [...element.querySelectorAll('[id^="comment-"]')];

/**
 * Waits as long as text between the tags is selected: what somebody is about to copy is not taken away.
 *
 * @returns Nothing where there is nothing to wait for. Ends with the signal at the latest.
 */
export function selectionEnds(element: HTMLElement, signal: AbortSignal): Promise<void> | undefined {
  const isSelected = () => {
    const { anchorNode, focusNode, isCollapsed = true } = getSelection() ?? {};
    return !isCollapsed && element.contains(anchorNode!) && element.contains(focusNode!);
  };
  if (!isSelected()) return undefined;
  return new Promise((resolve) => {
    const end = () => {
      document.removeEventListener('selectionchange', look);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const look = () => void (isSelected() || end());
    document.addEventListener('selectionchange', look);
    signal.addEventListener('abort', end);
  });
}

/** Looks at what stands there now; what follows replaces it. */
export function lookAround(element: HTMLElement): Stillness {
  const served = servedComments(element);
  const inView = served.find((one) => one.getBoundingClientRect().bottom > 0);
  const top = inView?.getBoundingClientRect().top ?? NaN;
  return {
    heightPx: element.getBoundingClientRect().height,
    // Whoever reads above the thread is kept in place by the browser.
    anchor: inView && top < 0 ? { id: inView.id, top } : undefined,
    focused: document.activeElement?.closest('[id^="comment-"]')?.id,
  };
}

/**
 * Keeps the page as it was when other content has taken that place: the comment that was read stays where it stood, the
 * focus goes to the same comment, and what follows the thread stays put until the reader does something, or until it is
 * out of sight.
 */
export function keepStill(root: HTMLElement, { heightPx, anchor, focused }: Stillness, signal: AbortSignal): void {
  const comments = root.getRootNode() as ShadowRoot;
  holdHeight(root, heightPx, signal);
  if (focused !== undefined) comments.getElementById(focused)?.focus({ preventScroll: true });
  const now = anchor && comments.getElementById(anchor.id)?.getBoundingClientRect().top;
  if (anchor && now !== undefined) scrollBy({ top: now - anchor.top, behavior: 'instant' });
}

function holdHeight(root: HTMLElement, heightPx: number, signal: AbortSignal): void {
  const end = new AbortController();
  const release = () => {
    root.style.removeProperty('min-block-size');
    end.abort();
  };
  const look = () => {
    const { height, bottom } = root.firstElementChild!.getBoundingClientRect();
    if (height >= heightPx || bottom >= innerHeight) release();
  };
  root.style.setProperty('min-block-size', `${heightPx}px`);
  const listening = { signal: end.signal, passive: true };
  signal.addEventListener('abort', release, { signal: end.signal });
  // What moves right after somebody touched the page is no surprise.
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, release, listening);
  addEventListener('scroll', look, listening);
  look();
}
