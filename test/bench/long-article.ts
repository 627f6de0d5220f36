/**
 * A long article, what its readers said about passages of it, and what became of those when its editors had another look:
 * the same at every run.
 */
import type { Anchor } from '../../src/contracts/anchor.ts';
import { groupPassages } from '../../src/comment-thread/passages/group-passages.ts';
import { locate } from '../../src/comment-thread/passages/locate.ts';
import { makeAnchor, type Stretch } from '../../src/comment-thread/passages/make-anchor.ts';
import { readArticle, render, type Article, type Sentence } from '../support/article-edits.ts';
import { range } from './figures.ts';

const PARAGRAPHS = 90;
const SENTENCES = 4;
const WORDS = 15;
/** Of the sentences, those that editors touched: every third. */
const EDITED = 3;

/** A comment on a passage, and the numbers of the sentences that the passage is of. */
export interface Quoted {
  readonly anchor: Anchor;
  readonly sentences: readonly number[];
}

/** About 5,000 words in 90 paragraphs: words follow each other as they do in a real article, and no sentence is there twice. */
export function longArticle(): Article {
  const random = dice(2_026);
  const next = followers();
  const sentence = (id: number): Sentence => {
    const words = ['The'];
    while (words.length < WORDS) {
      const choices = next.get(words[words.length - 1]!) ?? ['and'];
      words.push(choices[Math.floor(random() * choices.length)]!);
    }
    return { id, text: `${words.join(' ')}.` };
  };
  return range(PARAGRAPHS).map((paragraph) => range(SENTENCES).map((at) => sentence(paragraph * SENTENCES + at)));
}

/** Which words come after which. */
function followers(): Map<string, string[]> {
  const words = readArticle()
    .flat()
    .flatMap(({ text }) => text.replace(/[^\p{L}\p{N} '-]/gu, '').split(' '));
  const next = new Map<string, string[]>();
  words.slice(1).forEach((word, index) => next.set(words[index]!, [...(next.get(words[index]!) ?? []), word]));
  return next;
}

/** The same numbers in the same order. @see Mulberry32 */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Comments all over an article: on sentences, on parts of them, on whole paragraphs; on some passages two. */
export function quotedIn(article: Article, count: number): Quoted[] {
  const { text, places } = render(article);
  const passages = count * 0.8;
  return range(count).map((index) => {
    const sentence = Math.floor(((index % passages) * places.size) / passages);
    const { start, end } = places.get(sentence)!;
    const third = Math.floor((end - start) / 3);
    const first = sentence - (sentence % SENTENCES);
    const [whole, sentences] = [range(SENTENCES).map((at) => first + at), [sentence]];
    const last = places.get(first + SENTENCES - 1)!;
    const kinds: (readonly [readonly number[], Stretch])[] = [
      [sentences, { start, end }],
      [sentences, { start: start + third, end }],
      [sentences, { start, end: end - third }],
      [whole, { start: places.get(first)!.start, end: last.end }],
    ];
    const [about, stretch] = kinds[index % kinds.length]!;
    return { sentences: about, anchor: makeAnchor(text, stretch)! };
  });
}

/** The article a day later: in every third sentence a word changed, one came, some were written anew, or all is gone. */
export function edited(article: Article): Article {
  const changes: ((words: string[]) => string[])[] = [
    (words) => words.toSpliced(4, 1, 'reportedly'),
    (words) => words.toSpliced(6, 0, 'however'),
    (words) => words.toSpliced(3, 8, 'has', 'been', 'taken', 'back'),
    () => [],
  ];
  const change = (sentence: Sentence): Sentence[] => {
    const id = sentence.id ?? 0;
    if (id % EDITED !== 0) return [sentence];
    const words = changes[(id / EDITED) % changes.length]!(sentence.text.split(' '));
    return words.length > 0 ? [{ ...sentence, text: words.join(' ') }] : [];
  };
  return article.map((paragraph) => paragraph.flatMap(change));
}

/** One more edit, of a paragraph in the middle: all that was said about it has no place any more. */
export function rewritten(article: Article): { article: Article; paragraph: number; words: string } {
  const paragraph = Math.floor(article.length / 2);
  const words =
    'Nobody at the pilot station would say, on Thursday, which of these numbers will still be true in spring.';
  return { article: article.with(paragraph, [{ id: undefined, text: words }]), paragraph, words };
}

/** What becomes of comments on passages when an article is another one. */
export interface Fate {
  readonly found: number;
  /** Found at words that they were never about. */
  readonly wrong: number;
  /** Not found, and nothing of the passage is there. */
  readonly gone: number;
  /** Not found, although words of it are. */
  readonly lost: number;
  /** How many places in the article there are comments on. */
  readonly places: number;
}

export function fateOf(comments: readonly Quoted[], article: Article): Fate {
  const { text, places } = render(article);
  const found = comments.map(({ anchor }) => locate(text, anchor));
  const left = comments.map(({ sentences }) => sentences.flatMap((id) => places.get(id) ?? []));
  const isRight = (index: number) =>
    left[index]!.some(({ start, end }) => found[index]!.start < end && found[index]!.end > start);
  const count = (is: (index: number) => boolean) => range(comments.length).filter(is).length;
  return {
    found: count((index) => found[index] !== undefined),
    wrong: count((index) => found[index] !== undefined && !isRight(index)),
    gone: count((index) => !found[index] && left[index]!.length === 0),
    lost: count((index) => !found[index] && left[index]!.length > 0),
    places: groupPassages(new Map(found.map((place, index) => [String(index), place]))).length,
  };
}
