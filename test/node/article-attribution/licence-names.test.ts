import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';

import {
  DEED_LANGUAGES,
  deedOf,
  fullNameOf,
  retiredOn,
  spdxOf,
} from '../../../src/article-attribution/licensing/licence-names.ts';
import { licenceOf } from '../../../src/article-attribution/licensing/licence-of.ts';
import { KNOWN } from '../../../src/article-attribution/licensing/licence-spellings.ts';
import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';
import { SPDX_IDS, TOOLS } from '../../support/licences.ts';

const read = (written: string) => readLicence(written)!;

describe('the SPDX id of a licence', () => {
  it('is what Creative Commons lists, or one that SPDX has listed since', () => {
    const newer: string[] = [];
    for (const { url, spdx } of TOOLS) {
      const id = spdxOf(read(url));
      if (spdx === null && id !== null) newer.push(id);
      else assert.equal(id, spdx, url);
    }
    assert.deepEqual(newer, ['CC-BY-NC-3.0-IGO']);
  });

  it('exists in the list of SPDX, and every Creative Commons licence of that list has it', () => {
    const ours = TOOLS.map(({ url }) => spdxOf(read(url))).filter((id) => id !== null);
    for (const id of ours) assert.ok(SPDX_IDS.includes(id), id);
    assert.deepEqual([...ours].sort(), SPDX_IDS.filter((id) => /^CC(?:0|-)/.test(id)).sort());
  });

  it('is none for a port that is not listed, and never that of the licence it was made from', () => {
    assert.equal(spdxOf(read('CC BY 3.0 CL')), null);
    assert.equal(spdxOf(read('CC BY-SA 2.5 SCOTLAND')), null);
    assert.equal(TOOLS.filter(({ url }) => spdxOf(read(url)) === null).length, 583);
  });

  const others = SPDX_IDS.filter((id) => /^(?:OGL|GFDL|LAL|etalab|NLOD|DL-DE|ODbL|ODC|PDDL)/.test(id));
  for (const id of others) {
    it(`is understood and given back for ${id}`, () => {
      for (const way of [id, id.toLowerCase(), id.toUpperCase(), id.replace(/-/g, ' ')]) {
        const found = read(way);
        assert.equal(found.family, 'known', way);
        assert.equal(spdxOf(found), id, way);
        assert.equal(readLicence(found.url)?.url, found.url);
      }
    });
  }

  it('is given for everything known by an address, except where the GNU licence is offered in a way not told', () => {
    for (const [id, url] of KNOWN) assert.equal(spdxOf(read(url)), id.startsWith('GFDL') ? null : id);
    assert.equal(spdxOf(read('GFDL-1.3')), null);
  });

  it('is none for what is no licence', () => {
    for (const text of ['All rights reserved', 'Our terms', 'CC BY', 'https://bote.example/terms']) {
      assert.equal(spdxOf(read(text)), null);
    }
  });
});

describe('the full name of a licence', () => {
  const names: readonly [string, string][] = [
    ['CC BY 4.0', 'Creative Commons Attribution 4.0 International'],
    ['CC BY-NC-ND 4.0', 'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International'],
    ['CC BY-NC-ND 3.0', 'Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported'],
    ['CC BY-NC-ND 1.0', 'Creative Commons Attribution-NoDerivs-NonCommercial 1.0 Generic'],
    ['CC BY-ND 2.5', 'Creative Commons Attribution-NoDerivs 2.5 Generic'],
    ['CC BY-SA 3.0 DE', 'Creative Commons Attribution-ShareAlike 3.0 Germany'],
    ['CC BY 3.0 IGO', 'Creative Commons Attribution 3.0 IGO'],
    ['CC BY 2.5 SCOTLAND', 'Creative Commons Attribution 2.5 UK: Scotland'],
    ['CC BY-SA 2.0 UK', 'Creative Commons Attribution-ShareAlike 2.0 UK: England & Wales'],
    ['CC BY 3.0 HK', 'Creative Commons Attribution 3.0 Hong Kong'],
    ['CC BY 3.0 VN', 'Creative Commons Attribution 3.0 Vietnam'],
    ['CC ND-NC 2.0 JP', 'Creative Commons NoDerivs-NonCommercial 2.0 Japan'],
    ['CC NC-SAMPLING+ 1.0', 'Creative Commons NonCommercial Sampling Plus 1.0 Generic'],
    ['CC DEVNATIONS 2.0', 'Creative Commons Developing Nations 2.0 Generic'],
    ['CC0', 'CC0 1.0 Universal'],
    ['PDM', 'Public Domain Mark 1.0 Universal'],
    ['OGL-UK-3.0', 'Open Government Licence v3.0'],
    ['DL-DE-BY-2.0', 'Datenlizenz Deutschland – Namensnennung – Version 2.0'],
    ['GFDL-1.3-or-later', 'GNU Free Documentation License 1.3 or later'],
    ['GFDL-1.2-no-invariants-only', 'GNU Free Documentation License 1.2 only (no invariants)'],
    ['Our terms <https://bote.example/terms>', 'Our terms'],
    ['All rights reserved', 'All rights reserved'],
    ['CC BY', 'CC BY'],
  ];
  for (const [written, name] of names) {
    it(`of ${written} is ${name}`, () => assert.equal(fullNameOf(read(written)), name));
  }

  it('is understood again where it names no country', () => {
    for (const { url } of TOOLS.filter(({ port }) => port === '')) {
      const name = fullNameOf(read(url));
      const isOld = /Sampling|Developing/.test(name);
      for (const way of isOld ? [] : [name, `${name} License`, name.replace(/^Creative Commons /, '')]) {
        assert.equal(readLicence(way)?.url, url, way);
      }
    }
  });

  it('is its own for every tool, without codes', () => {
    const all = TOOLS.map(({ url }) => fullNameOf(read(url)));
    assert.equal(new Set(all).size, TOOLS.length);
    for (const name of all) assert.doesNotMatch(name, /undefined| [A-Z]{2}$|\b(?:by|nc|nd|sa|sampling)\b/);
  });
});

describe('the deed of a licence', () => {
  const url = 'https://creativecommons.org/licenses/by-sa/3.0/de/';
  const languages: readonly [string, string | undefined][] = [
    ['de', 'de'],
    ['de-AT', 'de'],
    ['en-GB', 'en'],
    ['pt', 'pt'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt-br'],
    ['zh', 'zh-hans'],
    ['zh-SG', 'zh-hans'],
    ['zh-Hant', 'zh-hant'],
    ['zh-HK', 'zh-hant'],
    ['nb', 'no'],
    ['nn-NO', 'no'],
    ['no', 'no'],
    ['sr-Latn', 'sr-latn'],
    ['sr_Latn_RS', 'sr-latn'],
    ['sr', undefined],
    ['he', undefined],
    ['tlh', undefined],
    ['not a tag', undefined],
    ['', undefined],
  ];
  for (const [tag, code] of languages) {
    it(`in "${tag}" is ${code ?? 'not there'}, and the jurisdiction stays`, () => {
      assert.equal(deedOf(read('CC BY-SA 3.0 DE'), tag), code && `${url}deed.${code}`);
    });
  }

  it('is read back as the licence itself, in every language', () => {
    for (const tool of TOOLS) {
      for (const tag of DEED_LANGUAGES) {
        const deed = deedOf(read(tool.url), tag);
        assert.equal(deed, `${tool.url}deed.${tag}`);
        assert.equal(readLicence(deed)?.url, tool.url);
      }
    }
  });

  it('is there in every language that the credit speaks, but for Hebrew', () => {
    const spoken = readdirSync('src/locales').map((file) => file.replace(/\.ts$/, ''));
    assert.ok(spoken.includes('de'));
    assert.deepEqual(
      ['en', ...spoken].filter((tag) => tag !== 'offer' && !deedOf(read('CC0'), tag)),
      ['he'],
    );
  });

  it('is that of a Creative Commons tool only', () => {
    for (const text of ['OGL-UK-3.0', 'CC BY', 'All rights reserved', 'Terms <https://bote.example/>']) {
      assert.equal(deedOf(read(text), 'de'), undefined);
    }
  });
});

describe('a retired tool', () => {
  it('has the day it was retired, and every other has none', () => {
    const days: Record<string, string[]> = {};
    for (const { url, unit } of TOOLS) {
      const day = retiredOn(read(url));
      assert.equal(read(url).isRetired, day !== undefined, url);
      if (day !== undefined && !days[day]?.includes(unit)) (days[day] ??= []).push(unit);
    }
    assert.deepEqual(days, {
      '2004-05-25': ['nc', 'nc-sa', 'nd', 'nd-nc', 'sa'],
      '2011-09-12': ['nc-sampling+', 'sampling+'],
      '2007-06-04': ['sampling', 'devnations'],
      '2010-10-11': ['certification'],
    });
  });
});

describe('licenceOf', () => {
  it('tells all that is known of a licence', () => {
    assert.deepEqual(licenceOf('CC BY-SA 3.0 DE', { lang: 'fr-CA' }), {
      family: 'cc',
      label: 'CC BY-SA 3.0 DE',
      url: 'https://creativecommons.org/licenses/by-sa/3.0/de/',
      unit: 'by-sa',
      version: '3.0',
      port: 'de',
      isRetired: false,
      id: 'CC-BY-SA-3.0-DE',
      name: 'Creative Commons Attribution-ShareAlike 3.0 Germany',
      deed: 'https://creativecommons.org/licenses/by-sa/3.0/de/deed.fr',
      retiredOn: undefined,
    });
  });

  it('says what is not sure', () => {
    const { family, id, url, name, problem } = licenceOf('CC BY')!;
    assert.deepEqual([family, id, url, name, problem], ['other', null, undefined, 'CC BY', 'licence-version-missing']);
  });

  it('says nothing of nothing', () => {
    for (const nothing of [undefined, null, '', '  ', 7, {}, []]) assert.equal(licenceOf(nothing), undefined);
  });
});
