import { render } from 'lit';

import { drawLayer, type LayerView, type Row } from './draw-layer.ts';
import { linesOf, isRtl, marginOf } from './page-geometry.ts';
import type { ArticleText } from './page-article.ts';
import { spotOf, type Spot } from './spot.ts';

/** Least room that the buttons of a paragraph take, in CSS pixels: one with its count, or some words of a question. */
const BUTTON_PX = 44;
const QUESTION_PX = 150;
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
  readonly #sizes: ResizeObserver;

  constructor({ root, signal, focused }: LayerOptions) {
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
    }
    this.#stage.lang = language;
    this.#stage.dir = direction;
    const isNew = view.rows !== this.#view?.rows || text !== this.#text;
    this.#view = view;
    this.#text = text;
    render(drawLayer(view), this.#stage);
    if (isNew) this.place();
    else this.#placeSelection();
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

  /** Puts everything where the article now is: first all is looked at, then all is moved. */
  place(): void {
    const [view, text, article] = [this.#view, this.#text, this.#article];
    if (!view || !text || !article?.isConnected) return;
    const margin = marginOf(article);
    const spots = view.rows.map((row) => spotOfRow(row, text, margin));
    const origin = this.#stage.getBoundingClientRect();
    const rows = this.#rowElements();
    spots.forEach((spot, index) => rows[index] && put(rows[index], spot, origin));
    this.#placeSelection();
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

function spotOfRow({ paragraph, spots }: Row, text: ArticleText, margin: number): Spot | undefined {
  const lines = linesOf(paragraph, text.rangeOf(paragraph));
  const least = spots.some(({ question }) => question !== undefined) ? QUESTION_PX : BUTTON_PX;
  return lines && spotOf(lines.box, lines.lastLine, isRtl(paragraph.element), margin, least);
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
