import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readOptions } from '../../../src/article-attribution/options.ts';
import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { Attribution } from '../../../src/contracts/attribution.ts';

const say = (data: AttributionInput, now?: number) => renderAttribution(data, { now }).replace(/<[^>]*>/g, '');
const SOURCE = { name: 'Der Bote', url: 'https://derbote.example/a', lang: 'de' };
const SAYS_SOURCE = 'This article was originally published by Der Bote.';

const WHOLE: Attribution = {
  kind: 'translation',
  work: {
    name: 'The Harbour Post',
    shortName: 'Post',
    nameLang: 'en',
    logo: 'https://harbourpost.example/logo.svg',
    kind: 'newspaper',
    home: 'https://harbourpost.example/',
    retrieved: '2026-11-20',
  },
  source: [{ ...SOURCE, shortName: 'Bote', nameLang: 'de', kind: 'agency', retrieved: '2026-11', gone: true }],
  contributors: [
    { role: 'author', name: 'Mila Orlova', nameNative: 'Мила Орлова', nameLang: 'ru', affiliation: 'Harbour Library' },
    { role: 'translator', name: 'Jonas Weber' },
  ],
  exclusivity: {
    scope: ['translation'],
    languages: ['en'],
    territories: ['DE', 'AT'],
    from: '2026-01',
    claimOnly: true,
  },
  permission: { basis: 'permission', date: '2026-10-01', ref: 'DB-44' },
  changes: [{ type: 'abridged', date: '2026-11', by: 'Pia Berg' }],
  translation: { reviewedBy: ['Ole Lund'] },
  workTranslation: [{ url: 'https://harbourpost.example/fr/a', lang: 'fr', title: 'Le port' }],
  evidence: { archivedAt: 'https://archive.example/a', contentCredentials: 'https://harbourpost.example/c2pa' },
};

describe('the data model', () => {
  it('fits its own schema, and every part of it is used', () => {
    assert.deepEqual(Attribution.parse(WHOLE), WHOLE);
    const { issues, config } = readOptions(WHOLE);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      [config.sourceShortName, config.sourceKind, config.sourceRetrieved, config.publisherLogo, config.permissionDate],
      ['Bote', 'agency', '2026-11', 'https://harbourpost.example/logo.svg', '2026-10-01'],
    );
    assert.equal(config.exclusiveClaimOnly, true);
    assert.deepEqual(config.exclusiveLanguages, ['en']);
  });

  it('keeps the licence of the images, or of the original, apart from that of the text', () => {
    const licence = (appliesTo: 'images' | 'source' | 'text') => ({ label: 'CC BY 4.0', appliesTo });
    const html = renderAttribution({ licence: licence('images'), contributors: [{ role: 'author', name: 'Ana' }] });
    assert.match(html, /Licence of the images: <a href="https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/">/);
    assert.doesNotMatch(html, /license"|Licensed/);
    assert.match(say({ work: { name: 'Post', licence: licence('images') } }), /Licence of the images: CC BY 4\.0\.$/);
    assert.equal(
      say({ source: [{ ...SOURCE, licence: licence('images') }] }),
      `${SAYS_SOURCE} Translated from German. Licence of the images: CC BY 4.0.`,
    );
    assert.match(say({ source: [SOURCE], licence: licence('source') }), /Licence of the original: CC BY 4\.0\.$/);
    assert.match(say({ licence: licence('text') }), /^Licensed under CC BY 4\.0\.$/);
  });

  it('is said whole', () => {
    assert.equal(
      say(WHOLE),
      'This article by Mila Orlova (Мила Орлова) (Harbour Library) was originally published by Der Bote. ' +
        'The original is no longer online. Archived copy of the original: archive.example. ' +
        'Translated from German by Jonas Weber, exclusively for The Harbour Post. ' +
        'Review of the translation: Ole Lund. Exclusive in: Germany, Austria. ' +
        'In other languages: français (Le port). Changes: abridged (November 2026, Pia Berg). ' +
        'Used with permission (DB-44). Content credentials: harbourpost.example.',
    );
  });

  it('reports what it cannot use, and keeps the rest', () => {
    const { issues, config } = readOptions({
      exclusivity: { territories: ['Germany'], languages: ['german'] },
      workTranslation: [{ url: 'javascript:alert(1)', lang: 'fr' }],
      source: [{ ...SOURCE, kind: 'pamphlet' }],
    });
    assert.deepEqual(issues.map(({ path }) => path).sort(), [
      'exclusiveIn',
      'exclusiveLanguages',
      'sourceKind',
      'workTranslation',
    ]);
    assert.equal(config.source, 'Der Bote');
  });

  it('reports contributors whom it cannot name, and names the others', () => {
    const lost = ['Ana', null, { name: 'Ole' }, { role: 'boss', name: 'Bo' }, { role: ['author'], name: 'Cy' }];
    const { config, issues } = readOptions({ contributors: [...lost, { role: 'author', name: 'Pia' }] });
    assert.deepEqual(
      issues.map(({ path }) => path),
      ['contributors'],
    );
    assert.deepEqual(issues[0]?.received, lost);
    assert.match(issues[0]?.allowed ?? '', /author.*translator.*photographer/);
    assert.deepEqual(
      config.authors?.map(({ name }) => name),
      ['Pia'],
    );
    assert.deepEqual(readOptions({ contributors: [{ role: 'translator', name: 'Pia', of: 'source' }] }).issues, []);
  });

  it('links no original that is gone, and tells machines where it was', () => {
    const html = renderAttribution({ source: [{ ...SOURCE, gone: true }], evidence: WHOLE.evidence });
    assert.doesNotMatch(html, /href="https:\/\/derbote/);
    assert.match(html, /<data class="u-url p-name p-publication" value="https:\/\/derbote\.example\/a">/);
    assert.match(html, /<a class="u-archived" href="https:\/\/archive\.example\/a">/);
    assert.match(renderAttribution({ source: [SOURCE] }), /href="https:\/\/derbote/);
  });

  it('claims nothing before its first day', () => {
    const data = { source: 'Der Bote', publisher: 'Post', exclusivity: { scope: ['publication'], from: '2026-11-20' } };
    assert.doesNotMatch(say(data, Date.UTC(2026, 10, 19)), /exclusive/i);
    assert.match(say(data, Date.UTC(2026, 10, 20)), /Published exclusively by Post\./);
  });

  it('names no country while nothing is exclusive', () => {
    assert.equal(say({ source: 'Der Bote', exclusiveIn: ['DE'] }), SAYS_SOURCE);
  });

  it('names whoever had several parts once, and others apart', () => {
    const credits = (name: string) => [
      { role: 'photographer' as const, name: 'Pia' },
      { role: 'data' as const, name },
    ];
    assert.equal(say({ source: [SOURCE], contributors: credits('Pia') }).includes('Photos, Data: Pia.'), true);
    assert.match(say({ source: [SOURCE], contributors: credits('Ole') }), /Photos: Pia\. Data: Ole\./);
    assert.match(renderAttribution({ contributors: credits('Pia') }), /class="p-photographer p-data h-card"/);
  });

  it('does not take who translated the original for the translator of this version', () => {
    const translator = { role: 'translator' as const, name: 'Ole' };
    assert.doesNotMatch(say({ source: [SOURCE], contributors: [{ ...translator, of: 'source' }] }), /Ole/);
    assert.match(say({ source: [SOURCE], contributors: [translator] }), /by Ole/);
  });

  for (const [title, permission, expected] of [
    ['a reference alone', { ref: 'DB-44' }, 'Used with permission (DB-44).'],
    ['grounds alone', { basis: 'permission' }, 'Used with permission.'],
    [
      'own words with a reference',
      { text: 'By courtesy of Der Bote.', ref: 'DB-44' },
      'By courtesy of Der Bote (DB-44).',
    ],
    ['nothing for other grounds', { basis: 'own' }, ''],
  ] as const) {
    it(`says of a permission: ${title}`, () => {
      assert.equal(say({ source: 'Der Bote', permission }), `${SAYS_SOURCE} ${expected}`.trim());
    });
  }
});
