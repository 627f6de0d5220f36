import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { OPTIONS } from '../../../src/article-attribution/options.ts';
import { renderAttribution } from '../../../src/article-attribution/render.ts';
import { safeLink } from '../../../src/contracts/links.ts';

type Case = { id: string; payload?: string; url?: string; text?: string; raw?: string; widget?: string; role?: string };
const corpus = (name: string) =>
  (JSON.parse(readFileSync(`test/fixtures/corpus/${name}.public.json`, 'utf8')) as { cases: Case[] }).cases;

const FIELDS = Object.keys(OPTIONS._zod.def.shape);
const TAG = /<(\/?)(p|a|bdi|cite|span|time|data)((?: [a-z-]+="[^"<>]*")*)>/g;
const ATTRIBUTES = [
  'class',
  'data-furniture',
  'data-exclusive',
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
      if (name !== 'href') continue;
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
});
