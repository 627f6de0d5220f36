/** The sentence before readers of microformats and RDFa who know nothing of us. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { mf2 } from 'microformats-parser';

import { renderAttribution } from '../../../src/article-attribution/render.ts';
import { ARTICLES, PAGE } from '../../support/articles.ts';
import { microdataIn, triplesIn } from '../../support/linked-data.ts';
import { adobeIssuesOf } from '../../support/schema-org.ts';

const NAMES = Object.keys(ARTICLES);
const html = (name: string) => renderAttribution(ARTICLES[name]!);

type Item = ReturnType<typeof mf2>['items'][number];
/** The article of a page that is marked up as a publisher's template does it, with our sentence in it. */
function entryOf(sentence: string): Item['properties'] {
  const page = `<article class="h-entry"><h1 class="p-name">Pipe Dreams</h1>${sentence}</article>`;
  const { items } = mf2(page, { baseUrl: PAGE.url });
  assert.equal(items.length, 1);
  return items[0]!.properties;
}
/** One property of a nested item, as text. */
const inside = (values: Item['properties'][string] | undefined, name: string): unknown =>
  (values as unknown as Item[] | undefined)?.flatMap((value) => value.properties[name] ?? []);

describe('a reader of microformats', () => {
  it('sees a citation of the original, with its relation', () => {
    const cited = entryOf(html('translation'))['translation-of'];
    assert.deepEqual(inside(cited, 'url'), ['https://derbote.example/2015/rohre']);
    assert.deepEqual(inside(cited, 'name'), ['Rohre & Träume']);
    assert.deepEqual(inside(cited, 'publication'), ['Der Bote Nachrichten']);
    assert.deepEqual(inside(cited, 'published'), ['2015-03-14']);
    assert.equal((inside(cited, 'author') as unknown[]).length, 2);
    assert.deepEqual((cited as unknown as Item[])[0]!.type, ['h-cite']);
  });

  it('sees who translated, who publishes, when, and under which licence', () => {
    const { translator, publisher, license, updated, published, author } = entryOf(html('translation'));
    assert.deepEqual(inside(translator, 'name'), ['Jonas Weber']);
    assert.deepEqual(inside(translator, 'url'), ['https://harbourpost.example/people/weber']);
    assert.deepEqual(inside(publisher, 'name'), ['The Harbour Post']);
    assert.deepEqual(license, ['https://creativecommons.org/licenses/by-sa/4.0/']);
    assert.deepEqual([published, updated], [['2015-03-16T09:30:00+02:00'], ['2015-03-18']]);
    // Who wrote the original is the author of what is cited; who translated it is nobody's.
    assert.equal(author, undefined);
  });

  const relations: readonly [string, string][] = [
    ['verbatim republication', 'repost-of'],
    ['reprint', 'repost-of'],
    ['self-translation', 'translation-of'],
    ['machine translation', 'translation-of'],
  ];
  for (const [name, relation] of relations) {
    it(`sees ${relation} in ${name}`, () => {
      const entry = entryOf(html(name));
      assert.ok(entry[relation]);
      assert.equal(entry[relation === 'repost-of' ? 'translation-of' : 'repost-of'], undefined);
    });
  }

  it('sees no more than a citation in an excerpt', () => {
    const { items } = mf2(`<article class="h-entry">${html('excerpt')}</article>`, { baseUrl: PAGE.url });
    assert.deepEqual(
      items[0]!.children?.map(({ type }) => type),
      [['h-cite']],
    );
  });

  it('sees who wrote a text that appeared nowhere else', () => {
    assert.deepEqual(inside(entryOf(html('original'))['author'], 'name'), ['Ana Lima']);
  });

  it('sees other languages', () => {
    assert.deepEqual(entryOf(html('original with its translations'))['work-translation'], [
      'https://harbourpost.example/fr/tuyaux',
      'https://harbourpost.example/nl',
    ]);
  });
});

describe('a reader of RDFa', () => {
  const LICENCE = 'http://www.w3.org/1999/xhtml/vocab#license';
  const DC = 'http://purl.org/dc/terms/';
  const BY_SA = 'https://creativecommons.org/licenses/by-sa/4.0/';

  it('sees the licence, the source and the authors of the page', async () => {
    assert.deepEqual(await triplesIn(html('translation'), PAGE.url), [
      [PAGE.url, `${DC}creator`, 'https://derbote.example/autor/kessler'],
      [PAGE.url, `${DC}creator`, 'Jonas Brandt'],
      [PAGE.url, `${DC}source`, 'https://derbote.example/2015/rohre'],
      [PAGE.url, LICENCE, BY_SA],
    ]);
  });

  it('sees that the article is another one than the page', async () => {
    const subjects = (await triplesIn(html('an address of its own'), PAGE.url)).map(([subject]) => subject);
    assert.deepEqual([...new Set(subjects)], ['https://harbourpost.example/en/other#top']);
    assert.ok(subjects.length > 2);
  });

  it('does not take the licence of the original for that of the page', async () => {
    const triples = await triplesIn(html('the original’s own licence'), PAGE.url);
    assert.deepEqual(
      triples.filter(([, predicate]) => predicate === LICENCE),
      [],
    );
  });

  it('sees no licence where all rights are reserved', async () => {
    assert.doesNotMatch(JSON.stringify(await triplesIn(html('all rights reserved'), PAGE.url)), /license/);
  });

  it('sees the name of an author or an address, and nothing that stands beside it', async () => {
    const people = [
      { role: 'author', name: 'Ana', nameNative: 'Ана', affiliation: 'Library' },
      { role: 'author', name: 'Bo', nameNative: 'Бо', url: '/bo' },
    ] as const;
    const triples = await triplesIn(renderAttribution({ contributors: [...people] }), PAGE.url);
    assert.deepEqual(
      triples.map(([, , object]) => object),
      ['Ana', 'https://harbourpost.example/bo'],
    );
  });

  it('sees nothing in a joint publication but its authors', async () => {
    assert.doesNotMatch(JSON.stringify(await triplesIn(html('co-publication'), PAGE.url)), /source/);
  });

  it('is told from a wrong one by this test', async () => {
    const wrong = '<p about="https://a.example/"><a rel="license" href="/terms">x</a><b property="dc:title">T</b></p>';
    assert.deepEqual(await triplesIn(wrong, PAGE.url), [
      ['https://a.example/', LICENCE, 'https://harbourpost.example/terms'],
      ['https://a.example/', `${DC}title`, 'T'],
    ]);
  });

  for (const name of NAMES) {
    it(`sees only what Creative Commons has words for, and no second schema.org: ${name}`, async () => {
      for (const [subject, predicate] of await triplesIn(html(name), PAGE.url)) {
        assert.match(predicate, /^(?:http:\/\/purl\.org\/dc\/terms\/(?:creator|source)|.*#license)$/);
        assert.ok(subject === PAGE.url || name === 'an address of its own', subject);
      }
      assert.doesNotMatch(html(name), /\s(?:typeof|vocab)\b/);
      assert.deepEqual(await microdataIn(html(name), PAGE.url), []);
      assert.deepEqual(await adobeIssuesOf(html(name)), []);
    });
  }

  it('and microdata would be found beside it', async () => {
    const page = '<p itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/">x</a></p>';
    assert.match((await adobeIssuesOf(page)).join(), /"name" is missing/);
    assert.equal((await microdataIn(page, PAGE.url)).length, 2);
  });
});
