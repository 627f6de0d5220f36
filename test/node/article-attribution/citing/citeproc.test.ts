import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';

import { citationOf, toCSL } from '../../../../src/article-attribution/citing/cite.ts';
import type { CslItem } from '../../../../src/article-attribution/citing/csl.ts';
import { itemOf } from '../../../../src/article-attribution/citing/item.ts';
import { factsFrom } from '../../../../src/article-attribution/facts.ts';
import { toHtml } from '../../../../src/article-attribution/markup.ts';
import { readOptions } from '../../../../src/article-attribution/options.ts';
import { ARTICLE, other, writtenBy } from './article.ts';

/*
 * Our references in the style of the APA, held to those of citeproc, which makes them from the same CSL item by the style
 * that comes with citation-js. Neither the style nor the program is part of this package.
 */

interface Engine {
  setOutputFormat(format: 'html'): void;
  updateItems(ids: readonly string[]): void;
  makeBibliography(): readonly [unknown, readonly string[]];
}
const require = createRequire(import.meta.url);
const { Engine } = require('citeproc') as {
  readonly Engine: new (system: unknown, style: string, language: string, isForced: boolean) => Engine;
};
const styles = require('@citation-js/plugin-csl/lib/styles.json') as { readonly apa: string };
const locales = require('@citation-js/plugin-csl/lib/locales.json') as Readonly<Record<string, string>>;

const ACCESSED = '2026-09-22';
type Data = Readonly<Record<string, unknown>>;
type Target = 'this' | 'original';

const items = new Map<string, CslItem>();
const engine = new Engine(
  { retrieveLocale: () => locales['en-US'], retrieveItem: (id: string) => items.get(id) },
  styles.apa,
  'en-US',
  true,
);
engine.setOutputFormat('html');

function theirs(item: CslItem): string {
  const id = String(items.size);
  items.set(id, { ...item, id });
  engine.updateItems([id]);
  const [entry] = engine.makeBibliography()[1];
  return entry!
    .replace(/<\/?div[^>]*>|\n/g, '')
    .replace(/&#38;/g, '&amp;')
    .trim();
}

function ours(data: Data, target: Target): string {
  const item = itemOf(factsFrom(readOptions(data).config, 'en'), { accessed: ACCESSED }, target)!;
  const html = citationOf(item, 'APA').pieces!.map(toHtml).join('');
  return html.replace(/<\/?bdi[^>]*>/g, '');
}

/**
 * What the two say otherwise, and why:
 *
 * - CSL does not know titles in sentence case, nor what a foreign title means: ours are given to it, or taken from us;
 * - the style writes out which title an original had and where, which is for books (APA 7, 9.41);
 * - it wants a day of retrieval where there is no date, which is for pages made to change (APA 7, 9.16);
 * - it gives a journal's article no day; ours is on a page, with one;
 * - it has one sign for three spaced full stops (APA 7, 9.8).
 */
function alike(data: Data, target: Target): readonly [ours: string, theirs: string] {
  const { 'original-title': _, 'original-publisher': __, ...item } = toCSL(data, { of: target, accessed: ACCESSED })!;
  const { titleSentence } = (data['work'] ?? {}) as { readonly titleSentence?: string };
  const title = target === 'this' ? (titleSentence ?? item.title) : item.title;
  return [
    ours(data, target)
      .replace(/ \[[^\]]*\]/, '')
      .replace('. . .', '…'),
    theirs({ ...item, ...(title !== undefined && { title }) }).replace(/ Retrieved September 22, 2026, from/, ''),
  ];
}

const people = (...names: (string | Data)[]) => other({}, {}, writtenBy(...names));
const many = (count: number) =>
  people(...Array.from({ length: count }, (_, index) => `Ana Lim${String.fromCharCode(97 + index)}`));

const ARTICLES: Readonly<Record<string, Data>> = {
  'a translation': ARTICLE,
  'one by a mononym': people('Björk'),
  'one by a newsroom': people({ name: 'Ships and Sons', type: 'organization' }),
  'one by three': people('Ana Berg', 'Cee Dee', 'Eva Fisk'),
  'one by twenty': many(20),
  'one by twenty-one': many(21),
  'one by somebody with a particle and a suffix': people({
    name: 'Jan van der Berg Jr.',
    given: 'Jan',
    family: 'Berg',
    particle: 'van der',
    suffix: 'Jr.',
  }),
  'one by people with several given names': people(
    { name: 'Martin Luther King', given: 'Martin Luther', family: 'King' },
    'Jean-Luc O’Neill',
    { name: 'Øystein Ås', given: 'Øystein', family: 'Ås' },
  ),
  'one by people of other scripts': people('佐藤 美咲', { name: 'Иван Петров', given: 'Иван', family: 'Петров' }),
  'one by nobody': other({}, {}, []),
  'one with two translators': other({}, {}, [
    ...writtenBy('Ana Berg'),
    { role: 'translator', name: 'Jonas Weber' },
    { role: 'translator', name: 'Mira Selkie' },
  ]),
  'one of no date': other({ published: undefined }),
  'one of a year': other({ published: '2015' }),
  'one of a month': other({ published: '2015-03' }),
  'one of a site': other({ kind: 'news-site' }),
  'one of a magazine': other({ kind: 'magazine' }),
  'one of a weblog': other({ kind: 'blog' }),
  'one whose title asks': other({ titleSentence: 'Who owns the “blue” harbour?' }),
  'one without an address': other({ url: undefined }, { url: undefined }),
  'one without a paper': other({ name: undefined }, { name: undefined }),
  'one that appeared nowhere else': { work: ARTICLE.work, contributors: writtenBy('Ana Berg') },
};

describe('references in the style of the APA', () => {
  for (const [what, data] of Object.entries(ARTICLES)) {
    it(`are those of citeproc for ${what}`, () => {
      assert.equal(...alike(data, 'this'));
      if (toCSL(data, { of: 'original', accessed: ACCESSED })) assert.equal(...alike(data, 'original'));
    });
  }

  it('would differ from them by a comma, a year or an italic', () => {
    const [one, other] = alike(ARTICLE, 'this');
    assert.equal(one, other);
    for (const [from, to] of [
      [', &amp;', ' &amp;'],
      ['(2015, ', '(2016, '],
      ['<i>', ''],
    ] as const) {
      assert.notEqual(one.replace(from, to), other);
    }
  });
});
