import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CITATION_FORMATS, cite, toCSL } from '../../../../src/article-attribution/citing/cite.ts';
import { itemOf } from '../../../../src/article-attribution/citing/item.ts';
import { citationOf } from '../../../../src/article-attribution/citing/cite.ts';
import { factsFrom } from '../../../../src/article-attribution/facts.ts';
import { toHtml } from '../../../../src/article-attribution/markup.ts';
import { readOptions } from '../../../../src/article-attribution/options.ts';
import { ARTICLE, cited, other, writtenBy } from './article.ts';

const ACCESSED = { accessed: '2026-09-22' };
const apa = (data: Readonly<Record<string, unknown>>) => cited('APA', data);
const html = (data: unknown, format: 'APA' | 'MLA' | 'Chicago', of: 'this' | 'original' = 'this') => {
  const item = itemOf(factsFrom(readOptions(data).config, 'en'), ACCESSED, of)!;
  return citationOf(item, format).pieces!.map(toHtml).join('');
};

describe('what is not known of a cited article', () => {
  it('leaves the title first where nobody is named', () => {
    const data = other({}, {}, []);
    assert.ok(
      apa(data).startsWith('Pipeline politics: How Brussels lost the summer. (2015, March 16). The Harbour Post.'),
    );
    assert.ok(cited('MLA', data).startsWith('“Pipeline Politics: How Brussels Lost the Summer.” The Harbour Post,'));
    assert.doesNotMatch(cited('RIS', data), /^A[U4]/m);
    assert.match(cited('BibTeX', data), /^@misc\{the-harbour-post-2015-pipeline,\n {2}title/);
  });

  it('takes the title of the page, where a server gives it', () => {
    const page = { ...ACCESSED, headline: 'The Page' };
    const untitled = other({ title: undefined, titleSentence: undefined }, { title: 'Rohre' });
    assert.match(cite(untitled, { ...page, format: 'MLA' })!, /“The Page\.”/);
    assert.equal(toCSL(ARTICLE, page)!.title, toCSL(ARTICLE, ACCESSED)!.title);
    assert.match(cite(untitled, { ...page, format: 'APA', of: 'original' })!, /Rohre \[The Page\]\./);
  });

  it('is no date, and no invented one', () => {
    const data = other({ published: undefined });
    assert.match(apa(data), /^Kessler, M\., & Brandt, J\. \(n\.d\.\)\. Pipeline/);
    assert.match(cited('MLA', data), /The Harbour Post, harbourpost\.example\S+ Accessed 22 Sept\. 2026\./);
    assert.match(cited('Chicago', data), /The Harbour Post, accessed September 22, 2026\. https/);
    assert.doesNotMatch(cited('RIS', data), /^(?:PY|DA)/m);
    assert.doesNotMatch(cited('BibTeX', data), /year|month|day/);
    assert.equal(toCSL(data, ACCESSED)!.issued, undefined);
  });

  it('keeps a year a year, and a month a month', () => {
    const [year, month] = [other({ published: '2015' }), other({ published: '2015-03' })];
    assert.match(apa(year), /\(2015\)\./);
    assert.match(apa(month), /\(2015, March\)\./);
    assert.match(cited('MLA', month), /Post, Mar\. 2015, /);
    assert.match(cited('Chicago', year), /Post, 2015\. /);
    assert.match(cited('RIS', year), /\r\nPY {2}- 2015\r\nDA {2}- 2015\/\/\/\r\n/);
    assert.match(cited('RIS', month), /\r\nDA {2}- 2015\/03\/\/\r\n/);
    assert.match(cited('BibLaTeX', month), /date {10}= \{2015-03\}/);
    assert.doesNotMatch(cited('BibTeX', year), /month|day/);
    assert.match(cited('Wikipedia', month), /\|date=March 2015 /);
    assert.deepEqual(toCSL(month, ACCESSED)!.issued, { 'date-parts': [[2015, 3]] });
  });

  it('reads a date-time as the day it was written with', () => {
    assert.match(apa(other({ published: '2015-03-16T00:30:00+02:00' })), /\(2015, March 16\)/);
  });

  it('leaves out what is empty, with its punctuation', () => {
    for (const format of CITATION_FORMATS) {
      const text = cite({ work: { title: 'Low Water' } }, { format, ...ACCESSED })!;
      assert.ok(text.includes('Low') && text.includes('Water'), format);
      assert.doesNotMatch(text, /undefined|NaN|null|\(\)|\{\}|, ,|\.\.|=\s*[|,}]/, format);
    }
  });

  it('makes an original without a title nothing to cite', () => {
    for (const format of CITATION_FORMATS) {
      assert.equal(cite(other({}, { title: undefined }), { format, of: 'original', ...ACCESSED }), undefined);
    }
    assert.equal(toCSL({}, { of: 'original', ...ACCESSED }), undefined);
  });

  it('refuses a day that is none', () => {
    for (const accessed of ['', '2026', '22/09/2026', '2026-02-30']) {
      assert.throws(() => cite(ARTICLE, { format: 'APA', accessed }), RangeError, accessed);
    }
  });
});

describe('names in citations', () => {
  const author = (contributor: string | Readonly<Record<string, unknown>>) => {
    const [first] = toCSL(other({}, {}, writtenBy(contributor)), ACCESSED)!.author!;
    return first;
  };

  it('are taken apart only when they are two words in Latin letters', () => {
    for (const [name, parts] of [
      ['Ana Lima', { given: 'Ana', family: 'Lima' }],
      ['Jean-Luc O’Neill', { given: 'Jean-Luc', family: 'O’Neill' }],
      ['Björk', undefined],
      ['Gabriel García Márquez', undefined],
      ['Weber, Jonas', undefined],
      ['Иван Петров', undefined],
      ['佐藤 美咲', undefined],
      ['bell hooks', undefined],
      ['Der Bote Nachrichten', undefined],
    ] as const) {
      assert.deepEqual(author(name), parts ?? { literal: name }, name);
    }
  });

  it('have the parts that the publisher names', () => {
    const name = { name: 'Jan van der Berg Jr.', given: 'Jan', family: 'Berg', particle: 'van der', suffix: 'Jr.' };
    const data = other({}, {}, writtenBy(name));
    assert.deepEqual(author(name), { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der', suffix: 'Jr.' });
    assert.match(apa(data), /^van der Berg, J\., Jr\. \(2015/);
    assert.match(cited('MLA', data), /^van der Berg, Jan, Jr\. “/);
    assert.match(cited('BibTeX', data), /author {7}= \{van der Berg, Jr\., Jan\}/);
    assert.match(cited('RIS', data), /\r\nAU {2}- van der Berg, Jan, Jr\.\r\n/);
  });

  it('stay as they are where the family name stands first', () => {
    const data = other({}, {}, writtenBy({ name: 'Kovács Anna', order: 'family-given' }));
    assert.match(apa(data), /^Kovács, A\. \(/);
    assert.match(cited('MLA', data), /^Kovács Anna\. “/);
    assert.match(cited('Wikipedia', data), /\|last1=Kovács \|first1=Anna /);
    assert.deepEqual(author({ name: 'Kovács Anna', nameLang: 'hu' }), { literal: 'Kovács Anna' });
  });

  it('of newsrooms are never turned around', () => {
    const org = { name: 'Bote Redaktion', type: 'organization' };
    const data = other({}, {}, writtenBy(org));
    assert.match(apa(data), /^Bote Redaktion\. \(2015/);
    assert.match(cited('BibTeX', data), /author {7}= \{\{Bote Redaktion\}\}/);
    assert.match(cited('Wikipedia', data), /\|author1=Bote Redaktion /);
    assert.deepEqual(author(org), { literal: 'Bote Redaktion' });
    const same = other({}, { name: 'Der Bote' }, writtenBy('Der Bote'));
    assert.deepEqual(toCSL(same, ACCESSED)!.author, [{ literal: 'Der Bote' }]);
  });

  it('without a name are not there, and nobody who asked for that is', () => {
    const people = [
      ...writtenBy({ status: 'anonymous', name: 'X' }, { status: 'withheld', name: 'Ida Holm' }),
      ...writtenBy('Ana Lima'),
    ];
    for (const format of CITATION_FORMATS) {
      const text = cited(format, other({}, {}, people));
      assert.ok(text.includes('Lima') && !text.includes('Holm'), format);
    }
  });

  it('shorten to initials part by part', () => {
    for (const [given, expected] of [
      ['Jean-Paul', 'J.-P.'],
      ['Martin Luther', 'M. L.'],
      ['Øystein', 'Ø.'],
      ['A.', 'A.'],
      ['Иван', 'И.'],
    ]) {
      const data = other({}, {}, writtenBy({ name: `${given} Berg`, given, family: 'Berg' }));
      assert.ok(apa(data).startsWith(`Berg, ${expected} (2015`), apa(data));
    }
  });

  it('keep a translator out of the authors everywhere', () => {
    assert.match(cited('BibLaTeX'), /author {8}= \{Kessler, Maria and Brandt, Jonas\}/);
    assert.doesNotMatch(cited('RIS'), /AU {2}- Weber/);
    assert.match(
      cited('Chicago', other({}, {}, [...writtenBy('Ana Lima'), { role: 'translator', name: 'Ana Lima' }])),
      /Translated by Ana Lima\./,
    );
  });
});

describe('many authors of a cited article', () => {
  const names = (count: number) =>
    [...Array(count).keys()].map(
      (index) => `Ana Lima${'abcdefghijklmnopqrstuvwxyz'[index % 26]}${'x'.repeat(Math.floor(index / 26))}`,
    );
  const by = (count: number) => other({}, {}, writtenBy(...names(count)));

  it('are twenty in APA, and beyond that nineteen and the last', () => {
    assert.match(apa(by(20)), /Limas, A\., & Limat, A\. \(2015/);
    assert.match(apa(by(21)), /Limas, A\., \. \. \. Limau, A\. \(2015/);
    assert.doesNotMatch(apa(by(21)), /Limat|&/);
  });

  it('are one and others in MLA from three', () => {
    assert.match(cited('MLA', by(2)), /^Limaa, Ana, and Ana Limab\. “/);
    assert.match(cited('MLA', by(3)), /^Limaa, Ana, et al\. “/);
  });

  it('are ten in Chicago, and beyond that seven and others', () => {
    assert.match(cited('Chicago', by(3)), /^Limaa, Ana, Ana Limab, and Ana Limac\. “/);
    assert.match(cited('Chicago', by(10)), /Ana Limai, and Ana Limaj\. “/);
    assert.match(cited('Chicago', by(11)), /Ana Limaf, Ana Limag, et al\. “/);
  });

  it('are all there, three thousand of them, for programs', () => {
    const data = by(3_000);
    assert.equal(toCSL(data, ACCESSED)!.author!.length, 3_000);
    assert.equal(cited('RIS', data).match(/^AU {2}- /gm)!.length, 3_000);
    assert.match(cited('Wikipedia', data), /\|last3000=Lima/);
    for (const format of ['APA', 'MLA', 'Chicago'] as const) assert.ok(cited(format, data).length < 1_000, format);
  });
});

describe('titles in citations', () => {
  it('are set as written, whatever the language', () => {
    const data = other({ titleSentence: undefined });
    assert.match(apa(data), /Pipeline Politics: How Brussels Lost the Summer \(J\. Weber/);
    assert.match(cited('BibTeX', data), /\{Pipeline \{Politics\}: \{How\} \{Brussels\} \{Lost\} the \{Summer\}\}/);
  });

  it('end once', () => {
    const data = other({ title: 'Who owns the harbour?', titleSentence: undefined }, {}, writtenBy('Ana Lima'));
    assert.match(apa(data), /\(2015, March 16\)\. Who owns the harbour\? The Harbour Post\. https/);
    assert.match(cited('MLA', data), /^Lima, Ana\. “Who owns the harbour\?” The Harbour/);
  });

  it('have single quotation marks inside their own', () => {
    const data = other({ title: 'The “Blue” Pier and the "Old" One' });
    assert.match(cited('MLA', data), /“The ‘Blue’ Pier and the ‘Old’ One\.”/);
    assert.match(cited('RIS', data), /TI {2}- The “Blue” Pier and the "Old" One\r/);
  });

  it('in other scripts say so to Wikipedia', () => {
    const data = other({}, { title: 'Гавань засыпает', lang: 'ru', name: 'Вестник' }, writtenBy('Иван Петров'));
    assert.match(cited('Wikipedia', data, 'original'), /\|script-title=ru:Гавань засыпает \|trans-title=Pipeline/);
    assert.match(cited('BibTeX', data, 'original'), /^@misc\{2015-ru,/);
    assert.match(cited('APA', data, 'original'), /^Иван Петров\. \(2015/);
  });

  it('say in their markup which language they are in, and are set in italics where the manual wants it', () => {
    assert.ok(html(ARTICLE, 'APA').includes('<i>The Harbour Post</i>.'));
    assert.ok(
      html(ARTICLE, 'Chicago').includes(
        '“<bdi lang="de">Pipeline-Politik: Wie Brüssel den Sommer verlor</bdi>” (<i>Der Bote Nachrichten</i>, ',
      ),
    );
    const hebrew = other({}, { title: 'הנמל ישן', lang: 'he', name: 'הדואר' });
    assert.ok(html(hebrew, 'MLA', 'original').includes('“<bdi lang="he">הנמל ישן</bdi>.” <i><bdi>הדואר</bdi></i>, 14'));
  });

  it('of sites without a newspaper are in italics in APA, and the site is not', () => {
    const { config } = readOptions(other({ kind: 'news-site' }));
    const item = itemOf(factsFrom(config, 'en'), ACCESSED, 'this')!;
    const markup = citationOf(item, 'APA').pieces!.map(toHtml).join('');
    assert.ok(
      markup.includes('<i>Pipeline politics: How Brussels lost the summer</i> (J. Weber, Trans.). The Harbour Post. '),
    );
    assert.match(citationOf(item, 'RIS').text, /^TY {2}- ELEC/);
    assert.match(citationOf(item, 'BibLaTeX').text, /^@online\{/);
    assert.match(citationOf(item, 'CSL-JSON').text, /"type":"webpage"/);
    assert.match(citationOf(item, 'Wikipedia').text, /^\{\{cite web /);
  });
});

describe('how an article came to be, in citations', () => {
  const note = (data: Readonly<Record<string, unknown>>) => /N1 {2}- (.*)\r/.exec(cited('RIS', data))?.[1];
  const { translator: _, ...authorsOnly } = { translator: 0, people: writtenBy('Ana Lima') };

  it('is a machine where it was one, and the machine is nobody', () => {
    const data = {
      ...other({}, {}, authorsOnly.people),
      translation: { from: 'de', method: 'machine', engine: 'Rosetta' },
    };
    assert.match(note(data)!, /^Machine translation from German \(Rosetta\)\. Originally/);
    assert.equal(toCSL(data, ACCESSED)!.translator, undefined);
    assert.doesNotMatch(apa(data), /Trans\./);
    assert.match(
      note({ ...data, translation: { from: 'de', method: 'machine' } })!,
      /^Machine translation from German\. /,
    );
  });

  it('names the translator of a text who wrote it', () => {
    const data = { ...other({}, {}, writtenBy('Ana Lima')), kind: 'self-translation' };
    assert.match(apa(data), /\(A\. Lima, Trans\.\)/);
  });

  it('says of a republication where it was first, and its title once', () => {
    const data = other({}, { title: ARTICLE.work.title, lang: 'en' }, writtenBy('Ana Lima'));
    assert.equal(note(data), 'Originally published in Der Bote Nachrichten, 14 March 2015.');
    assert.match(cited('Chicago', data), /Originally published in Der Bote Nachrichten, March 14, 2015\.$/);
    assert.doesNotMatch(cited('Chicago', data, 'original'), /\[/);
  });

  it('is nothing where it appeared nowhere else', () => {
    const data = { work: ARTICLE.work, contributors: writtenBy('Ana Lima') };
    assert.equal(note(data), undefined);
    assert.match(apa(data), /pipeline-politics$/);
  });
});
