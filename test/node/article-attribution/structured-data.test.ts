import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { articleNode } from '../../../src/article-attribution/describing/article-node.ts';
import { readCopyright } from '../../../src/article-attribution/describing/copyright.ts';
import { factsFrom } from '../../../src/article-attribution/facts.ts';
import type { Node } from '../../../src/article-attribution/describing/nodes.ts';
import { readOptions } from '../../../src/article-attribution/options.ts';
import { aboutPage, articlesIn, compareNodes } from '../../../src/article-attribution/describing/other-articles.ts';
import { serialiseJsonLd, structuredData } from '../../../src/article-attribution/describing/structured-data.ts';
import { validate } from '../../../src/article-attribution/validate.ts';
import { ARTICLES, PAGE as VALID_PAGE } from '../../support/articles.ts';
import { withPrototypeJs } from '../../support/prototype-js.ts';

const facts = (data: object) => factsFrom(readOptions(data).config, 'en');
const PAGE = { url: 'https://harbourpost.example/en/pipeline' };
const describeIt = (data: object) => articleNode(facts(data), PAGE);

const KESSLER = 'https://derbote.example/kessler#person';
const TRANSLATION = {
  source: 'Der Bote',
  sourceUrl: 'https://derbote.example/a',
  sourceLang: 'de',
  sourcePublished: '2015',
  sourceTitle: 'Rohre',
  authors: 'Maria Kessler <https://derbote.example/kessler>; Jonas Brandt',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  publisherUrl: '/',
  published: '2015-03-16',
  licence: 'CC BY-SA 4.0',
};

describe('structured data', () => {
  it('describes a translation and its original, each once', () => {
    assert.deepEqual(describeIt(TRANSLATION), {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': 'https://harbourpost.example/en/pipeline#article',
      mainEntityOfPage: 'https://harbourpost.example/en/pipeline',
      url: 'https://harbourpost.example/en/pipeline',
      inLanguage: 'en',
      datePublished: '2015-03-16',
      author: [
        { '@type': 'Person', '@id': KESSLER, name: 'Maria Kessler', url: 'https://derbote.example/kessler' },
        { '@type': 'Person', name: 'Jonas Brandt' },
      ],
      translator: { '@type': 'Person', name: 'Jonas Weber' },
      publisher: {
        '@type': 'NewsMediaOrganization',
        '@id': 'https://harbourpost.example/#org',
        name: 'The Harbour Post',
        url: 'https://harbourpost.example/',
      },
      isBasedOn: 'https://derbote.example/a',
      translationOfWork: {
        '@type': 'NewsArticle',
        '@id': 'https://derbote.example/a#article',
        url: 'https://derbote.example/a',
        headline: 'Rohre',
        inLanguage: 'de',
        datePublished: '2015',
        author: [{ '@id': KESSLER }, { '@type': 'Person', name: 'Jonas Brandt' }],
        publisher: { '@type': 'NewsMediaOrganization', name: 'Der Bote' },
      },
      license: 'https://creativecommons.org/licenses/by-sa/4.0/',
    });
  });

  it('names a machine as the kind of source, never as a translator', () => {
    const node = describeIt({ ...TRANSLATION, translationMethod: 'machine' });
    assert.equal(node['translator'], undefined);
    assert.equal(node['digitalSourceType'], 'https://schema.org/TrainedAlgorithmicMediaDigitalSource');
  });

  it('names nobody as translator of an own text', () => {
    assert.equal(describeIt({ ...TRANSLATION, authors: 'Ana', translators: 'Ana' })['translator'], undefined);
  });

  it('lets the publication answer for an article without an author', () => {
    const { authors: _, ...rest } = TRANSLATION;
    assert.deepEqual(describeIt(rest)['author'], { '@type': 'NewsMediaOrganization', name: 'Der Bote' });
  });

  it('points from a republication to its original', () => {
    const node = describeIt({ source: 'Der Bote', sourceUrl: 'https://derbote.example/a' });
    assert.deepEqual(node['isBasedOn'], {
      '@type': 'NewsArticle',
      '@id': 'https://derbote.example/a#article',
      url: 'https://derbote.example/a',
      publisher: { '@type': 'NewsMediaOrganization', name: 'Der Bote' },
    });
    assert.equal(node['translationOfWork'], undefined);
  });

  const nodeOf = (name: string) => structuredData(ARTICLES[name]!, VALID_PAGE)!;
  const inside = (node: Node, ...path: string[]) =>
    path.reduce<unknown>((value, key) => (value as Node | undefined)?.[key], node);

  const cases: readonly [string, string, readonly string[], unknown][] = [
    ['says nothing of a translator in the original', 'translation', ['translationOfWork', 'translator'], undefined],
    ['names where rules stand', 'translation', ['usageInfo'], 'https://derbote.example/rights'],
    ['gives an excerpt’s original once', 'excerpt', ['isBasedOn'], 'https://derbote.example/2015/rohre'],
    ['describes an excerpt’s original as its citation', 'excerpt', ['citation', 'headline'], 'Rohre & Träume'],
    ['has no original of a joint publication', 'co-publication', ['isBasedOn'], undefined],
    ['names nobody for who stays anonymous', 'anonymous author', ['author'], undefined],
    ['names who worked beside a machine', 'machine beside a translator', ['translator', 'name'], 'Jonas Weber'],
    ['names who edited a machine’s text', 'machine translation, edited', ['translator', 'name'], 'Jonas Weber'],
    ['says of no human text that a machine wrote it', 'translation', ['digitalSourceType'], undefined],
    [
      'nests what was translated twice',
      'relay by a known text',
      ['translationOfWork', 'translationOfWork', 'inLanguage'],
      'de',
    ],
    ['knows a language in between', 'relay by an unknown text', ['translationOfWork', 'inLanguage'], 'fr'],
    [
      'describes the original behind it',
      'relay by an unknown text',
      ['translationOfWork', 'translationOfWork', 'headline'],
      'Rohre & Träume',
    ],
    [
      'follows a text through its publications',
      'republication of a republication',
      ['isBasedOn', 'isBasedOn', 'isBasedOn', 'publisher', 'name'],
      'Das Blatt',
    ],
    ['puts other translations to their original', 'translation beside others', ['workTranslation'], undefined],
    [
      'takes the original for no translation of itself',
      'translation beside others',
      ['translationOfWork', 'workTranslation', 'url'],
      'https://harbourpost.example/fr/tuyaux',
    ],
    ['claims no licence for reserved rights', 'all rights reserved', ['license'], undefined],
    ['names whom to ask', 'all rights reserved', ['acquireLicensePage'], 'https://harbourpost.example/rights'],
    ['reads a year', 'all rights reserved', ['copyrightYear'], 2015],
    ['knows who a notice names', 'all rights reserved', ['copyrightHolder', '@id'], 'https://harbourpost.example/#org'],
    ['guesses nothing from two notices', 'rights of several', ['copyrightYear'], undefined],
    [
      'keeps the original’s licence at the original',
      'the original’s own licence',
      ['translationOfWork', 'license'],
      'https://creativecommons.org/licenses/by-sa/4.0/',
    ],
    ['takes the original’s licence for no other', 'the original’s own licence', ['license'], undefined],
    [
      'does not say what is not printed',
      'an original that changed before',
      ['translationOfWork', 'dateModified'],
      undefined,
    ],
    ['says when an original changed', 'an original that changed', ['translationOfWork', 'dateModified'], '2015-04-01'],
    [
      'finds the copy of what is gone',
      'an original that is gone',
      ['translationOfWork', 'archivedAt'],
      'https://archive.example/a',
    ],
    ['tells corrections from other changes', 'corrections', ['correction', 'length'], 2],
    ['keeps the words of a correction', 'corrections', ['correction', '0', 'text'], 'The date of the vote'],
    ['makes addresses absolute', 'terms of one’s own', ['license'], 'https://harbourpost.example/terms'],
    [
      'has the address of another article',
      'an address of its own',
      ['@id'],
      'https://harbourpost.example/en/other#article',
    ],
    ['takes an address of several for nobody’s', 'one address for two', ['author', '0', '@id'], undefined],
    ['knows a month is no day', 'a year and a month', ['datePublished'], undefined],
  ];
  for (const [title, name, path, expected] of cases) {
    it(`${title}: ${path.join(' of ')} in ${name}`, () => assert.equal(inside(nodeOf(name), ...path), expected));
  }

  it('reads from a notice what is beyond doubt', () => {
    const notices: readonly [string, number | undefined, string | undefined][] = [
      ['© 2015 Der Bote', 2015, 'Der Bote'],
      ['© Der Bote 2015. All rights reserved.', 2015, 'Der Bote'],
      ['Copyright © 2015 by Ana Lima', 2015, 'Ana Lima'],
      ['(c) Ana Lima', undefined, 'Ana Lima'],
      ['© 2015', 2015, undefined],
      ['© 2014–2015 Der Bote', undefined, undefined],
      ['© 2014 A. © 2015 B.', undefined, undefined],
      ['Der Bote, 2015', undefined, undefined],
      ['', undefined, undefined],
    ];
    for (const [notice, year, holder] of notices) assert.deepEqual(readCopyright(notice), { year, holder }, notice);
  });

  it('claims no licence where all rights are reserved', () => {
    assert.equal(describeIt({ source: 'x', licence: 'All rights reserved' })['license'], undefined);
  });

  it('keeps who is withheld, anonymous or for metadata only out of it', () => {
    const contributors = ['withheld', 'anonymous'].map((status) => ({ role: 'author', name: 'Secret', status }));
    const hidden = { role: 'editor', name: 'Secret', visibility: 'metadata-only' };
    assert.doesNotMatch(
      serialiseJsonLd(describeIt({ source: 'x', contributors: [...contributors, hidden] })),
      /Secret/,
    );
  });

  it('holds lists as lists on a page with Prototype.js', () => {
    const node = describeIt({ source: 'x', authors: 'Ana Lima; Bo Berg' });
    const json = serialiseJsonLd(node);
    assert.equal(
      withPrototypeJs(() => serialiseJsonLd(node)),
      json,
    );
  });

  it('cannot be broken out of', () => {
    const json = serialiseJsonLd(describeIt({ source: '</script><!--<script>\u2028&' }));
    assert.doesNotMatch(json, /[<>&\u2028]/);
    assert.match(
      String((JSON.parse(json) as { isBasedOn: { publisher: { name: string } } }).isBasedOn.publisher.name),
      /<\/script>/,
    );
  });

  it('is the same for servers, with the credit', () => {
    const node = structuredData({ ...TRANSLATION, headline: 'Pipes' }, { ...PAGE, headline: 'Something else' });
    const { creditText, headline, ...rest } = node!;
    assert.deepEqual(rest, describeIt(TRANSLATION));
    assert.equal(headline, 'Pipes');
    assert.match(String(creditText), /^This article by Maria Kessler and Jonas Brandt was originally .*BY-SA 4\.0\.$/);
  });

  it('has no address where a server says none, and no relative one', () => {
    const node = structuredData({ ...TRANSLATION, sourceUrl: '/a' })!;
    assert.equal(node['@id'] ?? node['url'] ?? node['mainEntityOfPage'] ?? node['isBasedOn'], undefined);
    assert.equal(structuredData({ source: 'x', url: 'https://a.example/1#top' })!['url'], 'https://a.example/1');
    assert.equal(structuredData({ source: 'x' }, { url: '/relative' })!['url'], undefined);
  });

  it('is none where nothing is known, or none is wanted', () => {
    assert.equal(structuredData({}), undefined);
    assert.equal(structuredData({ source: 'Der Bote', structuredData: 'none' }), undefined);
  });

  it('finds articles in lists, graphs and nested nodes', () => {
    const found = articlesIn([
      { '@graph': [{ '@type': 'WebPage', mainEntity: { '@type': ['BlogPosting'] } }] },
      7,
      null,
    ]);
    assert.equal(found.length, 1);
    assert.equal(articlesIn({ '@type': 'Organization' }).length, 0);
  });

  it('takes the node about this page among several', () => {
    const nodes = [{ url: 'https://a.example/1' }, { mainEntityOfPage: { '@id': 'http://a.example/2/' } }];
    assert.deepEqual(aboutPage(nodes, ['https://a.example/2']), [nodes[1]]);
  });

  it('compares another description with ours', () => {
    const ours = describeIt(TRANSLATION);
    const theirs = {
      '@type': 'NewsArticle',
      author: { name: 'Jonas Weber' },
      license: 'https://creativecommons.org/licenses/by/4.0/',
    };
    const messages = compareNodes([theirs, theirs], ours)
      .map(({ code, message }) => `${code}: ${message}`)
      .join('\n');
    assert.match(messages, /jsonld-duplicate/);
    assert.match(messages, /names the translator as an author/);
    assert.match(messages, /does not name the translator/);
    assert.match(messages, /translationOfWork/);
    assert.match(messages, /another licence/);
    assert.deepEqual(compareNodes([ours], ours), []);
    const referring = { ...ours, author: [{ '@id': 'https://derbote.example/#1' }], translator: { '@id': '#2' } };
    assert.deepEqual(compareNodes([referring], ours), []);
  });
});

describe('validate', () => {
  const check = (data: object, more: object = {}) => {
    const { config, issues } = readOptions(data);
    const all = validate({
      facts: factsFrom(config, 'en'),
      issues,
      now: Date.parse('2026-11-24T12:00:00Z'),
      addresses: [PAGE.url],
      wordsLanguage: 'en',
      ...more,
    });
    return all.map(({ code }) => code);
  };

  it('finds nothing in a complete credit', () => assert.deepEqual(check(TRANSLATION), []));

  const cases: readonly [string, object][] = [
    ['licence-version-missing', { licence: 'CC BY' }],
    ['unknown-licence-combination', { licence: 'https://creativecommons.org/licenses/by/4.0/de/' }],
    ['licence-ambiguous', { licence: 'Creative Commons' }],
    ['licence-retired', { licence: 'https://creativecommons.org/licenses/sampling/1.0/' }],
    ['nd-translation', { sourceLicence: 'CC BY-ND 4.0' }],
    ['sa-mismatch', { sourceLicence: 'CC BY-SA 4.0', licence: 'CC BY 4.0' }],
    ['gfdl-incompatible', { sourceLicence: 'GFDL-1.3', licence: 'CC BY 4.0' }],
    ['tasl-incomplete', { sourceLicence: 'CC BY 3.0', sourceTitle: '' }],
    ['exclusive-but-open', { exclusive: true }],
    ['exclusivity-expired', { exclusive: true, exclusiveUntil: '2016', licence: '' }],
    ['translator-is-author', { kind: 'translation', translators: 'Jonas Brandt' }],
    ['translator-missing', { translators: '' }],
    ['machine-as-person', { translators: 'DeepL' }],
    ['person-name-suspicious', { translators: 'translated by Jo' }],
    ['author-missing', { authors: '' }],
    ['source-language-missing', { sourceLang: '' }],
    ['same-language-translation', { sourceLang: 'en' }],
    ['invalid-language-tag', { sourceLang: 'german' }],
    ['invalid-date', { published: '14/03/2015' }],
    ['date-order', { sourcePublished: '2016' }],
    ['future-date', { published: '2027-01-01' }],
    ['stale-translation', { sourceUpdated: '2016-01-01' }],
    ['source-url-missing', { sourceUrl: '' }],
    ['source-url-same-as-page', { sourceUrl: PAGE.url }],
    ['canonical-cross-language', { sourceUrl: PAGE.url }],
    ['untrusted-url', { sourceUrl: 'javascript:alert(1)' }],
    ['untrusted-url', { translators: 'Jo <javascript:alert(1)>' }],
    ['unnamed-org', { source: '' }],
  ];
  for (const [code, change] of cases) {
    it(`finds ${code} in ${JSON.stringify(change)}`, () => {
      assert.ok(check({ ...TRANSLATION, ...change }).includes(code), check({ ...TRANSLATION, ...change }).join());
    });
  }

  it('finds words in another language, and canonical links in the body', () => {
    assert.deepEqual(check({ ...TRANSLATION, work: { lang: 'fr' } }), ['locale-fallback']);
    assert.deepEqual(check(TRANSLATION, { hasCanonicalInBody: true }), ['canonical-in-body']);
  });
});
