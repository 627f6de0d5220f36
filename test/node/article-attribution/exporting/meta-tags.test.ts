import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { metaTags } from '../../../../src/article-attribution/exporting/meta-tags.ts';
import { OPTIONS } from '../../../../src/article-attribution/options.ts';
import { readAsZotero } from '../../../support/zotero-reader.ts';

const PAGE = { url: 'https://harbourpost.example/en/pipeline', headline: 'Pipeline Politics' };
const TRANSLATION = {
  source: 'Der Bote',
  sourceUrl: 'https://derbote.example/a',
  sourceLang: 'de',
  sourceTitle: 'Rohre',
  authors: 'Maria Kessler; Jonas Brandt',
  translators: 'Jonas Weber',
  credits: [
    { role: 'editor', name: 'Pia Berg' },
    { role: 'photographer', name: 'Ole Lund' },
    { role: 'data', name: 'Ole Lund' },
  ],
  publisher: 'The Harbour Post',
  published: '2015-03',
  rights: '© 2015 Der Bote.',
  licence: 'CC BY-SA 4.0',
};
const tags = (change: object = {}, options: object = PAGE) => metaTags({ ...TRANSLATION, ...change }, options);
const read = (change: object = {}, options: object = PAGE) => readAsZotero(`<head>${tags(change, options)}</head>`);
const creators = (change: object) =>
  read(change).creators.map(({ creatorType, firstName, lastName }) => [creatorType, firstName, lastName].join(' '));

describe('metaTags', () => {
  it('says what reference managers read, a line each', () => {
    assert.equal(
      tags(),
      [
        '<meta name="z:itemType" content="newspaperArticle">',
        '<meta name="DC.title" content="Pipeline Politics">',
        '<meta name="DC.creator" content="Maria Kessler">',
        '<meta name="DC.creator" content="Jonas Brandt">',
        '<meta name="z:translators" content="Jonas Weber">',
        '<meta name="bib:contributors" content="Pia Berg">',
        '<meta name="bib:contributors" content="Ole Lund">',
        '<meta name="DC.source" content="The Harbour Post">',
        '<meta name="DC.date" content="2015-03">',
        '<meta name="DC.language" content="en">',
        '<meta name="DC.rights" content="© 2015 Der Bote. https://creativecommons.org/licenses/by-sa/4.0/">',
        '<meta name="DC.identifier" content="https://harbourpost.example/en/pipeline">',
      ].join('\n'),
    );
  });

  it('is an article of a newspaper with its translator, as Zotero reads it', () => {
    assert.deepEqual(read(), {
      itemType: 'newspaperArticle',
      creators: [
        { creatorType: 'author', firstName: 'Maria', lastName: 'Kessler' },
        { creatorType: 'author', firstName: 'Jonas', lastName: 'Brandt' },
        { creatorType: 'contributor', firstName: 'Pia', lastName: 'Berg' },
        { creatorType: 'contributor', firstName: 'Ole', lastName: 'Lund' },
        { creatorType: 'translator', firstName: 'Jonas', lastName: 'Weber' },
      ],
      title: 'Pipeline Politics',
      publicationTitle: 'The Harbour Post',
      date: '2015-03',
      language: 'en',
      rights: '© 2015 Der Bote. https://creativecommons.org/licenses/by-sa/4.0/',
      numberFound: undefined,
    });
  });

  it('would lose the translator beside citation_author, which is why that is not in it', () => {
    const page = `<head><meta name="citation_author" content="Maria Kessler">${tags()}</head>`;
    assert.ok(readAsZotero(tags()).creators.some(({ creatorType }) => creatorType === 'translator'));
    assert.ok(!readAsZotero(page).creators.some(({ creatorType }) => creatorType === 'translator'));
  });

  it('would lose editors under a name that Zotero does not look for', () => {
    const page = tags().replace(/bib:contributors/g, 'z:editors');
    assert.ok(!readAsZotero(page).creators.some(({ lastName }) => lastName === 'Berg'));
  });

  it('never steers search engines, and never adds what it was not asked for', () => {
    const all = tags({}, { ...PAGE, licenceLink: true });
    assert.doesNotMatch(all, /citation_|canonical|robots|hreflang|property=|og:/);
    assert.doesNotMatch(tags(), /<link/);
    assert.match(all, /\n<link rel="license" href="https:\/\/creativecommons\.org\/licenses\/by-sa\/4\.0\/">$/);
    assert.doesNotMatch(tags({ licence: 'All rights reserved' }, { licenceLink: true }), /<link/);
  });

  it('keeps a date as exact as it is known', () => {
    for (const published of ['2015', '2015-03', '2015-03-16', '2015-03-16T09:30:00+02:00'])
      assert.equal(read({ published }).date, published);
  });

  it('names nobody who is anonymous, withheld, for nobody’s eyes, or a machine', () => {
    const secret = [{ status: 'anonymous' }, { status: 'withheld' }, { visibility: 'metadata-only' }];
    const authors = secret.map((one) => ({ name: 'Secret', ...one }));
    assert.doesNotMatch(tags({ authors, credits: authors.map((one) => ({ role: 'data', ...one })) }), /Secret/);
    assert.doesNotMatch(tags({ translators: 'DeepL', translationMethod: 'machine' }), /DeepL/);
  });

  it('names who translated an own text twice, as citations do', () => {
    assert.deepEqual(creators({ kind: 'self-translation', authors: 'Ana Lima', translators: '', credits: [] }), [
      'author Ana Lima',
      'translator Ana Lima',
    ]);
  });

  it('takes names apart only as the publisher does', () => {
    const authors = [
      { name: 'Anna van der Berg', given: 'Anna', family: 'Berg', particle: 'van der' },
      { name: 'Mao Dun', given: 'Dun', family: 'Mao', order: 'family-given' },
      { name: 'Martin King Jr.', given: 'Martin', family: 'King', suffix: 'Jr.' },
      { name: 'Aristotle' },
    ];
    assert.deepEqual(creators({ authors, translators: '', credits: [] }), [
      'author Anna van der Berg',
      'author Dun Mao',
      'author Martin Jr. King',
      'author  Aristotle',
    ]);
  });

  it('is another kind of article in a magazine or a journal', () => {
    const typeOf = (publisherKind: string) => read({ publisherKind }).itemType;
    assert.deepEqual(['newspaper', 'magazine', 'journal', 'blog'].map(typeOf), [
      'newspaperArticle',
      'magazineArticle',
      'journalArticle',
      'newspaperArticle',
    ]);
  });

  it('gives no address that would pass for the number of a periodical', () => {
    const url = 'https://harbourpost.example/0317-8471/pipeline';
    assert.equal(readAsZotero(`<meta name="DC.identifier" content="${url}">`).numberFound, '03178471');
    assert.doesNotMatch(tags({}, { url }), /DC\.identifier/);
    assert.match(tags({ url: '/en/other' }), /DC\.identifier" content="https:\/\/harbourpost\.example\/en\/other"/);
  });

  it('is empty where nothing is known, and leaves out what is not', () => {
    assert.equal(metaTags({}, PAGE), '');
    assert.equal(
      metaTags({ source: 'Der Bote' }),
      '<meta name="z:itemType" content="newspaperArticle">\n<meta name="DC.language" content="en">',
    );
  });

  it('cannot be broken out of', () => {
    const { cases } = JSON.parse(readFileSync('test/fixtures/corpus/xss-payloads.public.json', 'utf8')) as {
      cases: { payload?: string }[];
    };
    const payloads = ['"><script>alert(1)</script>', '\u00a0<', ...cases.flatMap(({ payload }) => payload ?? [])];
    for (const payload of payloads) {
      const data: Record<string, unknown> = {};
      for (const field of Object.keys(OPTIONS._zod.def.shape)) data[field] = payload;
      const html = metaTags(
        { ...data, authors: [{ name: payload }], credits: [{ role: 'data', name: payload }] },
        { url: payload, headline: payload, licenceLink: true },
      );
      for (const line of html.split('\n'))
        assert.match(line, /^<(?:meta name="[\w:.]+" content|link rel="license" href)="[^"<>]*">$/);
    }
  });
});
