import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';

import { toODRL, type OdrlNode, type OdrlOptions } from '../../../../src/article-attribution/exporting/odrl.ts';

/** It comes without types. */
const jsonld = createRequire(import.meta.url)('jsonld') as {
  expand(node: object, options: object): Promise<object[]>;
};

const PAGE = { url: 'https://harbourpost.example/en/pipeline' };
const TRANSLATION = {
  source: 'Der Bote',
  sourceHome: 'https://derbote.example/',
  sourceUrl: 'https://derbote.example/a',
  sourceLang: 'de',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  publisherUrl: '/',
};
const PERMITTED = { ...TRANSLATION, permission: { basis: 'permission', ref: 'DB-44', date: '2026-10' } };

const nodesOf = (data: object, options: OdrlOptions = PAGE): OdrlNode[] =>
  (toODRL(data, options)?.['@graph'] ?? []) as OdrlNode[];
const policyOf = (data: object, options?: OdrlOptions) =>
  nodesOf(data, options).find((node) => node['@type'] !== 'Asset');
const rulesOf = (data: object, options?: OdrlOptions) =>
  (policyOf(data, options)?.['permission'] ?? []) as Record<string, unknown>[];

const { '@context': context } = JSON.parse(readFileSync('test/fixtures/odrl-context.json', 'utf8')) as object & {
  '@context': object;
};
const documentLoader = async (documentUrl: string) => {
  assert.equal(documentUrl, 'http://www.w3.org/ns/odrl.jsonld');
  return { documentUrl, document: { '@context': context } };
};
/** Fails for a term that the context does not know. */
const expand = (node: object) => jsonld.expand(node, { documentLoader, safe: true });

describe('toODRL', () => {
  it('says who may translate and spread what, in which language, and that it is to be attributed', () => {
    const bote = { '@type': ['Party', 'vcard:Organization'], uid: 'https://derbote.example/', 'vcard:fn': 'Der Bote' };
    const post = {
      '@type': ['Party', 'vcard:Organization'],
      uid: 'https://harbourpost.example/',
      'vcard:fn': 'The Harbour Post',
    };
    const shared = {
      assigner: bote,
      assignee: post,
      constraint: [{ leftOperand: 'language', operator: 'eq', rightOperand: 'en' }],
      duty: [{ action: 'attribute', attributedParty: bote }],
    };
    assert.deepEqual(toODRL(PERMITTED, PAGE), {
      '@context': 'http://www.w3.org/ns/odrl.jsonld',
      '@graph': [
        {
          '@type': 'Agreement',
          uid: 'https://harbourpost.example/en/pipeline#policy',
          'dct:identifier': 'DB-44',
          'dct:issued': '2026-10',
          permission: [
            { target: 'https://derbote.example/a', action: 'translate', output: PAGE.url, ...shared },
            { target: PAGE.url, action: 'distribute', ...shared },
          ],
        },
      ],
    });
  });

  it('names licences by their addresses, and says nothing of what is in them', () => {
    assert.deepEqual(nodesOf({ ...TRANSLATION, licence: 'CC BY-SA 4.0', sourceLicence: 'CC BY-SA 3.0 DE' }), [
      { '@type': 'Asset', uid: PAGE.url, hasPolicy: 'https://creativecommons.org/licenses/by-sa/4.0/' },
      {
        '@type': 'Asset',
        uid: 'https://derbote.example/a',
        hasPolicy: 'https://creativecommons.org/licenses/by-sa/3.0/de/',
      },
    ]);
  });

  it('permits nothing by a guess', () => {
    for (const data of [
      TRANSLATION,
      { ...TRANSLATION, licence: 'All rights reserved' },
      { ...TRANSLATION, licence: 'CC BY' },
      { ...TRANSLATION, licence: 'PDM 1.0' },
      ...['licence', 'own', 'public-domain', 'quotation', 'unknown'].map((basis) => ({
        ...TRANSLATION,
        permission: { basis, text: 'So they say.' },
      })),
      { ...PERMITTED, kind: 'original' },
      { permission: 'By courtesy.' },
      {},
    ])
      assert.equal(toODRL(data, PAGE), undefined, JSON.stringify(data));
    assert.equal(toODRL(PERMITTED), undefined, 'without an address of this text');
  });

  for (const [kind, actions] of [
    ['republication', ['distribute']],
    ['adaptation', ['derive', 'distribute']],
    ['excerpt', ['extract', 'distribute']],
  ] as const) {
    it(`calls what is done to an original of a kind: ${kind}`, () => {
      const rules = rulesOf({ ...PERMITTED, kind });
      assert.deepEqual(
        rules.map(({ action }) => action),
        actions,
      );
      assert.ok(rules.every(({ constraint }) => constraint === undefined));
    });
  }

  it('is no agreement where one party has no name', () => {
    assert.equal(policyOf(PERMITTED)?.['@type'], 'Agreement');
    assert.equal(policyOf({ ...PERMITTED, source: '' })?.['@type'], 'Set');
    assert.equal(policyOf({ ...PERMITTED, publisher: '' })?.['@type'], 'Set');
  });

  const exclusivity = {
    beneficiary: 'The Harbour Post',
    territories: ['DE', 'AT'],
    languages: ['en'],
    from: '2026-01',
    until: '2028-02',
  };

  it('limits a permission as the exclusivity is limited, and says that it is exclusive in a sentence', () => {
    const [, , rule] = rulesOf({ ...PERMITTED, exclusivity });
    const iso = (code: string) => ({ '@id': `https://www.iso.org/obp/ui/#iso:code:3166:${code}` });
    assert.deepEqual(rule?.['constraint'], [
      { leftOperand: 'spatial', operator: 'isAnyOf', rightOperand: [iso('DE'), iso('AT')] },
      { leftOperand: 'language', operator: 'eq', rightOperand: 'en' },
      { leftOperand: 'dateTime', operator: 'gteq', rightOperand: { '@type': 'xsd:date', '@value': '2026-01-01' } },
      { leftOperand: 'dateTime', operator: 'lteq', rightOperand: { '@type': 'xsd:date', '@value': '2028-02-29' } },
    ]);
    assert.deepEqual(rule['dct:description'], {
      '@language': 'en',
      '@value': 'Exclusive translation for The Harbour Post, as the publisher says.',
    });
    assert.doesNotMatch(JSON.stringify(rule), /ensureExclusivity|assigner/);
  });

  it('says nothing of an exclusivity that is over, for readers only, or in a place without a name', () => {
    const count = (change: object, now?: number) =>
      rulesOf({ ...PERMITTED, exclusivity: { ...exclusivity, ...change } }, { ...PAGE, now }).length;
    assert.equal(count({}, Date.UTC(2028, 1, 29)), 3);
    assert.equal(count({}, Date.UTC(2028, 2, 1)), 2);
    assert.equal(count({ claimOnly: true }), 2);
    assert.equal(count({ territories: ['DE', '150'] }), 2);
  });

  it('keeps days and times as they are, and takes years whole', () => {
    const bounds = (from: string, until: string) => {
      const rule = rulesOf({ ...PERMITTED, exclusivity: { from, until } })[2]!;
      const found = rule['constraint'] as { leftOperand: string; rightOperand: { '@value': string } }[];
      return found.filter((one) => one.leftOperand === 'dateTime').map(({ rightOperand }) => rightOperand['@value']);
    };
    assert.deepEqual(bounds('2026', '2027'), ['2026-01-01', '2027-12-31']);
    assert.deepEqual(bounds('2026-02-03', '2027-01-02T09:30:00+01:00'), ['2026-02-03', '2027-01-02T09:30:00+01:00']);
  });

  it('expands to terms of ODRL and nothing else', async () => {
    const whole = {
      ...PERMITTED,
      exclusivity,
      licence: 'CC BY-SA 4.0',
      sourceLicence: 'CC BY-SA 4.0',
      permissionUrl: 'https://derbote.example/rights',
    };
    const expanded = await expand(toODRL(whole, PAGE)!);
    const text = JSON.stringify(expanded);
    assert.equal(expanded.length, 3);
    assert.match(
      text,
      /"http:\/\/www\.w3\.org\/ns\/odrl\/2\/action":\[\{"@id":"http:\/\/www\.w3\.org\/ns\/odrl\/2\/translate"/,
    );
    assert.match(text, /"http:\/\/www\.w3\.org\/ns\/odrl\/2\/hasPolicy":\[\{"@id":"https:\/\/creativecommons\.org/);
    for (const [, key] of text.matchAll(/"([^"]+)":/g))
      assert.match(
        key!,
        /^(?:@\w+|http:\/\/www\.w3\.org\/(?:ns\/odrl\/2|2006\/vcard)\/|http:\/\/purl\.org\/dc\/terms\/)/,
      );
  });

  it('would fail that for a term that ODRL does not have', async () => {
    const invented = { '@context': 'http://www.w3.org/ns/odrl.jsonld', '@type': 'Set', exclusive: true };
    await assert.rejects(expand(invented), /Safe mode/i);
  });

  it('is data, whatever stands in it', async () => {
    const name = '</script>"}<!-- __proto__';
    const hostile = { ...PERMITTED, source: name, publisher: name, permission: name, exclusive: '' };
    assert.match(JSON.stringify(await expand(toODRL(hostile, PAGE)!)), /__proto__/);
    assert.equal(toODRL({ ...hostile, sourceUrl: 'javascript:alert(1)' }, { url: 'javascript:alert(1)' }), undefined);
  });
});
