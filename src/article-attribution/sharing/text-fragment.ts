/** From how many UTF-16 units on a passage is named by its first and last words. */
const LONG = 300;
/** Words at each end of a long passage, and around one that occurs more than once. */
const ENDS = 6;
const AROUND = 4;

/** A passage in a text, by offsets in UTF-16 units; lines of the text are its blocks. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The fragment that leads to a passage: `#:~:text=…`. The passage is widened to whole words, because browsers find only
 * those; one that is long or goes through several blocks is named by its ends; one whose words occur elsewhere by what
 * stands around it, too.
 *
 * @returns `''` for a passage without words.
 * @see https://wicg.github.io/scroll-to-text-fragment/
 */
export function textFragment(passage: Passage): string {
  const { text, start, end } = wholeWords(passage);
  const quoted = text.slice(start, end);
  if (!/[\p{L}\p{N}]/u.test(quoted)) return '';
  const words = wordsOf(quoted);
  const isLong = (quoted.length > LONG || quoted.includes('\n')) && words.length > 1;
  const half = Math.min(ENDS, Math.floor(words.length / 2));
  const named = isLong
    ? [words.slice(0, half).join(' '), words.slice(words.length - half).join(' ')]
    : [words.join(' ')];
  const parts = named.map(encoded);
  if (occurrences(text, named[0]!) < 2) return `#:~:text=${parts.join(',')}`;
  const before = wordsOf(text.slice(0, start)).slice(-AROUND).join(' ');
  const after = wordsOf(text.slice(end)).slice(0, AROUND).join(' ');
  const around = [before && `${encoded(before)}-`, ...parts, after && `-${encoded(after)}`];
  return `#:~:text=${around.filter((part) => part !== '').join(',')}`;
}

const wordsOf = (text: string): string[] => text.match(/\S+/g) ?? [];

/** Without the space around it, and not ending in the middle of a word. */
function wholeWords({ text, start, end }: Passage): Passage {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  while (from > 0 && isInWord(text, from)) from -= 1;
  while (to < text.length && isInWord(text, to)) to += 1;
  return { text, start: from, end: to };
}

const isInWord = (text: string, at: number): boolean =>
  /[\p{L}\p{N}\p{M}]{2}|[\ud800-\udbff][\udc00-\udfff]/u.test(text.slice(at - 1, at + 1));

function occurrences(text: string, words: string): number {
  const plain = (some: string) => some.toLowerCase().replace(/\s+/g, ' ');
  return plain(text).split(plain(words)).length - 1;
}

/** The three letters with a meaning of their own in a fragment are encoded, too. Half a surrogate pair is left out. */
function encoded(text: string): string {
  const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
  return encodeURIComponent(whole).replace(/-/g, '%2D');
}
