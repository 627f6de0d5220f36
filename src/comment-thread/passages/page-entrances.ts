import { shortenPassage } from '../../contracts/passage.ts';
import { formatNumber } from '../../base/messages.ts';
import { dress } from '../page-world.ts';
import type { Scene } from '../draw-scene.ts';
import type { Row, Spotted } from './draw-layer.ts';
import { layerStyles } from './layer.styles.ts';
import type { Stretch } from './make-anchor.ts';
import { beginsIn, overlaps } from './opened.ts';
import type { ArticleText, Part, Question } from './page-article.ts';
import type { Ground } from './page-ground.ts';
import { Layer } from './page-layer.ts';
import { watchSelection } from './page-selection.ts';
import { atLeisure } from './page-slices.ts';

/** How much of a paragraph tells readers who do not see which one it is, in UTF-16 code units. */
const BEGINNING = 80;
/** How long after scrolling the Tab key leads to what is in view now, in milliseconds. */
const SCROLLED_MS = 200;

/** How a reader comes to the comments on a passage. */
export interface Entrance {
  readonly stretch: Stretch;
  readonly isParagraph: boolean;
  readonly question?: string | undefined;
  /** The paragraph or mark whose button the focus goes back to. */
  readonly element: Element | undefined;
}

export interface EntrancesOptions {
  readonly root: ShadowRoot;
  readonly ground: Ground;
  readonly signal: AbortSignal;
  /** How many comments belong to each that has been found, by the id of the top-level one. */
  readonly counts: () => ReadonlyMap<string, number>;
  readonly enter: (entrance: Entrance) => unknown;
}

/** The ways into the comments on passages: a button at each paragraph and question, one for what is selected, the paint. */
export class Entrances {
  readonly #options: EntrancesOptions;
  readonly #layer: Layer;
  #scene: Scene | undefined;
  #locale: readonly [string, string] = ['en', 'ltr'];
  #rows: readonly Row[] = [];
  #selected: Stretch | undefined;
  #current: Element | undefined;
  #open: Element | undefined;
  #isDue = false;

  constructor(options: EntrancesOptions) {
    const { root, signal, ground } = options;
    this.#options = options;
    dress(root, layerStyles);
    this.#layer = new Layer({ root, signal, focused: (at) => this.#focused(at) });
    watchSelection({ article: () => ground.article, signal, selected: (range) => this.#select(range) });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#meetReader(), SCROLLED_MS);
    };
    addEventListener('scroll', onScroll, { signal, passive: true });
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** An article was found. */
  take(article: Element, life: AbortSignal): void {
    const over = ({ target }: Event) => this.#layer.near(this.#paragraphOf(target as Node)?.element);
    article.addEventListener('pointerover', over, { signal: life });
    article.addEventListener('pointerleave', () => this.#layer.near(undefined), { signal: life });
    article.addEventListener('click', (event) => this.#onClick(event as MouseEvent), { signal: life });
  }

  /** Something to draw changed: when there is time, and once for all that did. @param open - Whose comments are open. */
  draw(scene: Scene, locale: readonly [string, string], open: Element | undefined): void {
    this.#scene = scene;
    this.#locale = locale;
    // What was opened or closed is the reader's doing.
    if (open !== this.#open) this.#again();
    else if (!this.#isDue) void atLeisure().then(() => this.#drawDue());
    this.#open = open;
    this.#isDue = true;
  }

  #drawDue(): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#drawNow();
  }

  /** Where the focus goes when the comments on a passage are closed. */
  buttonOf(element: Element | undefined): HTMLElement | undefined {
    return element && this.#layer.buttonOf(element);
  }

  /** The paragraph that a stretch begins in. */
  paragraphAt(stretch: Stretch): Element | undefined {
    return this.#options.ground.text?.paragraphs.find((part) => beginsIn(stretch, part))?.element;
  }

  #drawNow(): void {
    const { ground, signal } = this.#options;
    const { article, text } = ground;
    const scene = this.#scene;
    if (!article || !text || !scene || signal.aborted) return;
    const canWrite = !scene.isClosed;
    this.#rows = rowsOf(text, ground, this.#options.counts(), canWrite);
    const elements = this.#rows.flatMap(({ spots }) => spots.map(({ part }) => part.element));
    if (!this.#current || !elements.includes(this.#current)) this.#current = elements[0];
    const { say, tag } = scene;
    const view = {
      ...{ rows: this.#rows, canWrite, current: this.#current, open: this.#open },
      hasSelection: this.#selected !== undefined,
      words: { say: say as (key: string) => string, count: (count: number) => formatNumber(count, tag) },
      onSelection: () => this.#enterSelection(),
      onOpen: ({ part, question }: Spotted) =>
        this.#options.enter({ stretch: part, question, isParagraph: question === undefined, element: part.element }),
    };
    this.#layer.draw(article, text, view, this.#locale);
  }

  /** The reader did something: at once. */
  #again(): void {
    this.#isDue = true;
    void Promise.resolve().then(() => this.#drawDue());
  }

  #select(range: Range | undefined): void {
    const stretch = range && this.#options.ground.text?.stretchOf(range);
    this.#selected = stretch;
    this.#layer.select(stretch && range);
    this.#again();
  }

  #enterSelection(): void {
    const stretch = this.#selected;
    if (!stretch) return;
    this.#select(undefined);
    getSelection()?.removeAllRanges();
    this.#options.enter({ stretch, isParagraph: false, element: this.paragraphAt(stretch) });
  }

  #paragraphOf(node: Node): Part | undefined {
    return this.#rows.find(({ paragraph }) => paragraph.element.contains(node))?.paragraph;
  }

  /** A click on painted words opens what was said about them; links and controls stay what they are. */
  #onClick({ target, defaultPrevented, clientX, clientY, button }: MouseEvent): void {
    if (defaultPrevented || button !== 0 || getSelection()?.isCollapsed === false) return;
    if ((target as Element).closest('a, button, input, select, textarea, label, summary, [contenteditable]')) return;
    const { ground } = this.#options;
    const hit = ground.passages
      .filter((passage) => isAt(ground.rangeOf(passage), clientX, clientY))
      .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    if (hit) this.#options.enter({ stretch: hit, isParagraph: false, element: this.paragraphAt(hit) });
  }

  /** Which paragraph a button belongs to is shown in the article. */
  #focused(at: number | undefined): void {
    const part = at === undefined ? undefined : this.#rows.flatMap(({ spots }) => spots)[at]?.part;
    if (part) this.#current = part.element;
    if (!this.#open) this.#options.ground.show(part);
    if (part) this.#again();
  }

  /** The Tab key leads to a paragraph in view. */
  #meetReader(): void {
    if (this.#layer.hasFocus) return;
    const spots = this.#rows.flatMap(({ spots: all }) => all);
    const inView = spots.find(({ part }) => part.element.getBoundingClientRect().bottom > 0);
    if (!inView || inView.part.element === this.#current) return;
    this.#current = inView.part.element;
    this.#again();
  }
}

function isAt(range: Range | undefined, x: number, y: number): boolean {
  return [...(range?.getClientRects() ?? [])].some(
    ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
  );
}

function rowsOf(text: ArticleText, ground: Ground, counts: ReadonlyMap<string, number>, canWrite: boolean): Row[] {
  const found = [...counts].flatMap(([id, count]) => {
    const place = ground.placeOf(id);
    return place ? [{ place, count }] : [];
  });
  const sum = (belongs: (place: Stretch) => boolean) =>
    found.reduce((total, { place, count }) => total + (belongs(place) ? count : 0), 0);
  const ask = (part: Question): Spotted => ({
    part,
    question: part.question,
    count: sum((place) => overlaps(place, part)),
    beginning: '',
  });
  const comment = (part: Part): Spotted => ({
    part,
    count: sum((place) => beginsIn(place, part)),
    beginning: shortenPassage(text.text.slice(part.start, Math.min(part.end, part.start + 2 * BEGINNING)), BEGINNING),
  });
  const isWanted = ({ count }: Spotted) => canWrite || count > 0;
  const rows = text.paragraphs.map((paragraph): Row => {
    const inside = text.questions.filter(({ element }) => paragraph.element.contains(element));
    return { paragraph, spots: [...inside.map(ask), comment(paragraph)].filter(isWanted) };
  });
  const loose = text.questions.filter(({ element }) => !rows.some((row) => row.paragraph.element.contains(element)));
  const all = [...rows, ...loose.map((part): Row => ({ paragraph: part, spots: [ask(part)].filter(isWanted) }))];
  return all.filter(({ spots }) => spots.length > 0).sort((a, b) => a.paragraph.start - b.paragraph.start);
}
