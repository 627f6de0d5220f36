import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { licenceOf } from '../../../src/article-attribution/licensing/licence-of.ts';
import { KNOWN } from '../../../src/article-attribution/licensing/licence-spellings.ts';
import { OPTIONS } from '../../../src/article-attribution/options.ts';
import { renderAttribution } from '../../../src/article-attribution/render.ts';
import { safeLink } from '../../../src/contracts/links.ts';
import { TOOLS } from '../../support/licences.ts';

type Case = { id: string; payload?: string; url?: string; text?: string; raw?: string; widget?: string; role?: string };
const corpus = (name: string) =>
  (JSON.parse(readFileSync(`test/fixtures/corpus/${name}.public.json`, 'utf8')) as { cases: Case[] }).cases;

const FIELDS = Object.keys(OPTIONS._zod.def.shape);
const TAG = /<(\/?)(p|a|bdi|cite|span|time|data)((?: [a-z-]+="[^"<>]*")*)>/g;
const ATTRIBUTES = [
  'class',
  'data-furniture',
  'data-exclusive',
  'about',
  'property',
  'lang',
  'dir',
  'rel',
  'hreflang',
  'href',
  'datetime',
  'value',
];

/** Fails where anything in it is not ours: other tags, other attributes, other links, loose angle brackets. */
function assertOurs(html: string): void {
  const rest = html.replace(TAG, (_, _end, _tag, attributes: string) => {
    for (const [, name, value] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      assert.ok(ATTRIBUTES.includes(name!), name);
      if (name !== 'href' && name !== 'about') continue;
      assert.ok(safeLink(value!.replace(/&amp;/g, '&').replace(/&nbsp;/g, '\u00a0'), 'publisher'), value);
    }
    return '';
  });
  assert.doesNotMatch(rest, /[<>]|undefined|\[object|NaN|Invalid Date/);
}

const everywhere = (value: string) => {
  const data: Record<string, unknown> = {};
  for (const field of FIELDS) data[field] = value;
  return {
    ...data,
    kind: 'translation',
    authors: [{ name: value, url: value, nameLang: value }],
    credits: [{ role: 'data', roleLabel: value, name: value, nameNative: value, affiliation: value }],
    changes: [{ note: value, date: value, by: value }],
    exclusiveIn: [value],
    workTranslation: [{ url: value, lang: value, title: value }],
  };
};

describe('hostile values', () => {
  it('are told from what is ours by this test', () => {
    assert.throws(() => assertOurs('<p><img src="x"></p>'));
    assert.throws(() => assertOurs('<p onclick="x"></p>'));
    assert.throws(() => assertOurs('<a href="javascript:alert(1)">x</a>'));
  });

  for (const name of ['xss-payloads', 'urls', 'unicode']) {
    it(`leave no markup in any field: ${name}`, () => {
      const values = corpus(name).flatMap(({ payload, url, text }) => payload ?? url ?? text ?? []);
      assert.ok(values.length > 50);
      for (const value of values) {
        assertOurs(renderAttribution(everywhere(value)));
        for (const field of FIELDS) assertOurs(renderAttribution({ source: 'Der Bote', [field]: value }));
        assertOurs(renderAttribution({ source: 'Der Bote', authors: `Ana <${value}>`, licence: `Terms <${value}>` }));
      }
    });
  }

  it('in configurations are survived', () => {
    const ours = corpus('configs').filter(({ widget }) => widget === 'article-attribution');
    assert.ok(ours.length > 40);
    for (const { raw } of ours) {
      if (raw === undefined) continue;
      for (const field of FIELDS) assertOurs(renderAttribution({ source: 'Der Bote', [field]: raw }));
      let parsed: unknown;
      try {
        parsed = JSON.parse(raw);
      } catch {
        continue;
      }
      assertOurs(renderAttribution({ source: 'Der Bote', authors: parsed, contributors: parsed }));
      assertOurs(renderAttribution(parsed as never));
    }
  });

  it('that throw when they are read are no values', () => {
    const trap = new Proxy({}, { ownKeys: () => assert.fail('read') });
    assert.doesNotThrow(() => renderAttribution({ source: 'x', authors: [trap] }));
  });

  /** A licence is what its list holds, whatever was written around it; a link leads nowhere but where links may. */
  const assertLicence = (written: unknown) => {
    const found = licenceOf(written, { lang: typeof written === 'string' ? written : 'en' });
    if (!found) return;
    assert.ok(found.label.length <= 2_000);
    for (const link of [found.url, found.deed]) {
      assert.ok(link === undefined || safeLink(link, 'publisher') !== undefined, link);
    }
    if (/^(?:other|reserved)$/.test(found.family)) assert.deepEqual([found.id, found.unit], [null, undefined]);
    else assert.ok(CANONICAL.has(found.url!), found.url);
  };
  const CANONICAL = new Set([...TOOLS.map(({ url }) => url), ...KNOWN.map(([, url]) => url)]);

  for (const name of ['xss-payloads', 'urls', 'unicode', 'configs']) {
    it(`are no licence, and lead nowhere as one, in any spelling: ${name}`, () => {
      const values = corpus(name).flatMap(({ payload, url, text, raw }) => payload ?? url ?? text ?? raw ?? []);
      assert.ok(values.length > 50);
      for (const value of values) {
        // Configurations of ours name some.
        const found = name === 'configs' ? undefined : licenceOf(value);
        assert.ok(!found || /^(?:other|reserved)$/.test(found.family), value);
        const spellings = [
          `CC ${value}`,
          `CC BY ${value}`,
          `CC BY 4.0 ${value}`,
          `${value} CC BY 4.0`,
          `Creative Commons Attribution ${value} International`,
          `GFDL-1.3${value}`,
          `Our terms <${value}>`,
          `${value} <https://creativecommons.org/licenses/by/4.0/>`,
          `https://creativecommons.org/licenses/by/4.0/${value}`,
          `https://creativecommons.org/licenses/${value}/4.0/`,
          `https://creativecommons.org${value}/licenses/by/4.0/`,
          `${value}creativecommons.org/licenses/by/4.0/`,
          `https://www.gnu.org/licenses/fdl-1.3.html${value}`,
        ];
        for (const one of [value, ...spellings]) assertLicence(one);
        for (const key of ['url', 'id', 'label', 'shortLabel']) assertLicence({ [key]: value });
        assertLicence({ url: value, id: value, label: value });
        assertLicence({ url: value, label: 'CC BY 4.0' });
      }
    });
  }

  it('around a licence do not become it', () => {
    for (const text of [
      'CC BY 4.0 <script>',
      'СС BY 4.0',
      'CC BY 4.0\u202e',
      'CC\u200bBY 4.0',
      'CC BY ４.0',
      'CC BY 4.0, 3.0',
    ])
      assert.equal(licenceOf(text)?.family, 'other', text);
    const like = [
      'https://creativecommons.org.evil.example/licenses/by/4.0/',
      'https://evil.example/#creativecommons.org/licenses/by/4.0/',
      'https://creativecommons.org:pass@evil.example/licenses/by/4.0/',
      'https://creativecommons.org\\@evil.example/licenses/by/4.0/',
      'javascript://creativecommons.org/licenses/by/4.0/',
    ];
    for (const address of like) assert.equal(licenceOf(address)?.family, 'other', address);
  });
});
