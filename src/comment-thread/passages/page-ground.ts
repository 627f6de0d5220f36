import type { Anchor } from '../../contracts/anchor.ts';
import { findInPage } from '../page-look.ts';
import { Anchoring } from './page-anchoring.ts';
import type { ArticleText } from './page-article.ts';
import { marginOf } from './page-geometry.ts';
import { Paint } from './page-paint.ts';
import type { Passage } from './group-passages.ts';
import { locate } from './locate.ts';
import type { Stretch } from './make-anchor.ts';
import { inSlices } from './page-slices.ts';

/** How long a page has to be left alone before the article is looked for again, in milliseconds. */
const CALM_MS = 200;
/** How long a page may take to draw its article before that counts as a mistake, in milliseconds. */
const PATIENCE_MS = 1_000;

export interface GroundOptions {
  /** CSS selector of the article. */
  readonly selector: string;
  readonly signal: AbortSignal;
  /** Tells the developer what is wrong. */
  readonly report: (message: string) => void;
  /** The article was found; it is another one when a page replaced it. `life` ends with it. */
  readonly found: (article: Element, life: AbortSignal) => void;
  /** Words, or the places of passages, are others now. */
  readonly changed: () => void;
}

/** The article that comments are about: found, found again when the page replaces it, with the passages painted in it. */
export class Ground {
  readonly #options: GroundOptions;
  readonly #paint = new Paint();
  #article: Element | undefined;
  #anchoring: Anchoring | undefined;
  #anchors: ReadonlyMap<string, Anchor> = new Map();
  #life: AbortController | undefined;
  /** Only the last painting is finished. */
  #paintings = 0;
  /** Where passages are in the page, by their stretch of a text. */
  #ranges = new Map<string, Range | undefined>();
  #rangesOf: ArticleText | undefined;

  constructor(options: GroundOptions) {
    this.#options = options;
  }

  /** Looks for the article, now and whenever the page changes under it. */
  start(): void {
    const { signal, selector, report } = this.#options;
    if (signal.aborted) return;
    let calm: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      if (this.#article?.isConnected) return;
      clearTimeout(calm);
      calm = setTimeout(() => this.#seek(), CALM_MS);
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
    this.#seek();
    const late = setTimeout(() => {
      if (!this.#article) report(`article="${selector}" finds nothing in this page (yet).`);
    }, PATIENCE_MS);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(calm);
      clearTimeout(late);
      this.#paint.clear();
      this.#life?.abort();
    });
  }

  get article(): Element | undefined {
    return this.#article;
  }

  /** The words of the article; `undefined` while there is none. */
  get text(): ArticleText | undefined {
    return this.#anchoring?.text;
  }

  get passages(): readonly Passage[] {
    return this.#anchoring?.passages ?? [];
  }

  /** Where the passage of a comment is. */
  placeOf(id: string): Stretch | undefined {
    return this.#anchoring?.placeOf(id);
  }

  /** Whether the passage of a comment was looked for. */
  isPlaced(id: string): boolean {
    return this.#anchoring?.isPlaced(id) === true;
  }

  /** Where a passage is that no comment is about yet. */
  locate(anchor: Anchor): Stretch | undefined {
    return this.text && locate(this.text.text, anchor);
  }

  /** Finds and paints the passages of these comments, by id. */
  follow(anchors: ReadonlyMap<string, Anchor>): void {
    this.#anchors = anchors;
    void this.#anchoring?.follow(anchors);
  }

  rangeOf(stretch: Stretch | undefined): Range | undefined {
    return stretch && this.text?.rangeOf(stretch);
  }

  /** Paints the one that is open; none without one. */
  show(stretch: Stretch | undefined): void {
    // Whoever asks may have waited until after the end.
    this.#paint.open(this.#options.signal.aborted ? undefined : this.rangeOf(stretch));
  }

  /** How much room is free beside the article, in CSS pixels. */
  get marginPx(): number {
    return this.#article ? marginOf(this.#article) : 0;
  }

  #seek(): boolean {
    const { signal, selector } = this.#options;
    const article = findInPage(selector);
    if (article === this.#article || signal.aborted) return article !== undefined;
    this.#life?.abort();
    this.#paint.clear();
    this.#article = article;
    this.#anchoring = undefined;
    if (!article) return false;
    const life = (this.#life = new AbortController());
    this.#anchoring = new Anchoring({ article, signal: life.signal, changed: () => this.#changed() });
    this.#options.found(article, life.signal);
    this.follow(this.#anchors);
    return true;
  }

  #changed(): void {
    this.#options.changed();
    void this.#repaint(this.#life!);
  }

  async #repaint({ signal: life }: { readonly signal: AbortSignal }): Promise<void> {
    const round = ++this.#paintings;
    if (this.#rangesOf !== this.text) this.#ranges = new Map();
    this.#rangesOf = this.text;
    await inSlices(this.#collect(), () => round === this.#paintings && !life.aborted);
  }

  /** Finds the passages in the page one by one, then paints them: what stays where it is stays the same range. */
  *#collect(): Generator<unknown> {
    const ranges: Range[] = [];
    for (const { start, end } of this.passages) {
      const key = `${start}-${end}`;
      if (!this.#ranges.has(key)) this.#ranges.set(key, this.rangeOf({ start, end }));
      const range = this.#ranges.get(key);
      if (range) ranges.push(range);
      yield;
    }
    yield* this.#paint.showing(ranges);
  }
}
