import { NormalText, type Place } from './normal-text.ts';
import type { Stretch } from './make-anchor.ts';

/** What belongs to an article and is no text of it: controls, captions, and what its author has marked. */
const SKIPPED =
  'script, style, noscript, template, form, button, input, select, textarea, figcaption, iframe, object, svg, math, ' +
  '[hidden], [data-annotate="off"], [contenteditable]:not([contenteditable="false"])';
/** Words on both sides of these are not one word. */
const BLOCKS =
  'address, article, aside, blockquote, br, dd, details, div, dl, dt, fieldset, figure, footer, h1, h2, h3, h4, h5, h6, ' +
  'header, hr, li, main, nav, ol, p, pre, section, summary, table, td, th, tr, ul';
/** What a reader can comment on as a whole, where it holds no other of these. */
const PARAGRAPHS = 'p, li, blockquote, pre, dd';

/** An element of the article, and its stretch of the text. */
export interface Part extends Stretch {
  readonly element: Element;
}

/** A passage that an editor asks about. */
export interface Question extends Part {
  readonly question: string;
}

/** The text of an article as it is now, with the way back into the page. */
export class ArticleText {
  readonly paragraphs: readonly Part[];
  readonly questions: readonly Question[];
  readonly #text: NormalText<Text>;

  /** Reads the article; what is out of sight by style is no part of it. @param reading - Where it was read already. */
  constructor(article: Element, reading = readAtOnce(article)) {
    this.#text = reading.text;
    this.paragraphs = reading.parts.filter(({ element, start, end }) => element.matches(PARAGRAPHS) && end > start);
    this.questions = reading.parts.flatMap((part) => {
      const question = part.element.getAttribute('data-question')?.trim();
      return question && part.element.localName === 'mark' && part.end > part.start ? [{ ...part, question }] : [];
    });
  }

  get text(): string {
    return this.#text.text;
  }

  /** The place in the page; `undefined` for a stretch without words. */
  rangeOf({ start, end }: Stretch): Range | undefined {
    const places = this.#text.placesOf(start, end);
    if (!places) return undefined;
    const range = document.createRange();
    // A word that was cut off a moment ago is still in the text, until that is read again.
    const within = ({ source, offset }: Place<Text>) => Math.min(offset, source.length);
    range.setStart(places.start.source, within(places.start));
    range.setEnd(places.end.source, within(places.end));
    return range;
  }

  /** What of the text a reader has selected; `undefined` where that is nothing. */
  stretchOf(range: Range): Stretch | undefined {
    const within = this.#text.sources.filter((node) => range.intersectsNode(node));
    const [first, last] = [within[0], within[within.length - 1]];
    if (!first || !last) return undefined;
    const from = first === range.startContainer ? range.startOffset : 0;
    const to = last === range.endContainer ? range.endOffset : last.length;
    const start = this.#text.offsetOf({ source: first, offset: from });
    const end = this.#text.offsetOf({ source: last, offset: to });
    return start !== undefined && end !== undefined && end > start ? { start, end } : undefined;
  }

  /** The id of the element that a stretch stands in, if it has one. */
  fragmentOf(stretch: Stretch): string | undefined {
    const around = this.paragraphs.find(({ start, end }) => start <= stretch.start && stretch.start < end);
    return around?.element.closest('[id]')?.id || undefined;
  }
}

/** Reads an article in steps, one for each element of it: asking for its style may take a while. */
export function* readArticle(article: Element): Generator<void, ArticleText> {
  const reading = new Reading();
  yield* reading.read(article);
  return new ArticleText(article, reading);
}

function readAtOnce(article: Element): Reading {
  const reading = new Reading();
  for (const steps = reading.read(article); !steps.next().done;);
  return reading;
}

/** One walk through an article. */
class Reading {
  readonly text = new NormalText<Text>();
  readonly parts: Part[] = [];

  *read(parent: Element): Generator<void, void> {
    // The page may change between two steps: it is read again then, but not for ever now.
    for (const node of [...parent.childNodes]) {
      if (node instanceof Text) this.text.add(node, node.data);
      else if (node instanceof Element && !isSkipped(node)) yield* this.#readPart(node);
    }
  }

  *#readPart(element: Element): Generator<void, void> {
    const isBlock = element.matches(BLOCKS);
    if (isBlock) this.text.break();
    const [start, count] = [this.text.text.length, this.parts.length];
    yield* this.read(element);
    const end = this.text.text.length;
    const inner = this.parts.slice(count);
    const isOuter = element.matches(PARAGRAPHS) && inner.some((part) => part.element.matches(PARAGRAPHS));
    if (isBlock) this.text.break();
    if (!isOuter && element.matches(`${PARAGRAPHS}, mark[data-question]`)) this.parts.push({ element, start, end });
    yield;
  }
}

/** Custom elements are somebody's controls, and so are ours. */
function isSkipped(element: Element): boolean {
  if (element.matches(SKIPPED) || element.localName.includes('-')) return true;
  return 'checkVisibility' in element && !element.checkVisibility();
}
