/**
 * The nearest `lang`, from `element` up through shadow roots to the document; `en` when there is none.
 *
 * @see HTML, 3.2.6.2 The lang and xml:lang attributes
 */
export function languageOf(element: Element): string {
  let node: Node | null = element;
  while (node) {
    if (node instanceof Element) {
      const language = node.getAttribute('lang')?.trim();
      if (language) return language;
    }
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return 'en';
}

interface Watch {
  readonly observer: MutationObserver;
  readonly listeners: Set<() => void>;
}

/** One observer for each document or shadow root, however many elements stand in it. */
const watches = new WeakMap<Node, Watch>();

/** Calls `onChange` whenever a `lang` changes somewhere around `element`, until `signal` fires. */
export function watchLanguage(element: Element, onChange: () => void, signal: AbortSignal): void {
  let root: Node = element.getRootNode();
  for (;;) {
    watchRoot(root, onChange, signal);
    if (!(root instanceof ShadowRoot)) return;
    root = root.host.getRootNode();
  }
}

function watchRoot(root: Node, onChange: () => void, signal: AbortSignal): void {
  const watch = watches.get(root) ?? startWatch(root);
  watch.listeners.add(onChange);
  signal.addEventListener('abort', () => {
    watch.listeners.delete(onChange);
    if (watch.listeners.size > 0) return;
    watch.observer.disconnect();
    watches.delete(root);
  });
}

function startWatch(root: Node): Watch {
  const listeners = new Set<() => void>();
  const observer = new MutationObserver(() => {
    for (const tell of [...listeners]) tell();
  });
  observer.observe(root, { attributes: true, attributeFilter: ['lang'], subtree: true });
  const watch = { observer, listeners };
  watches.set(root, watch);
  return watch;
}
