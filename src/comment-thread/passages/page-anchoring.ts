import type { Anchor } from '../../contracts/anchor.ts';
import { groupPassages, type Passage } from './group-passages.ts';
import { locate, type Found } from './locate.ts';
import { ArticleText } from './page-article.ts';

/** How long one slice of work may take, in milliseconds; on a slow phone a passage that is not there takes as much again. */
const SLICE_MS = 6;
/** How long an article has to be left alone before it is read again, in milliseconds. */
const CALM_MS = 300;

export interface AnchoringOptions {
  readonly article: Element;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Places were found, or are others now. */
  readonly changed: () => void;
}

/**
 * Knows where in the article the passages of comments are, and keeps it true when the article changes: in slices, while
 * the browser has nothing better to do.
 */
export class Anchoring {
  readonly #options: AnchoringOptions;
  readonly #places = new Map<string, Found | undefined>();
  #anchors: ReadonlyMap<string, Anchor> = new Map();
  #text: ArticleText;
  #run: AbortController | undefined;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnchoringOptions) {
    const { article, signal } = options;
    this.#options = options;
    this.#text = new ArticleText(article);
    const observer = new MutationObserver(() => this.#disturbed());
    observer.observe(article, { childList: true, subtree: true, characterData: true });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.#calm);
      this.#run?.abort();
    });
  }

  /** The article as it was last read. */
  get text(): ArticleText {
    return this.#text;
  }

  get passages(): Passage[] {
    return groupPassages(this.#places);
  }

  /** Whether it was looked for already. */
  isPlaced(id: string): boolean {
    return this.#places.has(id);
  }

  /** Where the passage of a comment is; `undefined` where it is not to be found (any more), or not yet. */
  placeOf(id: string): Found | undefined {
    return this.#places.get(id);
  }

  /** Finds the passages of these comments, by id; those that were found before stay. @returns When all are. */
  follow(anchors: ReadonlyMap<string, Anchor>): Promise<void> {
    for (const id of [...this.#places.keys()]) if (!anchors.has(id)) this.#places.delete(id);
    this.#anchors = anchors;
    return this.#place();
  }

  #disturbed(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      const text = new ArticleText(this.#options.article);
      // Buttons and players come and go; only other words are another article.
      if (text.text !== this.#text.text) this.#places.clear();
      this.#text = text;
      this.#options.changed();
      void this.#place();
    }, CALM_MS);
  }

  async #place(): Promise<void> {
    this.#run?.abort();
    const { signal } = (this.#run = new AbortController());
    let sliceEnd = performance.now() + SLICE_MS;
    for (const [id, anchor] of this.#anchors) {
      if (this.#places.has(id)) continue;
      if (performance.now() > sliceEnd) {
        this.#options.changed();
        await atLeisure();
        if (signal.aborted || this.#options.signal.aborted) return;
        sliceEnd = performance.now() + SLICE_MS;
      }
      this.#places.set(id, locate(this.#text.text, anchor));
    }
    this.#options.changed();
  }
}

/** When the browser has time; soon where it cannot say. */
function atLeisure(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 0);
  });
}
