import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';
import { TOOL_COUNT, TOOLS, type Tool } from '../../support/licences.ts';

const ADDRESSES: Readonly<Record<string, (tool: Tool) => string>> = {
  'as it stands': ({ url }) => url,
  'without the closing slash': ({ url }) => url.replace(/\/$/, ''),
  'with http': ({ url }) => url.replace('https:', 'http:'),
  'without a scheme': ({ url }) => url.replace('https:', ''),
  'as a bare host': ({ path }) => `creativecommons.org/${path}`,
  'with www': ({ path }) => `https://www.creativecommons.org/${path}`,
  'of its deed': ({ url }) => `${url}deed`,
  'of its deed in German': ({ url }) => `${url}deed.de`,
  'of its deed in Serbian, as of old': ({ url }) => `${url}deed.sr@latin`,
  'of its legal code': ({ url }) => `${url}legalcode`,
  'of its legal code in French': ({ url }) => `${url}legalcode.fr`,
  'of its data': ({ url }) => `${url}rdf`,
  'from the chooser': ({ url }) => `${url}?ref=chooser-v1`,
  'from the chooser, without the slash': ({ url }) => `${url.replace(/\/$/, '')}?ref=chooser-v1`,
  'with a fragment': ({ url }) => `${url}#ref-some-mechanisms`,
  'in capitals': ({ url }) => url.toUpperCase(),
  'of its badge': (tool) => `https://i.creativecommons.org/${badge(tool)}/88x31.png`,
  'of its small badge': (tool) => `https://licensebuttons.net/${badge(tool)}/80x15.png`,
};

const badge = ({ category, unit, version, port }: Tool) =>
  `${category === 'licenses' ? 'l' : 'p'}/${unit}/${version}${port && `/${port}`}`;

describe('the tools of Creative Commons', () => {
  it('are as many as its list holds', () => {
    assert.deepEqual([TOOLS.length, TOOL_COUNT], [639, 639]);
    assert.equal(TOOLS.filter(({ port }) => port !== '').length, 598);
  });

  for (const [way, write] of Object.entries(ADDRESSES)) {
    it(`are all known by their address ${way}`, () => {
      for (const tool of TOOLS) {
        const found = readLicence(write(tool));
        assert.equal(found?.url, tool.url, write(tool));
        assert.deepEqual([found.unit, found.version, found.port], [tool.unit, tool.version, tool.port]);
        assert.equal(found.problem, undefined);
      }
    });
  }

  it('are all known by the label that is printed, with its port, in any case and with hyphens', () => {
    for (const { url } of TOOLS) {
      const { label } = readLicence(url)!;
      const ways = [label, label.toLowerCase(), label.replace(/ /g, '-'), label.replace(/^CC /, 'Creative Commons ')];
      for (const way of ways) assert.equal(readLicence(way)?.url, url, way);
      assert.equal(readLicence(label)?.label, label);
    }
  });

  it('are known by their SPDX id where they have one, in any case', () => {
    const listed = TOOLS.filter(({ spdx }) => spdx !== null);
    assert.equal(listed.length, 55);
    for (const { spdx, url } of listed) {
      for (const way of [spdx!, spdx!.toLowerCase(), spdx!.toUpperCase()]) {
        assert.equal(readLicence(way)?.url, url, way);
        assert.equal(readLicence({ id: way })?.url, url, way);
      }
    }
  });

  it('are the only ones: what does not exist is refused, and never turned into its neighbour', () => {
    const paths = new Set(TOOLS.map(({ path }) => path));
    const all = (field: 'unit' | 'version' | 'port') => [...new Set(TOOLS.map((tool) => tool[field]))];
    let refused = 0;
    for (const unit of [...all('unit'), 'by-sa-nd', 'nc-sampling', 'pdm']) {
      for (const version of [...all('version'), '0.9', '3.1', '5.0']) {
        for (const port of [...all('port'), 'xx', 'eu', 'england', 'germany']) {
          const category = /^(?:zero|mark|certification)$/.test(unit) ? 'publicdomain' : 'licenses';
          const path = `${category}/${unit}/${version}/${port && `${port}/`}`;
          if (paths.has(path) || paths.has(path.replace(/by-n[cd]-n[cd]/, inOrderOf(version)))) continue;
          const found = readLicence(`https://creativecommons.org/${path}`);
          assert.deepEqual([found?.family, found?.url], ['other', undefined], path);
          assert.equal(found?.problem, 'unknown-licence-combination', path);
          refused++;
        }
      }
    }
    assert.ok(refused > 10_000, String(refused));
  });

  for (const page of ['licenses/by/4.0/deutschland/', 'licenses/by/3.0/de/foo/', 'licenses/by/4.0/de/deed.de']) {
    it(`are not meant by ${page}`, () => {
      assert.equal(readLicence(`https://creativecommons.org/${page}`)?.family, 'other');
    });
  }
});

/** One licence has its elements in another order in version 1.0, and is known in both. */
const inOrderOf = (version: string) => (version === '1.0' ? 'by-nd-nc' : 'by-nc-nd');
