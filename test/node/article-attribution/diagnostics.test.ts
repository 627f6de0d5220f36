import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { HINTS } from '../../../src/article-attribution/diagnostics.ts';
import { factsFrom } from '../../../src/article-attribution/facts.ts';
import { readOptions } from '../../../src/article-attribution/options.ts';
import { compareNodes } from '../../../src/article-attribution/describing/other-articles.ts';
import { validate } from '../../../src/article-attribution/validate.ts';

const PAGE = 'https://harbourpost.example/en/pipeline';
const SOURCE = 'https://derbote.example/a';
const CREDIT = {
  source: 'Der Bote',
  sourceUrl: SOURCE,
  sourceLang: 'de',
  sourcePublished: '2015',
  authors: 'Maria Kessler',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  published: '2015-03-16',
};

const check = (change: object, page: object = {}) => {
  const { config, issues } = readOptions({ ...CREDIT, ...change });
  const now = Date.parse('2026-11-24T12:00:00Z');
  const facts = factsFrom(config, 'en');
  return validate({ facts, issues, now, addresses: [PAGE], wordsLanguage: 'en', ...page });
};
const codes = (change: object, page?: object) => check(change, page).map(({ code }) => code);

/** What is found, and what comes nearest to it and is not: changes of the credit, and what the page around it holds. */
const PAIRS: readonly [keyof typeof HINTS, [object, object?], [object, object?]][] = [
  ['author-missing', [{ authors: '' }], [{ kind: 'original', authors: '' }]],
  ['canonical-cross-language', [{}, { addresses: [SOURCE] }], [{ kind: 'republication' }, { addresses: [SOURCE] }]],
  ['canonical-in-body', [{}, { hasCanonicalInBody: true }], [{}, { hasCanonicalInBody: false }]],
  ['date-order', [{ sourcePublished: '2015-04' }], [{ sourcePublished: '2015-03' }]],
  ['exclusive-but-open', [{ exclusive: '', licence: 'CC BY 4.0' }], [{ exclusive: '', licence: 'Our terms' }]],
  [
    'exclusivity-expired',
    [{ exclusive: '', exclusiveUntil: '2026-11-23' }],
    [{ exclusive: '', exclusiveUntil: '2026' }],
  ],
  ['future-date', [{ published: '2026-11-26' }], [{ published: '2026-11-24' }]],
  [
    'gfdl-incompatible',
    [{ sourceLicence: 'GFDL-1.3', licence: 'CC BY 4.0' }],
    [{ sourceLicence: 'GFDL-1.3', licence: 'GFDL-1.3' }],
  ],
  ['invalid-date', [{ retrieved: '30 Feb' }], [{ retrieved: '2015-02' }]],
  ['invalid-language-tag', [{ exclusiveLanguages: ['german'] }], [{ exclusiveLanguages: ['de'] }]],
  ['invalid-value', [{ publisherKind: 'pamphlet' }], [{ publisherKind: 'blog' }]],
  ['licence-ambiguous', [{ licence: 'public domain' }], [{ licence: 'CC0-1.0' }]],
  ['licence-retired', [{ licence: 'CC SA 1.0' }], [{ licence: 'CC BY-SA 1.0' }]],
  ['licence-version-missing', [{ licence: 'CC BY-SA' }], [{ licence: 'CC BY-SA 4.0' }]],
  ['locale-fallback', [{ workLang: 'fr' }], [{ workLang: 'en-GB' }]],
  ['machine-as-person', [{ translators: 'DeepL' }], [{ translators: 'Jonas Weber', engine: 'DeepL' }]],
  ['nd-translation', [{ sourceLicence: 'CC BY-ND 4.0' }], [{ kind: 'republication', sourceLicence: 'CC BY-ND 4.0' }]],
  [
    'open-but-reserved',
    [{ licence: 'CC BY 4.0' }, { isMiningReserved: true }],
    [{ licence: 'All rights reserved' }, { isMiningReserved: true }],
  ],
  ['person-name-suspicious', [{ authors: 'By Maria Kessler' }], [{ authors: 'Byron Kessler' }]],
  ['port-without-spdx', [{ licence: 'CC BY 3.0 CL' }], [{ licence: 'CC BY 3.0 DE' }]],
  [
    'rsl-link-as-licence',
    [{ licence: 'https://harbourpost.example/rsl.xml' }, { machineTerms: ['https://harbourpost.example/rsl.xml'] }],
    [{ licence: 'CC BY 4.0' }, { machineTerms: ['https://harbourpost.example/rsl.xml'] }],
  ],
  [
    'sa-mismatch',
    [{ sourceLicence: 'CC BY-SA 4.0', licence: 'CC BY-SA 3.0' }],
    [{ sourceLicence: 'CC BY-SA 3.0', sourceTitle: 'Rohre', licence: 'CC BY-SA 4.0' }],
  ],
  ['same-language-translation', [{ sourceLang: 'en' }], [{ sourceLang: 'en-GB' }]],
  ['source-language-missing', [{ sourceLang: '' }], [{ kind: 'republication', sourceLang: '' }]],
  ['source-url-missing', [{ sourceUrl: '' }], [{ kind: 'original', sourceUrl: '' }]],
  ['source-url-same-as-page', [{ sourceUrl: `${PAGE}/` }], [{ sourceUrl: `${PAGE}?lang=de` }]],
  ['stale-translation', [{ sourceUpdated: '2015-03-17' }], [{ sourceUpdated: '2015-03' }]],
  ['tasl-incomplete', [{ sourceLicence: 'CC BY 3.0' }], [{ sourceLicence: 'CC BY 4.0' }]],
  [
    'translator-is-author',
    [{ kind: 'translation', translators: 'Maria Kessler' }],
    [{ kind: 'self-translation', translators: 'Maria Kessler' }],
  ],
  ['translator-missing', [{ translators: '' }], [{ translators: '', translationMethod: 'machine' }]],
  ['unknown-licence-combination', [{ licence: 'CC BY 4.0 DE' }], [{ licence: 'CC BY 3.0 DE' }]],
  ['unnamed-org', [{ source: '' }], [{ source: '', sourceUrl: '' }]],
  ['untrusted-url', [{ archivedAt: 'javascript:alert(1)' }], [{ archivedAt: 'https://archive.example/a' }]],
];

describe('what the credit checks', () => {
  for (const [code, found, near] of PAIRS) {
    it(`finds ${code}, and not what comes near it`, () => {
      assert.ok(codes(...found).includes(code), codes(...found).join());
      assert.ok(!codes(...near).includes(code), codes(...near).join());
    });
  }

  for (const name of ['ChatGPT', 'Claude', 'Claude 3.5 Sonnet', 'Gemini-1.5', 'Microsoft Copilot'])
    it(`takes ${name} for a machine, unless it is called one`, () => {
      assert.ok(codes({ authors: name }).includes('machine-as-person'));
      const credits = [{ role: 'illustrator', name, type: 'machine' }];
      assert.ok(!codes({ credits }).includes('machine-as-person'));
    });

  for (const name of ['Claude Marsh', 'Jean-Claude Oxbow', 'Gemini Selkie'])
    it(`takes ${name} for somebody`, () => assert.ok(!codes({ authors: name }).includes('machine-as-person')));

  it('takes no day for the future that has begun somewhere, and every time for what it is', () => {
    assert.ok(!codes({ published: '2026-11-25' }).includes('future-date'));
    assert.ok(!codes({ published: '2026-11-25T01:30:00+14:00' }).includes('future-date'));
    assert.ok(codes({ published: '2026-11-24T12:30:00Z' }).includes('future-date'));
  });

  it('finds what is exclusive for nobody', () => {
    assert.ok(codes({ exclusive: '', publisher: '' }).includes('unnamed-org'));
    assert.ok(!codes({ exclusive: '' }).includes('unnamed-org'));
  });

  it('finds what stands in angle brackets and is no link', () => {
    assert.ok(codes({ authors: 'Maria Kessler <kessler@derbote.example>' }).includes('person-name-suspicious'));
    assert.ok(!codes({ authors: 'Maria Kessler <https://kessler.example>' }).includes('person-name-suspicious'));
  });

  it('finds an author among the translators by more than the letters of the name', () => {
    assert.ok(codes({ translators: 'MARIA KESSLER; Bo' }).includes('translator-is-author'));
    assert.ok(!codes({ translators: 'Maria Kesslerin; Bo' }).includes('translator-is-author'));
  });

  const shareAlike: readonly [string, string, boolean][] = [
    ['CC BY-SA 3.0', 'CC BY-SA 3.0 DE', true],
    ['CC BY-SA 3.0 DE', 'CC BY-SA 4.0', true],
    ['CC BY-SA 4.0', 'CC BY-NC-SA 4.0', false],
    ['CC BY-SA 4.0', 'CC BY 4.0', false],
    ['CC BY-SA 4.0', 'Free Art License 1.3', true],
    ['CC BY-SA 3.0', 'Free Art License 1.3', false],
    ['CC BY-NC-SA 4.0', 'Free Art License 1.3', false],
    ['CC BY-SA 1.0', 'CC BY-SA 1.0', true],
    ['CC BY-SA 1.0', 'CC BY-SA 2.0', false],
  ];
  for (const [sourceLicence, licence, isFine] of shareAlike) {
    it(`${isFine ? 'lets' : 'does not let'} a text under ${sourceLicence} be offered under ${licence}`, () => {
      assert.equal(codes({ sourceLicence, sourceTitle: 'Rohre', licence }).includes('sa-mismatch'), !isFine);
    });
  }

  it('knows a licence under whatever name it was written', () => {
    const sourceLicence = 'GNU Free Documentation License, Version 1.3';
    assert.ok(codes({ sourceLicence, licence: 'CC BY 4.0' }).includes('gfdl-incompatible'));
    assert.ok(!codes({ sourceLicence, licence: 'GFDL-1.3-or-later' }).includes('gfdl-incompatible'));
    assert.ok(codes({ exclusive: '', licence: 'Open Government Licence v3.0' }).includes('exclusive-but-open'));
  });

  for (const licence of ['CC BY 4.0, except for the pictures', 'Creative Commons Attribution 3.0 International']) {
    it(`finds that "${licence}" is no licence, and not where it is linked`, () => {
      assert.ok(codes({ licence }).includes('licence-ambiguous'));
      assert.ok(!codes({ licence: `${licence} <https://harbourpost.example/terms>` }).includes('licence-ambiguous'));
      assert.ok(!codes({ licence: 'Our own terms' }).includes('licence-ambiguous'));
    });
  }

  it('takes no canonical link to the original for the address of this page', () => {
    const found = (change: object) => codes(change, { addresses: [SOURCE, PAGE] });
    assert.ok(!found({ kind: 'republication' }).includes('source-url-same-as-page'));
    assert.deepEqual(found({}), ['canonical-cross-language']);
    const own = { addresses: [PAGE, `${PAGE}?utm_source=mail`] };
    assert.ok(codes({ sourceUrl: PAGE }, own).includes('source-url-same-as-page'));
  });

  it('says when a licence was retired', () => {
    const retired = check({ licence: 'CC SAMPLING+ 1.0' }).find(({ code }) => code === 'licence-retired');
    assert.match(retired?.message ?? '', /2011-09-12/);
  });

  it('compares what the page says of the article', () => {
    const ours = { author: { name: 'Ana' } };
    const found = (...nodes: object[]) => compareNodes(nodes as never[], ours).map(({ code }) => code);
    assert.deepEqual(found(ours, ours), ['jsonld-duplicate']);
    assert.deepEqual(found({ author: { name: 'Bo' } }), ['jsonld-mismatch']);
    assert.deepEqual(found(ours), []);
  });

  it('is tried here to the last code', () => {
    const tried = [...PAIRS.map(([code]) => code), 'jsonld-duplicate', 'jsonld-mismatch'];
    assert.deepEqual(tried.sort(), Object.keys(HINTS).sort());
  });

  it('says what to do, and where it is explained', () => {
    const [finding] = check({ licence: 'CC BY' });
    assert.equal(finding?.hint, HINTS['licence-version-missing']);
    assert.equal(finding.docs, 'docs/credit-checks.md#licence-version-missing');
  });

  for (const permission of [
    { permission: 'By courtesy of Der Bote.' },
    { permissionUrl: 'https://derbote.example/rights' },
    { permission: { ref: 'DB-44' } },
    { permission: { basis: 'partner' } },
  ]) {
    it(`takes ${JSON.stringify(permission)} for an answer`, () => {
      const level = (change: object) =>
        check({ sourceLicence: 'CC BY-ND 4.0', ...change }).find(({ code }) => code === 'nd-translation')?.level;
      assert.deepEqual([level({}), level({ permission: { basis: 'quotation' } })], ['error', 'error']);
      assert.equal(level(permission), 'info');
    });
  }

  it('is explained in the guide, code by code, in the same words', () => {
    const guide = readFileSync('docs/credit-checks.md', 'utf8');
    const sections = [...guide.matchAll(/^## (\S+)\n\n([^\n]+(?:\n[^\n]+)*)/gm)];
    const told: Record<string, string> = {};
    for (const [, code, hint] of sections) told[code!] = hint!.replace(/\n/g, ' ');
    assert.deepEqual(told, HINTS);
  });
});
