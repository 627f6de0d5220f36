import type { Anchor } from '../../contracts/anchor.ts';
import { groupPassages, type Passage } from './group-passages.ts';
import { locating, type Found } from './locate.ts';
import { readArticle, type ArticleText } from './page-article.ts';
import { inSlices } from './page-slices.ts';

/** How long an article has to be left alone before it is read again, in milliseconds. */
const CALM_MS = 300;
/** What shows and hides parts of an article, or says that they are none, with its words left as they are. */
const TELLING = ['hidden', 'open', 'class', 'data-annotate', 'data-question'];
/** How often it is told what was found so far, in milliseconds: everything is drawn again each time. */
const TELL_MS = 1_000;

export interface AnchoringOptions {
  readonly article: Element;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Places were found, or are others now. */
  readonly changed: () => void;
}

/** An article as it was read, and where in it the passages are that were looked for. */
interface Read {
  readonly text: ArticleText;
  readonly places: Map<string, Found | undefined>;
}

/**
 * Knows where in the article the passages of comments are, and keeps it true when the article changes: in slices, while
 * the browser has nothing better to do.
 */
export class Anchoring {
  readonly #options: AnchoringOptions;
  #anchors: ReadonlyMap<string, Anchor> = new Map();
  /** The article is being read, and how far that is. */
  #reading: Generator<void, ArticleText> | undefined;
  /** As it was last read. */
  #read: Read | undefined;
  /** What others get to see: what was there word for word has been found in it. */
  #shown: Read | undefined;
  /** Only the last run goes on. */
  #run = 0;
  #calm: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnchoringOptions) {
    const { article, signal } = options;
    this.#options = options;
    this.#reading = readArticle(article);
    const observer = new MutationObserver(() => this.#disturbed());
    const words = { childList: true, subtree: true, characterData: true };
    observer.observe(article, { ...words, attributes: true, attributeFilter: TELLING });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.#calm);
    });
  }

  /** The article as it was last read; `undefined` until it was. */
  get text(): ArticleText | undefined {
    return this.#shown?.text;
  }

  get passages(): Passage[] {
    return this.#shown ? groupPassages(this.#shown.places) : [];
  }

  /** Whether it was looked for already. */
  isPlaced(id: string): boolean {
    return this.#shown?.places.has(id) === true;
  }

  /** Where the passage of a comment is; `undefined` where it is not to be found (any more), or not yet. */
  placeOf(id: string): Found | undefined {
    return this.#shown?.places.get(id);
  }

  /** Finds the passages of these comments, by id; those that were found before stay. @returns When all are. */
  follow(anchors: ReadonlyMap<string, Anchor>): Promise<void> {
    for (const { places } of [this.#read, this.#shown].filter((one) => one !== undefined))
      for (const id of [...places.keys()]) if (!anchors.has(id)) places.delete(id);
    this.#anchors = anchors;
    return this.#start();
  }

  #disturbed(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#reading = readArticle(this.#options.article);
      void this.#start();
    }, CALM_MS);
  }

  async #start(): Promise<void> {
    const run = ++this.#run;
    await inSlices(this.#work(), () => run === this.#run && !this.#options.signal.aborted);
  }

  /** Reads the article where that is due, then looks for what was not looked for: first for what is there as it was. */
  *#work(): Generator<void, void> {
    if (this.#reading) this.#take(yield* this.#reading);
    const read = this.#read!;
    const { text, places } = read;
    const changed: [string, Generator<void, Found | undefined>][] = [];
    for (const [id, anchor] of this.#anchors) {
      if (places.has(id)) continue;
      const search = locating(text.text, anchor);
      const step = search.next();
      if (step.done) places.set(id, step.value);
      else changed.push([id, search]);
      yield;
    }
    this.#shown = read;
    this.#options.changed();
    yield* this.#goOn(changed, places);
  }

  *#goOn(searches: readonly [string, Generator<void, Found | undefined>][], places: Read['places']): Generator<void> {
    let told = performance.now();
    for (const [id, search] of searches) {
      places.set(id, yield* search);
      yield;
      if (performance.now() < told + TELL_MS) continue;
      told = performance.now();
      this.#options.changed();
    }
    if (searches.length > 0) this.#options.changed();
  }

  #take(text: ArticleText): void {
    this.#reading = undefined;
    // Buttons and players come and go; only other words are another article.
    const isSame = text.text === this.#read?.text.text;
    this.#read = { text, places: isSame ? this.#read!.places : new Map<string, Found | undefined>() };
  }
}
