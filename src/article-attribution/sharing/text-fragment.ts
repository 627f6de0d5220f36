/** From how many UTF-16 units on a passage is named by its first and last words. */
const LONG = 300;
/** What is tried, until it leads to the passage: words at each end of a long one, and words around it. */
const TRIES: readonly (readonly [ends: number, around: number])[] = [
  [6, 0],
  [6, 4],
  [12, 8],
  [24, 24],
  [Infinity, 24],
  [Infinity, 96],
];

/** A passage in a text, by offsets in UTF-16 units; lines of the text are its blocks. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a fragment says; none of it goes beyond a line. */
interface Named {
  readonly before: string;
  readonly start: string;
  /** `''` where `start` is the whole passage. */
  readonly end: string;
  readonly after: string;
}

type Span = readonly [from: number, to: number];

/**
 * The fragment that leads to a passage: `#:~:text=…`. The passage is widened to whole words, because browsers find only
 * those; one that is long or goes through several blocks is named by its ends. Where those words would lead elsewhere, more
 * of them are said, and what stands around; what nothing of that tells apart is widened to its blocks. Of blocks that are the
 * same with what is around them, it leads to the first.
 *
 * @param tag - BCP 47 tag of the page, for where words end.
 * @returns `''` for a passage without words.
 * @see https://wicg.github.io/scroll-to-text-fragment/
 */
export function textFragment(passage: Passage, tag: string): string {
  const { text } = passage;
  const words = wordsOf(text, tag);
  const span = wholeWords(passage, words);
  if (span[0] >= span[1]) return '';
  const page = folded(text);
  const blocks = wholeWords({ text, start: lineAt(text, span[0])[0], end: lineAt(text, span[1])[1] }, words);
  const { before, start, end, after } =
    leading(text, page, span, words) ?? leading(text, page, blocks, words) ?? named(text, span, words, ...TRIES[0]!);
  const parts = [before && `${encoded(before)}-`, encoded(start), encoded(end), after && `-${encoded(after)}`];
  return `#:~:text=${parts.filter((part) => part !== '').join(',')}`;
}

/** The shortest that leads to where the span is. */
function leading(text: string, page: string, [start, end]: Span, words: readonly Span[]): Named | undefined {
  const from = folded(text.slice(0, start)).length;
  const to = from + folded(text.slice(start, end)).length;
  return TRIES.map(([ends, around]) => named(text, [start, end], words, ends, around)).find((one) => {
    const found = firstIn(page, one);
    return found?.[0] === from && found[1] === to;
  });
}

/**
 * Where the words of a text stand, as browsers tell them apart; without that, runs of letters. What is like a word is told
 * by its letters: Firefox 153 says it wrong of some in Hindi and Thai.
 */
export function wordsOf(text: string, tag: string): Span[] {
  const { Segmenter } = Intl as Partial<typeof Intl>;
  if (!Segmenter)
    return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => [index, index + word.length]);
  return [...new Segmenter(tag, { granularity: 'word' }).segment(text)]
    .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
    .map(({ index, segment }) => [index, index + segment.length]);
}

/** Without the space and the lines without words around it, and not beginning or ending in the middle of a word. */
function wholeWords({ text, start, end }: Passage, words: readonly Span[]): Span {
  const own = words.filter(([from, to]) => to > start && from < end);
  const [first, last] = [own[0], own[own.length - 1]];
  if (!first || !last) return [start, start];
  let [from, to] = [Math.max(start, lineAt(text, first[0])[0]), Math.min(end, lineAt(text, last[1])[1])];
  while (/\s/.test(text[from]!)) from += 1;
  while (/\s/.test(text[to - 1]!)) to -= 1;
  return [Math.min(from, first[0]), Math.max(to, last[1])];
}

/** The line that an offset is in. */
function lineAt(text: string, at: number): Span {
  const to = text.indexOf('\n', at);
  return [text.lastIndexOf('\n', at - 1) + 1, to < 0 ? text.length : to];
}

function named(text: string, [start, end]: Span, words: readonly Span[], ends: number, around: number): Named {
  const inside = words.filter(([from, to]) => from >= start && to <= end);
  const [firstEnd, lastStart] = [Math.min(lineAt(text, start)[1], end), Math.max(lineAt(text, end)[0], start)];
  const isOneLine = firstEnd === end;
  const isShort = inside.length < 2 || (isOneLine && (end - start <= LONG || ends === Infinity));
  const count = isOneLine ? Math.min(ends, Math.floor(inside.length / 2)) : ends;
  const context = around > 0;
  return {
    before: context ? lastWords(text, lineBefore(text, start), words, around) : '',
    start: isShort ? text.slice(start, end) : firstWords(text, [start, firstEnd], words, count),
    end: isShort ? '' : lastWords(text, [lastStart, end], words, count),
    after: context ? firstWords(text, lineAfter(text, end), words, around) : '',
  };
}

/** What stands before in the same line, or the whole line before it. */
function lineBefore(text: string, at: number): Span {
  const to = text.slice(0, at).trimEnd().length;
  return [lineAt(text, to)[0], to];
}

function lineAfter(text: string, at: number): Span {
  const from = at + /^\s*/.exec(text.slice(at))![0].length;
  return [from, lineAt(text, from)[1]];
}

function firstWords(text: string, [from, to]: Span, words: readonly Span[], count: number): string {
  const inside = words.filter((word) => word[0] >= from && word[1] <= to);
  return text.slice(from, inside.length > count ? inside[count - 1]![1] : to);
}

function lastWords(text: string, [from, to]: Span, words: readonly Span[], count: number): string {
  const inside = words.filter((word) => word[0] >= from && word[1] <= to);
  return text.slice(inside.length > count ? inside[inside.length - count]![0] : from, to);
}

/** Browsers compare without regard to case, accents and the number of spaces. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/**
 * Where a browser would go. It is stricter, and wants whole words: what is first here, and made of whole words, is first
 * there, too.
 */
function firstIn(page: string, { before, start, end, after }: Named): Span | undefined {
  const [first, last, ahead, behind] = [start, end, before, after].map((part) => folded(part).trim());
  const isFollowed = (to: number) => page.startsWith(behind!, pastSpace(page, to));
  for (let at = 0; ; at++) {
    at = page.indexOf(ahead || first!, at);
    if (at < 0) return undefined;
    const from = ahead === '' ? at : pastSpace(page, at + ahead!.length);
    if (!page.startsWith(first!, from)) continue;
    let to = from + first!.length;
    while (last !== '' && to >= 0) {
      const next = page.indexOf(last!, to);
      if (next < 0) return undefined;
      to = next + last!.length;
      if (isFollowed(to)) return [from, to];
    }
    if (last === '' && isFollowed(to)) return [from, to];
  }
}

function pastSpace(text: string, at: number): number {
  let past = at;
  while (past < text.length && /\s/.test(text[past]!)) past += 1;
  return past;
}

/** The three letters with a meaning of their own in a fragment are encoded, too. Half a surrogate pair is left out. */
function encoded(text: string): string {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
  return encodeURIComponent(whole.replace(/\s+/g, ' ').trim()).replace(/-/g, '%2D');
}
