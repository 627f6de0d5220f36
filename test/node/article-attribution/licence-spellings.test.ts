import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { readLicence } from '../../../src/article-attribution/licence.ts';
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
