/**
 * An article of sentences, and the ways in which editors change one: each sentence keeps an id, so that it is known where
 * it ended up, or that it is gone.
 */
import { readFileSync } from 'node:fs';

export interface Sentence {
  /** Its number in the article as it was; `undefined` for one that came later. */
  readonly id: number | undefined;
  readonly text: string;
}
/** Paragraphs of sentences. */
export type Article = readonly (readonly Sentence[])[];

/** The article of the tests: 16 paragraphs. */
export function readArticle(): Article {
  const source = readFileSync(new URL('../fixtures/article/harbour.txt', import.meta.url), 'utf8');
  let id = 0;
  return source
    .trim()
    .split(/\n\n+/)
    .map((paragraph) =>
      (paragraph.match(/[^.?!]+[.?!]+"?\s*/g) ?? []).map((text) => ({ id: id++, text: text.trim() })),
    );
}

/** The normalised text of an article, and where each sentence stands in it. */
export function render(article: Article): {
  text: string;
  places: ReadonlyMap<number, { start: number; end: number }>;
} {
  const places = new Map<number, { start: number; end: number }>();
  let text = '';
  for (const sentence of article.flat()) {
    if (text) text += ' ';
    if (sentence.id !== undefined)
      places.set(sentence.id, { start: text.length, end: text.length + sentence.text.length });
    text += sentence.text;
  }
  return { text, places };
}

const later = (text: string): Sentence => ({ id: undefined, text });
const map =
  (change: (text: string, id: number) => string) =>
  (article: Article): Article =>
    article.map((paragraph) =>
      paragraph.map((one) => (one.id === undefined ? one : { ...one, text: change(one.text, one.id) })),
    );
const drop =
  (isGone: (id: number) => boolean) =>
  (article: Article): Article =>
    article.map((paragraph) => paragraph.filter(({ id }) => id === undefined || !isGone(id)));
const every =
  (step: number, offset = 0) =>
  (id: number) =>
    id % step === offset;
const words = (text: string) => text.split(' ');

/** What editors do, by name. */
export const EDITS: Readonly<Record<string, (article: Article) => Article>> = {
  nothing: (article) => article,
  'a correction above the article': (article) => [
    [later('Correction: an earlier version of this article gave another year for the culvert.')],
    ...article,
  ],
  'a note below it': (article) => [
    ...article,
    [later('This article was updated on Sunday with the hours of the library.')],
  ],
  'the lead rewritten': (article) => [
    [later('Eleven years after a flood drove it out, the town library is home.')],
    ...article.slice(1),
  ],
  'the first paragraph deleted': (article) => article.slice(1),
  'the last paragraph deleted': (article) => article.slice(0, -1),
  'every third paragraph deleted': (article) => article.filter((_, index) => index % 3 !== 1),
  'every other paragraph deleted': (article) => article.filter((_, index) => index % 2 === 0),
  'every fourth sentence deleted': drop(every(4)),
  'every other sentence deleted': drop(every(2)),
  'two of three sentences deleted': drop((id) => id % 3 !== 0),
  'paragraphs turned round': (article) => [...article].reverse(),
  'two paragraphs exchanged': ([a, b, c, d, ...rest]) => [a!, c!, b!, d!, ...rest],
  'the last paragraph moved to the top': (article) => [article.at(-1)!, ...article.slice(0, -1)],
  'sentences of each paragraph turned round': (article) => article.map((paragraph) => [...paragraph].reverse()),
  'paragraphs joined': (article) => [article.flat()],
  'a paragraph for each sentence': (article) => article.flat().map((sentence) => [sentence]),
  'a paragraph put in the middle': (article) => [
    ...article.slice(0, 8),
    [
      later(
        'The harbour board did not answer questions about the culvert by the time this paper went to print. It will meet on Thursday.',
      ),
    ],
    ...article.slice(8),
  ],
  'a sentence put after each third one': (article) =>
    article.map((paragraph) =>
      paragraph.flatMap((one) => (one.id! % 3 === 0 ? [one, later('The board has been told so.')] : [one])),
    ),
  'one typing mistake a sentence': map((text, id) => text.slice(0, 5 + (id % 5)) + text.slice(6 + (id % 5))),
  'the tense changed': map((text) =>
    text
      .replace(/\bsaid\b/g, 'says')
      .replace(/\bhad\b/g, 'has')
      .replace(/\bwas\b/g, 'is'),
  ),
  'curly quotes': map((text) =>
    text
      .replace(/"([^"]*)"/g, '“$1”')
      .replace(/"/g, '“')
      .replace(/'/g, '’'),
  ),
  'numbers as figures': map((text) =>
    text
      .replace(/eleven/gi, '11')
      .replace(/nine\b/g, '9')
      .replace(/\btwo\b/g, '2')
      .replace(/\bten\b/g, '10'),
  ),
  'a name changed': map((text) => text.replace(/Mira Selkie/g, 'M. Selkie').replace(/Tam Brine/g, 'Tom Bryne')),
  'British spelling undone': map((text) => text.replace(/metre/g, 'meter').replace(/harbour/gi, 'harbor')),
  'one word put into each sentence': map((text) =>
    words(text)
      .flatMap((word, index) => (index === 3 ? [word, 'also'] : [word]))
      .join(' '),
  ),
  'the first word of each sentence gone': map((text) => words(text).slice(1).join(' ')),
  'the end of each sentence cut': map((text) => `${words(text).slice(0, -3).join(' ')}.`),
  'a not put into each sentence': map((text) => text.replace(/\b(is|was|did|had|will)\b/, '$1 not')),
  'half of each sentence rewritten': map(
    (text) =>
      `${words(text)
        .slice(0, words(text).length / 2)
        .join(' ')} and nobody at the quay was surprised in the least.`,
  ),
  'every sentence rewritten, in the same places': (article) =>
    article.map((paragraph) =>
      paragraph.map((_, index) => later(`Somebody at the quay remembers it otherwise, for the ${index + 1}th time.`)),
    ),
  'an altogether different article': () => [
    [later('The ferry will not run on Sunday.'), later('The pilot station asks that boats keep to the eastern side.')],
  ],
  'deleted sentences, and the rest with mistakes': (article) =>
    map((text, id) => text.slice(0, 9 + (id % 5)) + text.slice(10 + (id % 5)))(drop(every(3))(article)),
};
