/** Characters that nobody sees: soft hyphens, zero-width spaces, joiners between words, byte order marks. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/;
const SPACE = /\s/;

/** Part of the text that came from one source, in offsets of the whole. */
interface Run<Source> {
  readonly source: Source;
  readonly start: number;
  /** For each character of the run, its offset in the source. */
  readonly offsets: readonly number[];
}

/** A place in a source: a text node, for example. */
export interface Place<Source> {
  readonly source: Source;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/**
 * The text of an article as anchors see it: white space of any length is one space, breaks are too, what nobody sees is
 * left out. Knows for every character where it came from. Offsets are UTF-16 code units.
 *
 * Add the sources in the order of the document, then read.
 */
export class NormalText<Source> {
  readonly #runs: Run<Source>[] = [];
  #text = '';
  /** A space is due before the next character: not at the beginning, and never two. */
  #isSpaceDue = false;

  get text(): string {
    return this.#text;
  }

  /** What has a part in the text, in order. */
  get sources(): readonly Source[] {
    return this.#runs.map(({ source }) => source);
  }

  /** What stands before and after is not one word: the end of a paragraph, a line break. */
  break(): void {
    this.#isSpaceDue = this.#text !== '';
  }

  add(source: Source, raw: string): void {
    const offsets: number[] = [];
    let text = '';
    const start = this.#text.length;
    for (let index = 0; index < raw.length; index++) {
      const character = raw[index]!;
      if (SPACE.test(character)) {
        this.#isSpaceDue = this.#text !== '' || text !== '';
        continue;
      }
      if (INVISIBLE.test(character)) continue;
      if (this.#isSpaceDue) {
        text += ' ';
        offsets.push(index);
        this.#isSpaceDue = false;
      }
      text += character;
      offsets.push(index);
    }
    if (text === '') return;
    this.#text += text;
    this.#runs.push({ source, start, offsets });
  }

  /**
   * Where a stretch of the text begins and ends in the sources, without the spaces around it; the end is after the last
   * character.
   */
  placesOf(start: number, end: number): { readonly start: Place<Source>; readonly end: Place<Source> } | undefined {
    while (this.#text[start] === ' ') start++;
    while (this.#text[end - 1] === ' ') end--;
    const first = this.#placeOf(start);
    const last = this.#placeOf(end - 1);
    if (!first || !last || end <= start) return undefined;
    return { start: first, end: { source: last.source, offset: last.offset + 1 } };
  }

  #placeOf(offset: number): Place<Source> | undefined {
    const run = this.#runAt(offset);
    const inSource = run?.offsets[offset - run.start];
    return run && inSource !== undefined ? { source: run.source, offset: inSource } : undefined;
  }

  /** The last run that begins at or before an offset. */
  #runAt(offset: number): Run<Source> | undefined {
    let [low, high] = [0, this.#runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#runs[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#runs[low - 1];
  }

  /**
   * Where a place in a source is in the text: the first character at or after it.
   *
   * @returns `undefined` for a source that has no part in the text.
   */
  offsetOf({ source, offset }: Place<Source>): number | undefined {
    const run = this.#runs.find((one) => one.source === source);
    if (!run) return undefined;
    const index = run.offsets.findIndex((inSource) => inSource >= offset);
    return run.start + (index < 0 ? run.offsets.length : index);
  }
}
