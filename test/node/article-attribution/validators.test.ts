/** Structured data and microformats before readers who know nothing of us. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';

import { renderAttribution } from '../../../src/article-attribution/render.ts';
import { serialiseJsonLd, structuredData } from '../../../src/article-attribution/describing/structured-data.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import type { LocaleWords } from '../../../src/base/shared.ts';
import type { JsonLdNode } from '../../../src/index.ts';
import { ARTICLES, everywhere, PAGE } from '../../support/articles.ts';
import { readCorpus, type CorpusCase } from '../../support/corpus.ts';
import { DESCRIBED } from '../../support/described-properties.ts';
import { adobeIssues, lostInExpansion, nodesIn, wrongKinds } from '../../support/schema-org.ts';

const LANGUAGES = readdirSync('src/locales')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'offer');
const NAMES = Object.keys(ARTICLES);
const nodeOf = (name: string) => structuredData(ARTICLES[name]!, PAGE)!;
const ARTICLE = { '@context': 'https://schema.org', '@type': 'NewsArticle' };

async function assertValid(node: JsonLdNode): Promise<void> {
  assert.deepEqual(await lostInExpansion(node), []);
  assert.deepEqual(await adobeIssues(node), []);
  assert.deepEqual(wrongKinds(node), []);
}

interface Case extends CorpusCase {
  readonly payload?: string;
  readonly url?: string;
  readonly text?: string;
}

/** What of a description readers do not see; a title of the page stands above the article. */
function unprinted(node: JsonLdNode, html: string): string[] {
  const text = String(node['creditText']);
  const isPrinted = (path: string, type: unknown, key: string, value: unknown): boolean => {
    if (key === 'alternateName') return type === 'NewsMediaOrganization' || text.includes(String(value));
    if (/^date/.test(key)) return html.includes(`datetime="${String(value)}"`);
    if (key === 'headline' && path === '') return true;
    return !/^(?:name|headline|text|copyrightNotice|copyrightYear)$/.test(key) || text.includes(String(value));
  };
  return nodesIn(node).flatMap(({ path, node: one }) =>
    Object.keys(one)
      .filter((key) => !isPrinted(path, one['@type'], key, one[key]))
      .map((key) => `${path}/${key}: ${JSON.stringify(one[key])}`),
  );
}

describe('validators of schema.org', () => {
  const wrong: readonly [string, (node: JsonLdNode) => string[] | Promise<string[]>, object, RegExp][] = [
    ['jsonld, an unknown property', lostInExpansion, { syndicationSource: 'x' }, /syndicationSource/],
    ['jsonld, an unknown type', lostInExpansion, { citation: { '@type': 'NewArticle' } }, /NewArticle/],
    ['Adobe, an unknown property', adobeIssues, { originalSource: 'x' }, /originalSource/],
    ['Adobe, an unknown type', adobeIssues, { citation: { '@type': 'NewArticle' } }, /NewArticle/],
    ['Adobe, a person without a name', adobeIssues, { author: { '@type': 'Person' } }, /"name" is missing/],
    [
      'Adobe, the licence of an organisation',
      adobeIssues,
      { publisher: { '@type': 'Organization', name: 'x', license: 'https://a.example/' } },
      /"license" for type "Organization"/,
    ],
    ['kinds, a translator as text', wrongKinds, { translator: 'Jonas' }, /translator/],
    ['kinds, an organisation as editor', wrongKinds, { editor: { '@type': 'Organization', name: 'x' } }, /editor/],
    ['kinds, a year as text', wrongKinds, { copyrightYear: '2015' }, /copyrightYear/],
    ['kinds, a relative address', wrongKinds, { license: '/terms' }, /license/],
    ['kinds, a reference to nobody', wrongKinds, { author: { '@id': 'https://a.example/#person' } }, /author/],
    ['kinds, a date that is none', wrongKinds, { datePublished: '14/03/2015' }, /datePublished/],
    ['kinds, an invented source', wrongKinds, { digitalSourceType: 'https://schema.org/Machine' }, /digitalSource/],
  ];
  for (const [name, oracle, more, expected] of wrong) {
    it(`find what is wrong: ${name}`, async () => {
      assert.match((await oracle({ ...ARTICLE, ...more })).join('\n'), expected);
    });
  }

  for (const name of NAMES) it(`find nothing in ${name}`, () => assertValid(nodeOf(name)));

  for (const lang of LANGUAGES) {
    it(`find nothing in any language: ${lang}`, async () => {
      const { default: words } = (await import(`../../../src/locales/${lang}.ts`)) as { default: LocaleWords };
      registerLocale(lang, words);
      for (const name of NAMES) {
        const node = structuredData(ARTICLES[name]!, { ...PAGE, lang })!;
        await assertValid(node);
        assert.deepEqual(unprinted(node, renderAttribution(ARTICLES[name]!, { lang })), []);
      }
    });
  }

  it('are given a value in every field by this test', () => {
    const nodes = nodesIn(structuredData(everywhere('Ana'), PAGE)!).map(({ node }) => node);
    assert.ok(nodes.length > 10);
    for (const { name } of nodes) assert.match(String(name), /^(?:Ana|undefined|Ida Falk)$/);
  });

  for (const corpus of ['xss-payloads', 'urls', 'unicode']) {
    it(`find nothing, whatever the fields hold: ${corpus}`, async () => {
      for (const { payload, url, text } of readCorpus<Case>(corpus).cases) {
        const node = structuredData(everywhere(payload ?? url ?? text ?? ''), PAGE);
        if (!node) continue;
        assert.doesNotMatch(serialiseJsonLd(node), /[<>&\u2028\u2029]/);
        assert.deepEqual(JSON.parse(serialiseJsonLd(node)), node);
        await assertValid(node);
      }
    });
  }
});

describe('structured data', () => {
  it('are told from what is not printed by this test', () => {
    const node = { ...ARTICLE, creditText: 'By Ana.', author: { '@type': 'Person', name: 'Bo' }, dateModified: '2015' };
    assert.deepEqual(unprinted(node, '<p>By Ana.</p>'), ['/dateModified: "2015"', '/author/name: "Bo"']);
  });

  for (const name of NAMES) {
    it(`say nothing that is not printed: ${name}`, () => {
      assert.deepEqual(unprinted(nodeOf(name), renderAttribution(ARTICLES[name]!)), []);
    });

    it(`describe nothing twice: ${name}`, () => {
      const described = nodesIn(nodeOf(name)).flatMap(({ node }) => (node['@type'] ? (node['@id'] ?? []) : []));
      assert.deepEqual(described, [...new Set(described)]);
    });
  }

  it('hold what the list of properties says, and nothing else', () => {
    const found: Record<string, Set<string>> = {};
    for (const { node } of NAMES.flatMap((name) => nodesIn(nodeOf(name)))) {
      const keys = (found[String(node['@type'])] ??= new Set());
      for (const key of Object.keys(node)) if (!/^@(?:context|type)$/.test(key)) keys.add(key);
    }
    for (const type of Object.keys(DESCRIBED)) {
      assert.deepEqual([...found[type]!].sort(), Object.keys(DESCRIBED[type]!).sort(), type);
    }
    assert.deepEqual(Object.keys(found).sort(), [...Object.keys(DESCRIBED), 'undefined'].sort());
  });
});
