/** How long a selection has to stay as it is before something is offered for it, in milliseconds. */
const SETTLED_MS = 150;

export interface SelectionOptions {
  /** Only what is selected in it counts. */
  readonly article: () => Element | undefined;
  readonly signal: AbortSignal;
  /** Gets a copy of what is selected; nothing when nothing is. */
  readonly selected: (range: Range | undefined) => void;
}

/** Tells what a reader has selected in the article, once they let go of it. */
export function watchSelection({ article, signal, selected }: SelectionOptions): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPressed = false;
  let isOffered = false;
  const look = () => {
    if (isPressed) return;
    const range = selectedIn(article());
    if (!range && !isOffered) return;
    isOffered = range !== undefined;
    selected(range);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  };
  const press = (isDown: boolean) => () => {
    isPressed = isDown;
    if (!isDown) soon();
  };
  document.addEventListener('selectionchange', soon, { signal });
  for (const type of ['pointerup', 'pointercancel', 'dragend']) addEventListener(type, press(false), { signal });
  addEventListener('pointerdown', press(true), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

function selectedIn(article: Element | undefined): Range | undefined {
  const selection = getSelection();
  if (!article || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  // A triple click on the last paragraph ends where begins what comes after the article.
  const isAtNext = range.endOffset === 0 && !article.contains(range.endContainer);
  if (isAtNext && article.contains(range.startContainer)) range.setEnd(article, article.childNodes.length);
  return article.contains(range.commonAncestorContainer) ? range : undefined;
}
