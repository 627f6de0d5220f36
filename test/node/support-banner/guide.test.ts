/** The guides to campaigns and to what is stored say what the code does. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import * as z from 'zod/mini';

import { resolveConfig, unknownKeys } from '../../../src/base/config.ts';
import { RULES } from '../../../src/contracts/banner-rules.ts';
import {
  campaignOfElement,
  CampaignOptions,
  MAX_CAMPAIGNS,
  MAX_VARIANTS,
  readCampaigns,
  VariantOptions,
} from '../../../src/support-banner/campaigns.ts';
import { BannerOptions } from '../../../src/support-banner/options.ts';
import { PLACEHOLDERS } from '../../../src/support-banner/placeholders.ts';
import { SUPPORTER_DAYS } from '../../../src/support-banner/schedule.ts';
import { DEFAULT_CLOSE_DAYS } from '../../../src/support-banner/silence.ts';
import { readTotals } from '../../../src/support-banner/totals.ts';
import { readVisits, STORAGE_KEY, writeVisits, type Entry } from '../../../src/support-banner/visits.ts';

const DAY = 86_400_000;
const DOCS = new URL('../../../docs/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, DOCS), 'utf8');
const CAMPAIGNS = read('campaigns.md');
const STORAGE = read('consent-and-storage.md');

type Json = Readonly<Record<string, unknown>>;
type Shape = Readonly<Record<string, z.ZodMiniType>>;
const shapeOf = (schema: { _zod: { def: { shape: Shape } } }): Shape => schema._zod.def.shape;
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The cells of the rows of the table whose first column has this head; the first cell without its backquotes. */
function rowsOf(text: string, head: string): string[][] {
  const lines = text.split('\n').map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  const start = lines.findIndex((cells) => cells[1] === head);
  assert.notEqual(start, -1, `no table of ${head}`);
  const end = lines.findIndex((cells, index) => index > start && cells.length === 1);
  return lines.slice(start + 2, end).map(([, name = '', ...cells]) => [name.replace(/^`([^`]*)`.*$/, '$1'), ...cells]);
}
const namesIn = (text: string, head: string): string[] => rowsOf(text, head).map(([name]) => name!);

/** Every JSON of a guide: on its own, and in the script of a snippet. */
const jsonIn = (text: string): Json[] =>
  [...text.matchAll(/```json\n([^]*?)```|<script type="application\/json">([^]*?)<\/script>/g)].map(
    ([, alone, inScript]) => JSON.parse(alone ?? inScript!) as Json,
  );

/** What is wrong with a JSON of the guide to campaigns, and whether it is one of those that are read at all. */
function problemsOf({ campaigns, variants, raised, ...others }: Json): string[] {
  const problems: string[] = [];
  const tell = (problem: string): void => void problems.push(problem);
  if (campaigns !== undefined) {
    const count = readCampaigns(campaigns, { totals: others['totals'] }, tell).length;
    if (count !== (campaigns as unknown[]).length) tell('not every campaign is read');
  } else if (variants !== undefined) {
    const count = campaignOfElement('spring', {}, variants, tell).variants.length;
    if (count !== (variants as unknown[]).length) tell('not every variant is read');
  } else if (!readTotals({ raised, ...others })) tell('neither campaigns nor variants nor totals');
  return problems;
}

/** The attributes of every banner in the snippets of a guide. */
const bannersIn = (text: string): Json[] =>
  [...text.matchAll(/<support-banner\s([^>]*?)>/g)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)(?:="([^"]*)"|='([^']*)')?/g)].map(([, name, double, single]) => [
        camel(name!),
        double ?? single ?? '',
      ]),
    ),
  );

describe('the guide to campaigns', () => {
  const examples = jsonIn(CAMPAIGNS);

  it('has JSON that is read without a problem', () => {
    assert.ok(examples.length >= 4);
    for (const example of examples) assert.deepEqual(problemsOf(example), []);
  });

  it('would not pass with JSON that is wrong', () => {
    assert.deepEqual(problemsOf({ campaigns: [{ campaign: 'a', sction: 'news' }] }).length, 1);
    assert.deepEqual(problemsOf({ variants: [{ heading: 'B' }] }).length, 2);
    assert.deepEqual(problemsOf({ raised: 'much' }).length, 1);
  });

  it('has a file with every field of a campaign', () => {
    const all = examples.flatMap(({ campaigns }) => (campaigns ?? []) as Json[]).flatMap(Object.keys);
    assert.deepEqual([...new Set(all)].sort(), Object.keys(shapeOf(CampaignOptions)).sort());
  });

  it('lists every field of a campaign and of a variant, and no other', () => {
    assert.deepEqual(namesIn(CAMPAIGNS, 'field').sort(), Object.keys(shapeOf(CampaignOptions)).sort());
    assert.deepEqual(namesIn(CAMPAIGNS, 'of a variant').sort(), Object.keys(shapeOf(VariantOptions)).sort());
  });

  it('lists everything else that a banner can be told', () => {
    const others = Object.keys(BannerOptions._zod.def.shape).filter((name) => !(name in shapeOf(CampaignOptions)));
    const inScript = ['campaigns'];
    assert.deepEqual([...namesIn(CAMPAIGNS, 'attribute'), ...inScript].sort(), others.map(kebab).sort());
  });

  it('says the limits that hold', () => {
    const rows = [
      ...rowsOf(CAMPAIGNS, 'field').map((row) => [shapeOf(CampaignOptions)[row[0]!]!, row] as const),
      ...rowsOf(CAMPAIGNS, 'of a variant').map((row) => [shapeOf(VariantOptions)[row[0]!]!, row] as const),
    ];
    let checked = 0;
    for (const [schema, [name, value = '']] of rows) {
      const [, min, max] =
        /number, ([\d,]+) to ([\d,]+)/.exec(value)?.map((text) => Number(text.replace(',', ''))) ?? [];
      const longest = Number(/^text, up to ([\d,]+)/.exec(value)?.[1]?.replace(',', ''));
      const isAllowed = (one: unknown): boolean => z.safeParse(schema, one).success;
      if (min !== undefined && max !== undefined) {
        assert.deepEqual([min - 1, min, max, max + 1].map(isAllowed), [false, true, true, false], name);
      } else if (longest > 0) {
        assert.equal(String(z.parse(schema, 'a'.repeat(longest + 1))).length, longest, name);
      } else continue;
      checked += 1;
    }
    assert.ok(checked >= 10, `only ${checked} limits were found`);
    assert.match(CAMPAIGNS, new RegExp(`list of up to ${MAX_VARIANTS} variants`));
    assert.match(CAMPAIGNS, /what comes after the fiftieth/);
    assert.equal(MAX_CAMPAIGNS, 50);
  });

  it('lists every rule in the order in which they are asked', () => {
    assert.deepEqual(namesIn(CAMPAIGNS, 'rule'), RULES);
  });

  it('lists every placeholder', () => {
    assert.deepEqual(namesIn(CAMPAIGNS, 'in the words').sort(), PLACEHOLDERS.map((name) => `{${name}}`).sort());
  });
});

describe('the guide to consent and storage', () => {
  const NOW = Date.parse('2026-11-23T12:00:00Z');
  const stored = jsonIn(STORAGE).find(({ version }) => version !== undefined)!;
  const rows = rowsOf(STORAGE, 'field');

  it('names the key', () => {
    assert.ok(STORAGE.includes(`\`${STORAGE_KEY}\``));
    const named = STORAGE.match(/page-furniture:[\w-]+/g) ?? [];
    assert.deepEqual([...new Set(named)], [STORAGE_KEY]);
  });

  it('shows what is written, letter for letter', () => {
    assert.deepEqual(JSON.parse(writeVisits(readVisits(JSON.stringify(stored), NOW))!), stored);
    assert.deepEqual(writeVisits(readVisits(JSON.stringify(stored), NOW)), JSON.stringify(stored));
  });

  it('lists every field that is written, and no other', () => {
    const entries: Entry[] = [['a', NOW]];
    const all = { closed: entries, supporterUntil: 1, closedAt: 1, reader: 'r', views: entries, articles: entries };
    // A field of what is remembered that is missing here would be missing from `Required`, too.
    const complete: Required<ReturnType<typeof readVisits>> = all;
    const written = Object.keys(JSON.parse(writeVisits(complete)!) as Json);
    assert.deepEqual(
      rows.map(([name]) => name),
      written,
    );
  });

  it('says how many are kept, and for how long', () => {
    const lists = rows.filter(([name]) => Array.isArray(stored[name!]));
    assert.equal(lists.length, 3);
    for (const [name = '', , , , kept = '', most = ''] of lists) {
      const count = Number(/^\d+/.exec(most)?.[0]);
      const days = Number(/^(\d+) days/.exec(kept)?.[1] ?? 0);
      const list = (length: number, at: number) => Array.from({ length }, (_, index) => [`n${index}`, at]);
      const readBack = (entries: unknown) =>
        (readVisits(JSON.stringify({ version: 1, [name]: entries }), NOW) as unknown as Json)[name] as unknown[];
      assert.equal(readBack(list(count + 7, NOW + (days === 0 ? 1 : 0))).length, count, name);
      assert.equal(readBack(list(1, NOW - days * DAY)).length, 0, name);
      assert.equal(readBack(list(1, NOW - days * DAY + 1)).length, 1, name);
    }
  });

  it('says the same in the text for a cookie policy', () => {
    const policy = STORAGE.slice(STORAGE.indexOf('## For your cookie policy')).replace(/\s*\n>?\s*/g, ' ');
    const rowOf = (field: string): string[] => rows.find(([name]) => name === field)!;
    const [, , , , days = '', views = ''] = rowOf('views');
    const [, , , , span = '', articles = ''] = rowOf('articles');
    assert.equal(days, '365 days');
    assert.ok(policy.includes(`(up to one year, at most ${parseInt(views)} times)`), policy);
    assert.ok(policy.includes(`in the last ${span}`) && policy.includes(`(at most ${parseInt(articles)})`), policy);
    assert.ok(policy.includes(`: ${DEFAULT_CLOSE_DAYS} days, a month`) && SUPPORTER_DAYS === 365, policy);
  });
});

describe('the guides', () => {
  it('have banners with attributes that there are, and values that can be used', () => {
    const banners = [...bannersIn(CAMPAIGNS), ...bannersIn(STORAGE)];
    assert.ok(banners.length >= 8);
    for (const values of banners) {
      assert.deepEqual(unknownKeys(BannerOptions, values), []);
      assert.deepEqual(resolveConfig(BannerOptions, [{ name: 'attribute', values }]).issues, []);
    }
  });

  it('lead somewhere', () => {
    for (const [name, text] of [
      ['campaigns.md', CAMPAIGNS],
      ['consent-and-storage.md', STORAGE],
    ] as const) {
      for (const [, file, anchor] of text.matchAll(/\]\(([\w-]+\.md)?(?:#([\w-]+))?\)/g)) {
        assert.ok(existsSync(new URL(file ?? name, DOCS)), `${name} leads to ${file}`);
        if (anchor) assert.ok(anchorsOf(read(file ?? name)).includes(anchor), `${name} leads to ${file}#${anchor}`);
      }
    }
  });
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
