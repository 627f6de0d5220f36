/** How passages look in the article; a publisher changes it with the same selectors. */
const NAME = 'page-furniture-passage';
const OPEN = 'page-furniture-open-passage';

/** How many are painted at once. */
const CHUNK = 40;

/** What all threads of a page paint together, because names of highlights are the page's. */
interface Painted {
  readonly plain: Highlight;
  readonly open: Highlight;
}

let painted: Painted | undefined;

/** Paints where there is a way to do so without touching the page's nodes. */
function canPaint(): boolean {
  return typeof Highlight === 'function' && typeof CSS === 'object' && 'highlights' in CSS;
}

/**
 * Marks passages in the article with the CSS Custom Highlight API: nothing in the publisher's nodes changes. Browsers
 * without it show the buttons alone.
 */
export class Paint {
  readonly #ranges = new Set<Range>();
  #open: Range | undefined;

  /** Paints these, and nothing else of what this one painted before. */
  show(ranges: readonly Range[]): void {
    for (const steps = this.showing(ranges); !steps.next().done;);
  }

  /** The same, some at a time. */
  *showing(ranges: readonly Range[]): Generator<true, void> {
    if (!canPaint()) return;
    const { plain } = (painted ??= prepare());
    const wanted = new Set(ranges);
    // What stays is left alone: a browser paints again whatever is touched.
    for (const range of this.#ranges)
      if (!wanted.has(range)) {
        this.#ranges.delete(range);
        plain.delete(range);
      }
    let count = 0;
    for (const range of wanted) {
      if (this.#ranges.has(range)) continue;
      this.#ranges.add(range);
      plain.add(range);
      if (++count % CHUNK === 0) yield true;
    }
  }

  /** Paints the passage whose comments are open; none without one. */
  open(range: Range | undefined): void {
    if (!canPaint()) return;
    const { open } = (painted ??= prepare());
    if (this.#open) open.delete(this.#open);
    this.#open = range;
    if (range) open.add(range);
  }

  clear(): void {
    this.show([]);
    this.open(undefined);
  }
}

/**
 * `::highlight()` of the page's own text has to stand in a style sheet of the document: no shadow root reaches it. Thin
 * enough for words of both schemes, where one lies over the other as well: light grey on dark grey keeps 4.5 to 1.
 */
function prepare(): Painted {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ::highlight(${NAME}) { background-color: color-mix(in srgb, gold 16%, transparent); }
    ::highlight(${OPEN}) { background-color: color-mix(in srgb, gold 28%, transparent); }
    @media (forced-colors: active) {
      ::highlight(${NAME}), ::highlight(${OPEN}) { background-color: Mark; color: MarkText; }
    }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const made = { plain: new Highlight(), open: new Highlight() };
  made.open.priority = 1;
  CSS.highlights.set(NAME, made.plain);
  CSS.highlights.set(OPEN, made.open);
  return made;
}
