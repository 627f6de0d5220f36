import { render } from 'lit';

import { isInView } from '../page-look.ts';
import { drawLayer, type LayerView, type Row } from './draw-layer.ts';
import { linesOf, isRtl, marginOf } from './page-geometry.ts';
import type { ArticleText } from './page-article.ts';
import { inSlices } from './page-slices.ts';
import { spotOf, stack, type Spot } from './spot.ts';

/** Least room that the buttons of a paragraph take, in CSS pixels: one with its count. */
const BUTTON_PX = 44;
/** Least that a question takes where its words may be broken, and how much one of its letters takes where not. */
const QUESTION_PX = 150;
const LETTER_PX = 7.5;
/** How many paragraphs get their buttons at once. */
const CHUNK = 6;
/** How far below the end of a selection its button stands: fingers leave handles there. */
const BELOW_PX = { fine: 6, coarse: 26 };

export interface LayerOptions {
  readonly root: ShadowRoot;
  readonly signal: AbortSignal;
  /** A button has the focus, by its place among all, or none has. */
  readonly focused: (at: number | undefined) => void;
}

/**
 * The buttons at the passages of the article: one layer in the thread's shadow root, laid over the article. Nothing in
 * the publisher's nodes changes, and a page that throws its nodes away throws none of ours away.
 */
export class Layer {
  readonly #stage = document.createElement('div');
  #view: LayerView | undefined;
  #text: ArticleText | undefined;
  #article: Element | undefined;
  #selection: Range | undefined;
  /** How many paragraphs have their buttons, and how many of those stand where they belong. */
  #drawn = 0;
  #placed = 0;
  #isAtWork = false;
  readonly #signal: AbortSignal;
  readonly #sizes: ResizeObserver;

  constructor({ root, signal, focused }: LayerOptions) {
    this.#signal = signal;
    this.#stage.className = 'root layer';
    root.prepend(this.#stage);
    this.#sizes = new ResizeObserver(() => this.place());
    this.#stage.addEventListener('keydown', (event) => this.#onKey(event));
    this.#stage.addEventListener('focusin', ({ target }) => {
      const at = this.#buttons().indexOf(target as HTMLElement);
      focused(at < 0 ? undefined : at);
    });
    this.#stage.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.#stage.contains(relatedTarget as Node | null)) focused(undefined);
    });
    // Fonts that arrive late move words without changing any size.
    const listening = { signal };
    addEventListener('resize', () => this.place(), listening);
    addEventListener('load', () => this.place(), listening);
    document.fonts?.addEventListener?.('loadingdone', () => this.place(), listening);
    signal.addEventListener('abort', () => {
      this.#sizes.disconnect();
      this.#stage.remove();
    });
  }

  /** Draws the buttons of an article. @param selection - What is selected in it. */
  draw(article: Element, text: ArticleText, view: LayerView, [language, direction]: readonly [string, string]): void {
    if (article !== this.#article) {
      this.#sizes.disconnect();
      this.#sizes.observe(article);
      this.#sizes.observe(document.body);
      this.#article = article;
      this.#drawn = 0;
    }
    // Styles of everything in it depend on these: the same once more is work as well.
    if (this.#stage.lang !== language) this.#stage.lang = language;
    if (this.#stage.dir !== direction) this.#stage.dir = direction;
    const before = this.#view?.rows ?? [];
    const isSame = text === this.#text && areSame(view.rows, before);
    this.#drawn = reachOf(view.rows, before.slice(0, this.#drawn));
    this.#view = view;
    this.#text = text;
    this.#render();
    this.#placeSelection();
    if (!isSame) this.#placeSoon();
  }

  /** The buttons of a long article come some at a time. */
  #render(): void {
    const view = this.#view!;
    render(drawLayer({ ...view, rows: view.rows.slice(0, this.#drawn) }), this.#stage);
  }

  /** What of the article is selected; its button stands at the end of that. */
  select(range: Range | undefined): void {
    this.#selection = range;
  }

  /** The button of a paragraph or a question. */
  buttonOf(element: Element): HTMLElement | undefined {
    const at = this.#view?.rows.flatMap(({ spots }) => spots).findIndex(({ part }) => part.element === element) ?? -1;
    return this.#buttons()[at];
  }

  get hasFocus(): boolean {
    return this.#stage.matches(':focus-within');
  }

  /** The pointer is in this paragraph: its button shows itself. */
  near(paragraph: Element | undefined): void {
    this.#rowElements().forEach((row, index) => {
      row.toggleAttribute('data-near', this.#view?.rows[index]?.paragraph.element === paragraph);
    });
  }

  /** Puts everything where the article now is: at once what a reader sees. */
  place(): void {
    const text = this.#text;
    if (!this.#view || !text || !this.#article?.isConnected) return;
    const rows = this.#rowElements();
    const seen = this.#view.rows.flatMap((row, at) => (rows[at] && isInView(row.paragraph.element) ? [at] : []));
    this.#put(seen);
    this.#placeSelection();
    this.#placeSoon();
  }

  #placeSoon(): void {
    this.#placed = 0;
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    void inSlices(this.#work(), () => !this.#signal.aborted).then(() => (this.#isAtWork = false));
  }

  /** Draws and places some at a time. */
  *#work(): Generator<void> {
    while (this.#view && this.#placed < this.#view.rows.length && this.#article?.isConnected) {
      // With the first a browser gets all of it ready.
      const next = Math.min(this.#placed + (this.#drawn === 0 ? 1 : CHUNK), this.#view.rows.length);
      this.#put([...this.#view.rows.keys()].slice(this.#placed, next));
      this.#placed = next;
      yield;
    }
  }

  /** Puts some where they belong: first all is looked at, then all is changed, for a browser lays the page out between. */
  #put(places: readonly number[]): void {
    const [text, view] = [this.#text!, this.#view!];
    const margin = marginOf(this.#article!, this.#stage);
    const spots = places.map((at) => spotOfRow(view.rows[at]!, text, margin));
    const origin = this.#stage.getBoundingClientRect();
    const end = (places[places.length - 1] ?? -1) + 1;
    if (this.#drawn < end) {
      this.#drawn = end;
      this.#render();
    }
    const rows = this.#rowElements();
    spots.forEach((spot, index) => put(rows[places[index]!]!, spot, origin));
    unpile(rows.slice(Math.max(0, (places[0] ?? 0) - 1), end));
  }

  #placeSelection(): void {
    const row = this.#stage.querySelector<HTMLElement>('.selection');
    const rects = this.#selection?.getClientRects() ?? [];
    const last = rects[rects.length - 1];
    if (!row || !last) return;
    const origin = this.#stage.getBoundingClientRect();
    const { offsetWidth } = row;
    const below = matchMedia('(pointer: coarse)').matches ? BELOW_PX.coarse : BELOW_PX.fine;
    const end = isRtl(this.#article!) ? last.left : last.right - offsetWidth;
    const left = Math.max(8, Math.min(end, document.documentElement.clientWidth - offsetWidth - 8));
    row.style.setProperty('left', `${left - origin.left}px`);
    row.style.setProperty('top', `${last.bottom + below - origin.top}px`);
  }

  #rowElements(): HTMLElement[] {
    return [...this.#stage.querySelectorAll<HTMLElement>('[role=toolbar] > .row')];
  }

  #buttons(): HTMLElement[] {
    return [...this.#stage.querySelectorAll<HTMLElement>('[role=toolbar] button')];
  }

  /** From one button to the next, as toolbars do. */
  #onKey(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const at = buttons.indexOf(event.target as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  }
}

/** How many paragraphs can be drawn at once: up to the last that was drawn before, if few between them are new. */
function reachOf(rows: readonly Row[], before: readonly Row[]): number {
  const known = new Set(before.map(({ paragraph }) => paragraph.element));
  let reach = 0;
  let fresh = 0;
  for (const [index, { paragraph }] of rows.entries()) {
    if (known.has(paragraph.element)) reach = index + 1;
    else if (++fresh > CHUNK) break;
  }
  return reach;
}

/** Whether the same elements have the same kinds of buttons. */
function areSame(rows: readonly Row[], before: readonly Row[]): boolean {
  return (
    rows.length === before.length &&
    rows.every(({ paragraph, spots }, index) => {
      const one = before[index]!;
      return paragraph.element === one.paragraph.element && spots.length === one.spots.length;
    })
  );
}

function spotOfRow({ paragraph, spots }: Row, text: ArticleText, margin: number): Spot | undefined {
  const lines = linesOf(paragraph, text.rangeOf(paragraph));
  return lines && spotOf(lines.box, lines.lastLine, isRtl(paragraph.element), margin, sizeOf(spots));
}

function sizeOf(spots: Row['spots']): { readonly broken: number; readonly whole: number } {
  const questions = spots.flatMap(({ question }) => question?.length ?? []);
  if (questions.length === 0) return { broken: BUTTON_PX, whole: BUTTON_PX };
  return {
    broken: QUESTION_PX,
    whole: questions.reduce((sum, length) => sum + BUTTON_PX + length * LETTER_PX, BUTTON_PX),
  };
}

function put(row: HTMLElement, spot: Spot | undefined, origin: DOMRect): void {
  row.hidden = !spot;
  if (!spot) return;
  row.dataset['way'] = spot.way;
  row.classList.toggle('before', spot.isBefore);
  row.style.setProperty('left', `${spot.x - origin.left}px`);
  row.style.setProperty('top', `${spot.y - origin.top}px`);
  row.style.setProperty('--_room', `${spot.room}px`);
}

/** What stands beside a short paragraph may be higher than it: then the next goes on below. */
function unpile(all: readonly HTMLElement[]): void {
  const rows = all.filter((row) => !row.hidden && row.dataset['way'] === 'margin');
  const tops = rows.map(({ offsetTop }) => offsetTop);
  const heights = rows.map(({ offsetHeight }) => offsetHeight);
  stack(tops, heights).forEach((top, index) => {
    const more = top - tops[index]!;
    const row = rows[index]!;
    if (more > 0) row.style.setProperty('top', `${parseFloat(row.style.top) + more}px`);
  });
}
