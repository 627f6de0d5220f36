import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { licenceOf } from '../../../src/article-attribution/licensing/licence-of.ts';
import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';
import { long } from '../../support/long.ts';

describe('the spelling of a licence', () => {
  it('may be an address however it was copied, or a label', () => {
    const url = 'https://creativecommons.org/licenses/by-sa/3.0/de/';
    const ways = [
      'http://creativecommons.org/licenses/by-sa/3.0/de',
      '//creativecommons.org/licenses/by-sa/3.0/de/',
      'creativecommons.org/licenses/by-sa/3.0/de/',
      'https://www.creativecommons.org/licenses/by-sa/3.0/de/',
      'https://creativecommons.org/licenses/by-sa/3.0/de/deed.sr@latin',
      'https://creativecommons.org/licenses/by-sa/3.0/de/legalcode',
      'https://creativecommons.org/licenses/by-sa/3.0/de/rdf',
      'https://creativecommons.org/licenses/by-sa/3.0/de?ref=chooser-v1',
      'https://creativecommons.org/licenses/by-sa/3.0/de/#deed',
      'https://i.creativecommons.org/l/by-sa/3.0/de/88x31.png',
      'https://licensebuttons.net/l/by-sa/3.0/de/80x15.png',
      'HTTPS://CREATIVECOMMONS.ORG/licenses/BY-SA/3.0/DE/',
      '  CC BY-SA 3.0 DE  ',
      'cc-by-sa-3.0-de',
      'Creative Commons BY-SA 3.0 DE',
    ];
    for (const way of ways) assert.equal(readLicence(way)?.url, url, way);
  });

  it('may be the label that was printed, in any case and with hyphens', () => {
    const paths = [
      'licenses/by/4.0',
      'licenses/by-nd-nc/1.0',
      'licenses/by-nc-nd/2.5/scotland',
      'licenses/by-nc-sa/3.0/igo',
      'licenses/by/2.1/jp',
      'licenses/nd-nc/2.0/jp',
      'licenses/devnations/2.0',
      'licenses/sampling+/1.0/de',
      'licenses/nc-sampling+/1.0',
      'publicdomain/zero/1.0',
      'publicdomain/mark/1.0',
      'publicdomain/certification/1.0/us',
    ];
    for (const path of paths) {
      const url = `https://creativecommons.org/${path}/`;
      const { label } = readLicence(url)!;
      assert.equal(readLicence(label)?.url, url, label);
      assert.equal(readLicence(label.replace(/ /g, '-').toLowerCase())?.url, url, label);
    }
  });

  it('may have its elements in any order, where that names one licence', () => {
    assert.equal(readLicence('CC-BY-NC-ND-1.0')?.url, 'https://creativecommons.org/licenses/by-nd-nc/1.0/');
    assert.equal(readLicence('CC BY-ND-NC 4.0')?.url, 'https://creativecommons.org/licenses/by-nc-nd/4.0/');
    assert.equal(readLicence('CC BY-SA-NC 4.0')?.url, 'https://creativecommons.org/licenses/by-nc-sa/4.0/');
  });

  const names: readonly [string, string][] = [
    ['Creative Commons Attribution 4.0 International', 'CC-BY-4.0'],
    ['Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International Public License', 'CC-BY-NC-SA-4.0'],
    ['Creative Commons Attribution Non-Commercial No-Derivs 3.0 Unported License', 'CC-BY-NC-ND-3.0'],
    ['creative commons attribution share alike 2.5 generic', 'CC-BY-SA-2.5'],
    ['Attribution 4.0 International', 'CC-BY-4.0'],
    ['Creative Commons Zero v1.0 Universal', 'CC0-1.0'],
    ['CC Zero 1.0', 'CC0-1.0'],
    ['CC 0', 'CC0-1.0'],
    ['Creative Commons Public Domain Mark 1.0', 'CC-PDM-1.0'],
    ['PDDC', 'CC-PDDC'],
    ['CC BY 4.0 International', 'CC-BY-4.0'],
    ['CC BY v4.0', 'CC-BY-4.0'],
    ['CC BY–SA 4.0', 'CC-BY-SA-4.0'],
    ['Open Government Licence v3.0', 'OGL-UK-3.0'],
    ['Open Government License version 2.0', 'OGL-UK-2.0'],
    ['OGL v3.0', 'OGL-UK-3.0'],
    ['OGL 3', 'OGL-UK-3.0'],
    ['Open Government Licence – Canada, version 2.0', 'OGL-Canada-2.0'],
    ['Licence Ouverte v2.0', 'etalab-2.0'],
    ['Datenlizenz Deutschland – Namensnennung – Version 2.0', 'DL-DE-BY-2.0'],
    ['Datenlizenz Deutschland Zero 2.0', 'DL-DE-ZERO-2.0'],
    ['Free Art License 1.3', 'LAL-1.3'],
    ['Licence Art Libre 1.2', 'LAL-1.2'],
    ['NLOD 1.0', 'NLOD-1.0'],
    ['Open Database License v1.0', 'ODbL-1.0'],
    ['Open Data Commons Open Database License 1.0', 'ODbL-1.0'],
    ['Open Data Commons Attribution License v1.0', 'ODC-By-1.0'],
    ['GNU Free Documentation License, Version 1.3 or later', 'GFDL-1.3-or-later'],
    ['GNU Free Documentation License 1.2 only', 'GFDL-1.2-only'],
  ];
  for (const [name, id] of names) {
    it(`may be its name: ${name}`, () => assert.equal(licenceOf(name)?.id, id));
  }

  for (const name of [
    'Creative Commons Attribution 3.0 International',
    'Creative Commons Attribution 4.0 Unported',
    'Attribution Assurance License 1.0',
    'Attribution',
    'Share Alike',
    'Open Game License 1.0a',
    'OGL 1.0',
    'OGL v2',
    'Open Government Licence – Alberta 2.1',
    'Open Government Licence – Canada',
    'Datenlizenz Deutschland – Namensnennung',
    'Licence Ouverte',
    'Free Art License',
    'GNU General Public License 3.0',
    'GFDL 1.4',
    'Open Data Commons 1.0',
    'CC BY/SA 4.0',
    'CC BY 4.0 or CC0',
    'not CC BY 4.0',
  ]) {
    it(`is not guessed from ${name}`, () => {
      const found = licenceOf(name)!;
      assert.deepEqual([found.family, found.url, found.id, found.label], ['other', undefined, null, name]);
    });
  }

  it('is taken for no Creative Commons licence at an address that only looks like theirs', () => {
    const fakes = [
      'https://creativecommons.org.evil.example/licenses/by/4.0/',
      'https://creativecommons.org@evil.example/licenses/by/4.0/',
      'https://evil.example/creativecommons.org/licenses/by/4.0/',
      'https://creativecommons.com/licenses/by/4.0/',
      'https://xcreativecommons.org/licenses/by/4.0/',
    ];
    for (const fake of fakes) assert.equal(readLicence(fake)?.family, 'other', fake);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
        const licence = readLicence(value);
        assert.ok(licence === undefined || licence.label.length <= 2_000);
      }),
    );
  });

  it('may be long', () => {
    for (const unit of ['by-', ' ', '<', '-', '/', 'a', 'a ', '- '])
      assert.ok((readLicence(long(unit))?.label.length ?? 0) <= 2_000, JSON.stringify(unit));
  });
});
