import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';

/** Every tool of Creative Commons there ever was, as its site lists them: version, units, jurisdictions. */
const PORTS = {
  '1.0': ['', 'fi', 'il', 'nl'],
  '2.0': ['', ...'at au be br ca cl de es fr hr it jp kr nl pl tw uk za'.split(' ')],
  '2.1': 'au ca es jp'.split(' '),
  '2.5': [
    '',
    ...'ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za'.split(' '),
  ],
  '3.0': [
    '',
    ...'am at au az br ca ch cl cn cr cz de ec ee eg es fr ge gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw ug us ve vn za'.split(
      ' ',
    ),
  ],
  '4.0': [''],
} as const;
const SIX = ['by', 'by-sa', 'by-nc', 'by-nd', 'by-nc-sa', 'by-nc-nd'];
const TOOLS = [
  ...Object.entries(PORTS).flatMap(([version, ports]) =>
    SIX.flatMap((unit) =>
      ports.map((port) => {
        const name = unit === 'by-nc-nd' && version === '1.0' ? 'by-nd-nc' : unit;
        return `licenses/${name}/${version}/${port && `${port}/`}`;
      }),
    ),
  ),
  ...['nc', 'nc-sa', 'nd', 'nd-nc', 'sa'].flatMap((unit) => [
    ...['', 'fi/', 'nl/'].map((port) => `licenses/${unit}/1.0/${port}`),
    `licenses/${unit}/2.0/jp/`,
  ]),
  'licenses/devnations/2.0/',
  ...['', 'br/', 'tw/'].map((port) => `licenses/sampling/1.0/${port}`),
  ...['', 'br/', 'de/', 'tw/'].map((port) => `licenses/sampling+/1.0/${port}`),
  ...['', 'tw/'].map((port) => `licenses/nc-sampling+/1.0/${port}`),
  'publicdomain/zero/1.0/',
  'publicdomain/mark/1.0/',
  'publicdomain/certification/1.0/us/',
];

describe('readLicence', () => {
  it('knows all tools of Creative Commons by their addresses, and by the labels it prints', () => {
    assert.ok(TOOLS.length > 600, String(TOOLS.length));
    for (const path of TOOLS) {
      const url = `https://creativecommons.org/${path}`;
      const found = readLicence(url);
      assert.equal(found?.url, url);
      assert.equal(readLicence(found.label)?.url, url, found.label);
      assert.equal(readLicence(`http://creativecommons.org/${path}deed.de?ref=chooser-v1`)?.url, url);
    }
  });

  const cases: readonly [string, string | undefined, string][] = [
    ['CC BY-SA 4.0', 'https://creativecommons.org/licenses/by-sa/4.0/', 'CC BY-SA 4.0'],
    ['cc-by-sa-3.0-de', 'https://creativecommons.org/licenses/by-sa/3.0/de/', 'CC BY-SA 3.0 DE'],
    ['CC-BY-NC-ND-1.0', 'https://creativecommons.org/licenses/by-nd-nc/1.0/', 'CC BY-ND-NC 1.0'],
    ['//creativecommons.org/licenses/by/4.0', 'https://creativecommons.org/licenses/by/4.0/', 'CC BY 4.0'],
    ['https://i.creativecommons.org/l/by/4.0/88x31.png', 'https://creativecommons.org/licenses/by/4.0/', 'CC BY 4.0'],
    ['CC0', 'https://creativecommons.org/publicdomain/zero/1.0/', 'CC0 1.0'],
    ['CC-PDM-1.0', 'https://creativecommons.org/publicdomain/mark/1.0/', 'PDM 1.0'],
    ['OGL-UK-3.0', 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/', 'OGL UK 3.0'],
    ['GFDL-1.3-or-later', 'https://www.gnu.org/licenses/fdl-1.3.html', 'GFDL 1.3 or later'],
    ['All rights reserved', undefined, 'All rights reserved'],
    ['Our terms <https://bote.example/terms>', 'https://bote.example/terms', 'Our terms'],
    ['MIT OR Apache-2.0', undefined, 'MIT OR Apache-2.0'],
  ];
  for (const [written, url, label] of cases) {
    it(`reads ${written}`, () => {
      const found = readLicence(written);
      assert.deepEqual([found?.url, found?.label], [url, label]);
    });
  }

  const problems: readonly [string, string][] = [
    ['CC BY', 'licence-version-missing'],
    ['https://creativecommons.org/licenses/by/4.0/de/', 'unknown-licence-combination'],
    ['CC BY-ND-SA 4.0', 'unknown-licence-combination'],
    ['CC BY-ND-SA', 'unknown-licence-combination'],
    ['CC NC-BY', 'licence-version-missing'],
    ['CC sampling+', 'licence-version-missing'],
    ['Creative Commons', 'licence-ambiguous'],
    ['public domain', 'licence-ambiguous'],
    ['GFDL', 'licence-ambiguous'],
  ];
  for (const [written, problem] of problems) {
    it(`never guesses what ${written} means`, () => {
      const found = readLicence(written);
      assert.equal(found?.problem, problem);
      assert.equal(found.url?.startsWith('https://creativecommons.org/licenses/by/4.0/') ?? false, false);
      assert.equal(found.family, 'other');
    });
  }

  for (const hostile of [
    'https://creativecommons.org.evil.example/licenses/by/4.0/',
    'javascript:alert(1)',
    'data:,x',
  ]) {
    it(`takes ${hostile} for no licence it knows`, () => {
      const found = readLicence(hostile);
      assert.equal(found?.family, 'other');
      assert.ok(!found.url || found.url === hostile);
      assert.ok(!/^(?:javascript|data):/.test(found.url ?? ''));
    });
  }
});
