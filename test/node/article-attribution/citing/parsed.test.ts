import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { cite, toCSL } from '../../../../src/article-attribution/citing/cite.ts';
import type { CslItem } from '../../../../src/article-attribution/citing/csl.ts';
import { parseCitations, type ParsedFormat, type ParsedItem } from '../../../support/citation-parsers.ts';
import { readCorpus } from '../../../support/corpus.ts';
import { ARTICLE, other, writtenBy } from './article.ts';

/*
 * Our citations, read back by somebody else's parser, are held to the CSL item that they were made from. The item itself is
 * held to written examples in `examples.test.ts` and `edges.test.ts`.
 */

const ACCESSED = { accessed: '2026-09-22' };
type Data = Readonly<Record<string, unknown>>;

/** `van der Berg, Jan, Jr.`; a name in one piece as it is. Whether a program keeps that as a family name is its own affair. */
function nameText(name: unknown): string {
  const { family, given, suffix, literal, ...more } = name as Record<string, string | undefined>;
  const surname = [more['non-dropping-particle'], family].filter(Boolean).join(' ');
  return literal ?? [surname, given, suffix].filter(Boolean).join(', ');
}
const names = (list: unknown): string[] => ((list ?? []) as readonly unknown[]).map(nameText);

/** TeX has one apostrophe, and makes quotation marks and dashes of several letters: what it prints alike is equal. */
function printed(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return text
    .normalize('NFC')
    .replace(/[“”]/g, "''")
    .replace(/[‘’`]/g, "'")
    .replace(/[-–—]{2,}|[–—]/g, '–');
}

/** Fails on a field that nobody put in: one that broke out of another. */
function assertOnly(found: ParsedItem, known: string): void {
  for (const key of Object.keys(found)) assert.ok(known.split(' ').includes(key), `a field ${key} of its own`);
}

type Check = (text: string, item: CslItem) => void;

/** citation-js 0.8.2 writes an address anew where a percent sign begins no code. */
function address(url: unknown): unknown {
  try {
    decodeURI(String(url));
    return url;
  } catch {
    return encodeURI(String(url));
  }
}

/** Known of citation-js 0.8.2: `howpublished` that begins with `http` is no publisher. */
const isTakenForAddress = (container: string | undefined): boolean => container?.startsWith('http') ?? false;

function checkBibtex(text: string, item: CslItem): void {
  const found = parse(text, 'BibTeX');
  const container = item['container-title'];
  assert.equal(found['id'], item.id);
  assert.deepEqual(names(found['author']).map(printed), names(item.author).map(printed));
  assert.equal(printed(found['title']), printed(item.title));
  if (!isTakenForAddress(container)) {
    assert.equal(printed(found['publisher']), printed(container));
    assert.equal(found['URL'], address(item.URL));
  }
  assert.deepEqual(found['issued'], item.issued);
  assertNoted(printed(found['note']), item, printed);
  assertOnly(found, 'id citation-key type author title publisher issued URL note');
}

function checkBiblatex(text: string, item: CslItem): void {
  const found = parse(text, 'BibLaTeX');
  const expected: Record<string, unknown> = { ...item, container: item['container-title'] };
  const read: Record<string, unknown> = { ...found, container: found['container-title'] ?? found['publisher'] };
  for (const key of ['title', 'container', 'original-title', 'original-publisher']) {
    assert.equal(printed(read[key]), printed(expected[key]), key);
  }
  for (const key of ['author', 'translator']) {
    assert.deepEqual(names(read[key]).map(printed), names(expected[key]).map(printed), key);
  }
  for (const key of ['id', 'issued', 'original-date', 'accessed']) assert.deepEqual(read[key], expected[key], key);
  assert.equal(read['URL'], address(expected['URL']));
  assertOnly(
    found,
    'id citation-key type genre language author translator title container-title publisher original-title ' +
      'original-publisher issued original-date accessed URL',
  );
}

/**
 * Known of citation-js 0.8.2: of a newspaper's article it takes `AU` for a reporter in one piece, and drops `A4` and
 * `DA`; of a site's, it drops `Y2`. So people and days are read as those of a book, and everything else as what it is.
 */
function checkRis(text: string, item: CslItem): void {
  const found = parse(text, 'RIS');
  assert.equal(found['title'], item.title);
  assert.equal(found['container-title'] ?? found['collection-title'], item['container-title']);
  for (const key of ['type', 'language', 'URL'] as const) assert.equal(found[key], item[key], key);
  assertNoted(found['note'], item, (value) => value as string);
  assertOnly(found, 'type title container-title collection-title language URL accessed note issued author reporter');
  const book = parse(text.replace(/^TY {2}- .*$/m, 'TY  - BOOK').replace(/^PY {2}- .*\r\n/m, ''), 'RIS');
  assert.deepEqual(names(book['author']).map(inParts), names(item.author).map(inParts));
  assert.deepEqual(names(book['translator']).map(inParts), names(item.translator).map(inParts));
  for (const key of ['issued', 'accessed'] as const) assert.deepEqual(book[key], item[key], key);
}

/** RIS divides a name by commas, and has no way to write one that divides nothing. */
const inParts = (name: string): string =>
  name
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');

/** Of formats without a field for it: the note names the original. */
function assertNoted(note: unknown, item: CslItem, as: (text: unknown) => string | undefined): void {
  for (const part of [item['original-title'], item['original-publisher']]) {
    if (part !== undefined) assert.ok(String(note).includes(as(part)!), `${String(note)}\nhas no ${part}`);
  }
}

/** The one entry of a file. */
function parse(text: string, format: ParsedFormat): ParsedItem {
  const items = parseCitations(text, format);
  assert.equal(items.length, 1, text);
  return items[0]!;
}

const CHECKS: Readonly<Record<ParsedFormat, Check>> = {
  BibTeX: checkBibtex,
  BibLaTeX: checkBiblatex,
  RIS: checkRis,
  'CSL-JSON': (text, item) => assert.deepEqual(parse(text, 'CSL-JSON'), item),
};
const FORMATS = Object.keys(CHECKS) as ParsedFormat[];

function checkAll(data: Data): void {
  for (const target of ['this', 'original'] as const) {
    const options = { of: target, ...ACCESSED };
    const item = toCSL(data, options);
    for (const format of item ? FORMATS : []) {
      const text = cite(data, { format, ...options })!;
      try {
        CHECKS[format](text, item!);
      } catch (error) {
        throw new Error(`${format} of ${target}:\n${text}`, { cause: error });
      }
    }
  }
}

const ARTICLES: Readonly<Record<string, Data>> = {
  'by several people': ARTICLE,
  'by mononyms': other({}, {}, writtenBy('Björk', 'Ólöf', 'bell hooks')),
  'by newsrooms': other(
    {},
    { name: 'Der Bote' },
    writtenBy({ name: 'Ships and Sons', type: 'organization' }, 'Der Bote', {
      name: 'A, B and C',
      type: 'organization',
    }),
  ),
  'by nobody who is named': other({}, {}, writtenBy({ name: '', status: 'anonymous' })),
  'by people of many parts': other({}, {}, [
    ...writtenBy(
      { name: 'Jan van der Berg Jr.', given: 'Jan', family: 'Berg', particle: 'van der', suffix: 'Jr.' },
      { name: 'Gabriel García Márquez', given: 'Gabriel', family: 'García Márquez' },
      { name: 'Kovács Anna', order: 'family-given' },
      'Jean-Luc O’Neill',
    ),
    { role: 'translator', name: 'Ana Lima' },
    { role: 'translator', name: 'Lettres du Port', type: 'organization' },
  ]),
  'by people who write otherwise': other(
    { title: '港の夜', lang: 'ja', name: '港日報', titleSentence: undefined },
    { title: 'Гавань засыпает', lang: 'ru', name: 'Вестник гавани' },
    writtenBy('佐藤 美咲', 'Иван Петров', 'דנה לוי', 'نور الدين', 'Ελένη Μαρή'),
  ),
  'in Hebrew': other({ title: 'הנמל ישן', lang: 'he', name: 'הדואר', titleSentence: undefined }),
  'of a year': other({ published: '2015' }, { published: '2014' }),
  'of a month': other({ published: '2015-03' }, { published: '2014-12' }),
  'of a moment': other({ published: '2015-03-16T23:30:00-08:00' }),
  'of no date': other({ published: undefined }, { published: undefined }),
  'with what TeX acts on': other({
    title: '100 % of $5 & #1_a~b^c {x} \\y “e” – — … <a> 3/4 @z |q|',
    titleSentence: undefined,
    name: 'Ships & Sons {Harbour} \\o/ 50 %',
  }),
  'with every accent': other({
    title: 'Ångström, Łódź, Ĳsland, Dvořák, Őrség, İstanbul, Þór, Đurić, Việt, ṩ, œuvre, straße',
    titleSentence: undefined,
    name: 'Čeština ô ž ę ł ÿ ğ ű',
  }),
  'with words that divide people': other(
    { title: 'Salt and Sand, and others', name: 'Salt and Sand' },
    {},
    writtenBy(
      { name: 'x', given: 'Anna and Bea', family: 'Berg, Lund' },
      { name: 'y', given: 'Q and', family: 'and R' },
    ),
  ),
  'by names that BibLaTeX would take for fields': other(
    {},
    {},
    writtenBy({ name: 'x', given: 'given=Eve', family: 'family=Evil' }, 'family=Evil', {
      name: 'y',
      given: 'A',
      family: 'a=b',
    }),
  ),
  'of a magazine': other({ kind: 'magazine' }),
  'of a journal': other({ kind: 'journal' }),
  'of a site': other({ kind: 'news-site' }),
  'of a weblog': other({ kind: 'blog' }),
  'with an address of many signs': other({ url: 'https://a.example/x_(y)/%7Ez/a%20b;c?d={e}&f=[g]|h#~i%25' }),
  'with an address in its own letters': other({ url: 'https://bücher.example/straße?q=é' }),
  'of which nothing is known': { work: { title: 'Low Water' } },
  'that appeared first elsewhere': other({}, { title: ARTICLE.work.title, lang: 'en' }),
};

/** Every field that holds words, filled with the same. */
const everywhere = (text: string): Data => ({
  work: {
    name: text,
    title: text,
    titleSentence: text,
    url: 'https://a.example/x',
    lang: 'en',
    published: '2015-03-16',
  },
  source: [{ name: text, title: `${text} (1)`, lang: 'de', published: '2015' }],
  contributors: [
    { role: 'author', name: text, given: text, family: text, particle: text, suffix: text },
    { role: 'author', name: text },
    { role: 'translator', name: text, type: 'organization' },
  ],
});

describe('citations read by another program', () => {
  for (const [what, data] of Object.entries(ARTICLES)) {
    it(`say of an article ${what} what was said of it`, () => checkAll(data));
  }

  for (const [kind, field] of [
    ['xss-payloads', 'payload'],
    ['unicode', 'text'],
    ['markdown', 'md'],
    ['urls', 'url'],
  ] as const) {
    it(`keep hostile texts in their fields: ${kind}`, () => {
      const texts = readCorpus(kind).cases.flatMap((one) => (typeof one[field] === 'string' ? [one[field]] : []));
      assert.ok(texts.length > 90, `only ${texts.length} texts were read`);
      for (const text of texts) checkAll(everywhere(text));
    });
  }

  it('keep hostile addresses whole', () => {
    for (const { url } of readCorpus('urls').cases) checkAll(other({ url }, { url }));
  });

  it('keep in its field whatever is made of what the formats are made of', () => {
    const signs = '{}\\|=&%#_$~^<>[]\'"`,;.@ -/:ABaéßŁ中א…’“'.split('');
    const unit = fc.constantFrom(
      ...signs,
      ' and ',
      '\\end',
      '\\begin',
      '--',
      "''",
      '\nTY  - BOOK',
      '\nER  - ',
      '}\n@misc{',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 20 }), (text) => checkAll(everywhere(text))),
      { numRuns: 200 },
    );
  });

  it('would show what breaks out, is lost or is changed', () => {
    const item = toCSL(ARTICLE, ACCESSED)!;
    const changed = (format: ParsedFormat, from: string | RegExp, to: string) => () => {
      const text = cite(ARTICLE, { format, ...ACCESSED })!;
      assert.notEqual(text.replace(from, to), text, 'nothing was changed');
      CHECKS[format](text.replace(from, to), item);
    };
    for (const format of FORMATS)
      assert.doesNotThrow(() => CHECKS[format](cite(ARTICLE, { format, ...ACCESSED })!, item));
    assert.throws(changed('BibTeX', 'Kessler, Maria and', 'Kessler, Maria;'));
    assert.throws(changed('BibTeX', /\n\}\n$/, ',\n  doi = {10.1/x}\n}\n'));
    assert.throws(changed('BibTeX', /$/, '@misc{b, title = {x}}'));
    assert.throws(changed('BibLaTeX', 'translator ', 'editor '));
    assert.throws(changed('BibLaTeX', '2015-03-14', '2015-03'));
    assert.throws(changed('BibLaTeX', 'Der Bote Nachrichten', 'Der Bote and Nachrichten'));
    assert.throws(changed('RIS', 'A4  - ', 'A2  - '));
    assert.throws(changed('RIS', '2015/03/16', '2015/03//'));
    assert.throws(changed('RIS', 'ER  - ', 'ER  - \r\nTY  - NEWS\r\nTI  - x\r\nER  - '));
    assert.throws(changed('RIS', 'N1  - ', 'N1  - x\r\nKW  - '));
    assert.throws(changed('CSL-JSON', '"family":"Weber"', '"family":"Weaver"'));
  });
});
