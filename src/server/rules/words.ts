import { latin } from '../../contracts/text.ts';

/** Says which entry of a list a text holds, if any. */
export type FindWord = (text: string) => string | undefined;

/** Letters that are written without spaces between words: an entry in them is found anywhere. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Signs that stand for letters inside a word. */
const SIGNS: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i', '€': 'e', '£': 'l', '+': 't' };
const DIGITS: Readonly<Record<string, string>> = { '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' };
/** Longest entry, in words; more are cut. */
const MAX_WORDS = 12;

/** The entries of a list: one a line; `#` begins a comment, blank lines mean nothing. */
export function readWordList(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter(Boolean);
}

/**
 * Makes the function that looks for words and phrases.
 *
 * They are compared whole, after compatibility forms, case, accents, invisible characters and look-alike letters and
 * digits are folded away; a phrase matches over any spaces and punctuation. An entry in letters that are written
 * without spaces is found anywhere. Time grows with the text, not with the list.
 */
export function wordFinder(entries: readonly string[]): FindWord {
  const readings = [plainReading, signReading].map((read) => ({ read, root: treeOf(entries, read) }));
  const parts = entries.filter((entry) => UNSPACED.test(entry)).map((entry) => ({ entry, part: compact(entry) }));
  return (text) => {
    for (const { read, root } of readings) {
      const found = findIn(root, read(text));
      if (found !== undefined) return found;
    }
    if (parts.length === 0) return undefined;
    const whole = compact(text);
    return parts.find(({ part }) => part !== '' && whole.includes(part))?.entry;
  };
}

interface Node {
  readonly next: Map<string, Node>;
  entry?: string;
}

type Read = (text: string) => string[];

function treeOf(entries: readonly string[], read: Read): Node {
  const root: Node = { next: new Map() };
  for (const entry of entries) {
    const words = read(entry).slice(0, MAX_WORDS);
    if (words.length === 0) continue;
    let node = root;
    for (const word of words) {
      const next = node.next.get(word) ?? { next: new Map<string, Node>() };
      node.next.set(word, next);
      node = next;
    }
    node.entry ??= entry;
  }
  return root;
}

function findIn(root: Node, words: readonly string[]): string | undefined {
  for (let start = 0; start < words.length; start++) {
    let node = root.next.get(words[start]!);
    for (let index = start + 1; node; index++) {
      if (node.entry !== undefined) return node.entry;
      node = index < words.length ? node.next.get(words[index]!) : undefined;
    }
  }
  return undefined;
}

/** Without what cannot be seen, and without accents. */
const strip = (text: string): string => text.normalize('NFKD').replace(/[\u0300-\u036f\p{DI}]/gu, '');

/** Each letter as what it passes for, in one case. Both cases are looked up: they pass for different letters. */
const foldLetters = (text: string): string =>
  [...[...text].map(latin).join('').toUpperCase().toLowerCase()].map(latin).join('');

/** Words as they stand; digits are letters only beside letters, so that `50` stays a number. */
const plainReading: Read = (text) =>
  (strip(text).match(WORD) ?? []).map((word) => (/\p{L}/u.test(word) ? foldLetters(word) : word));

/** Words with signs and digits read as letters: `c@5in0`. */
const signReading: Read = (text) =>
  (strip(text).match(/[\p{L}\p{M}\p{N}@$!€£+]+/gu) ?? [])
    .map(trim)
    .filter((word) => /\p{L}/u.test(word))
    .map((word) => foldLetters([...word].map((letter) => SIGNS[letter] ?? DIGITS[letter] ?? letter).join('')));

/** Without the signs that end a sentence. */
function trim(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && '!+'.includes(word[start]!)) start++;
  while (end > start && '!+'.includes(word[end - 1]!)) end--;
  return word.slice(start, end);
}

const compact = (text: string): string => foldLetters(strip(text)).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
