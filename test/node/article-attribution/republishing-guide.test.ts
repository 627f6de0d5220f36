import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';
import type { Markup, Piece } from '../../../src/article-attribution/markup.ts';
import { readOptions } from '../../../src/article-attribution/options.ts';
import { clean, type Cleaned, type Counts } from '../../../src/article-attribution/republishing/clean.ts';
import { policyOf, SEARCH_ADVICE } from '../../../src/article-attribution/republishing/policy.ts';
import { REPUBLISHING_WORDS } from '../../../src/article-attribution/republishing/words-republishing.ts';
import { RepublishPolicy } from '../../../src/contracts/attribution.ts';
import { IMAGE_POLICIES } from '../../../src/contracts/image-policies.ts';
import { parsedNodes } from '../../support/parsed-nodes.ts';

const GUIDE = readFileSync('docs/republishing.md', 'utf8');

/** Cells of the first table after some words, without its head. */
function rowsAfter(words: string): string[][] {
  const after = GUIDE.slice(GUIDE.indexOf(words));
  assert.ok(GUIDE.includes(words), `the guide has no ${words}`);
  const lines = after.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const last = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines
    .slice(first + 2, last)
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

function cleaned(html: string): Cleaned {
  return clean(parsedNodes(html), {
    base: 'https://paper.example/a',
    page: 'https://paper.example/a',
    imagePolicy: 'include',
    placeholder: '[Picture]',
  });
}

/** Every element of HTML, and a few that are none of its own. */
const ELEMENTS = (
  'a abbr acronym address area article aside audio b base bdi bdo big blockquote br button canvas caption center cite code col ' +
  'colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 ' +
  'h5 h6 header hgroup hr i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav ' +
  'noscript object ol optgroup option output p param picture portal pre progress q rp rt ruby s samp script search section ' +
  'select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time ' +
  'title tr track tt u ul var video wbr ad-slot'
).split(' ');

/** Values that mean something, of every attribute that a copy might keep, and of some that none keeps. */
const VALUES: Readonly<Record<string, string>> = {
  href: 'https://a.example/',
  src: 'https://a.example/a.jpg',
  cite: 'https://a.example/',
  alt: 'x',
  title: 'x',
  lang: 'de',
  dir: 'rtl',
  datetime: '2026-11-14',
  start: '3',
  colspan: '2',
  rowspan: '2',
  scope: 'row',
  width: '20',
  height: '20',
  class: 'x',
  id: 'x',
  style: 'color: red',
  name: 'x',
  rel: 'nofollow',
  target: '_blank',
  srcset: 'https://a.example/a.jpg 2x',
  loading: 'lazy',
  onclick: 'x()',
  itemprop: 'x',
  role: 'note',
  'data-x': 'x',
};
const ATTRIBUTES = Object.keys(VALUES)
  .map((name) => `${name}="${VALUES[name]!}"`)
  .join(' ');

/** Where an element may stand. */
const PLACES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  li: ['<ul>', '</ul>'],
  dt: ['<dl>', '</dl>'],
  dd: ['<dl>', '</dl>'],
  figcaption: ['<figure><p>a</p>', '</figure>'],
  caption: ['<table>', '<tr><td>a</td></tr></table>'],
  thead: ['<table>', '</table>'],
  tbody: ['<table>', '</table>'],
  tfoot: ['<table>', '</table>'],
  tr: ['<table>', '</table>'],
  td: ['<table><tr>', '</tr></table>'],
  th: ['<table><tr>', '</tr></table>'],
};
const CONTENTS: Readonly<Record<string, string>> = {
  ul: '<li>x</li>',
  ol: '<li>x</li>',
  dl: '<dd>x</dd>',
  table: '<tr><td>x</td></tr>',
  thead: '<tr><td>x</td></tr>',
  tbody: '<tr><td>x</td></tr>',
  tfoot: '<tr><td>x</td></tr>',
  tr: '<td>x</td>',
};

function find(pieces: readonly Piece[], tag: string): Markup | undefined {
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    const found = piece.tag === tag ? piece : find(piece.children, tag);
    if (found) return found;
  }
  return undefined;
}

/** The attributes that stay of an element that has all of them; `undefined` where the element does not stay. */
function keptOf(tag: string): string[] | undefined {
  const [before, after] = PLACES[tag] ?? ['', ''];
  const { pieces } = cleaned(`${before}<${tag} ${ATTRIBUTES}>${CONTENTS[tag] ?? 'x'}</${tag}>${after}`);
  const found = find(pieces, tag);
  return found && Object.keys(found.attributes).filter((name) => found.attributes[name] !== undefined);
}

describe('the guide to republishing', () => {
  it('names every element that a copy keeps, with its attributes, and no other', () => {
    const told: Record<string, string[]> = {};
    for (const [elements, attributes] of rowsAfter('<!-- kept -->')) {
      for (const tag of codes(elements!)) told[tag] = codes(attributes!).sort();
    }
    for (const tag of ELEMENTS) assert.deepEqual(keptOf(tag)?.sort(), told[tag], tag);
    for (const tag of Object.keys(told)) assert.ok(ELEMENTS.includes(tag), tag);
  });

  it('says as what each element is counted that is left out', () => {
    for (const [counted, elements] of rowsAfter('<!-- left out -->')) {
      for (const tag of codes(elements!)) {
        if (!/^[a-z-]+$/.test(tag) || tag === 'svg') continue;
        const small = counted === 'trackers' ? 'width="1"' : '';
        const { leftOut } = cleaned(`<${tag} ${small}>x</${tag}>`);
        const kinds = (Object.keys(leftOut) as (keyof Counts)[]).filter((kind) => leftOut[kind] > 0);
        assert.deepEqual(kinds, counted === 'nothing' ? [] : [counted], tag);
      }
    }
    assert.equal(cleaned('<svg role="img"></svg>').leftOut.pictures, 1);
  });

  const RULES = new Map(rowsAfter('<!-- rules -->').map(([name, sentence]) => [sentence!, name!]));

  it('lists every rule in the words of the panel', () => {
    const words = REPUBLISHING_WORDS as Readonly<Record<string, unknown>>;
    const sentences = Object.keys(words)
      .filter((key) => /^rule[A-Z]/.test(key))
      .map((key) => words[key]);
    assert.deepEqual([...RULES.keys()].sort(), sentences.sort());
  });

  const asked = (republish: Record<string, unknown>, licence: string | undefined) => {
    const { allowed, checklist } = policyOf(republish, licence === undefined ? undefined : readLicence(licence));
    return [allowed, checklist.map((rule) => RULES.get(REPUBLISHING_WORDS[rule])).join(', ')];
  };

  it('says what follows from each family of licences', () => {
    const rows = rowsAfter('### What follows from the licence');
    assert.ok(rows.length > 10);
    for (const [licence, ...told] of rows) assert.deepEqual(asked({}, codes(licence!)[0]), told, licence);
    assert.equal(asked({ allowed: 'yes' }, 'CC BY-ND 4.0')[1], 'credit, link, no derivatives, licence, images');
    assert.equal(asked({ allowed: 'yes' }, undefined)[1], 'credit, link, edit, images');
  });

  it('names the fields of a policy, which the schema knows', () => {
    const fields = rowsAfter('### More than one word').map(([name]) => codes(name!)[0]);
    assert.deepEqual(fields, Object.keys(RepublishPolicy._zod.def.shape));
    assert.deepEqual(codes(rowsAfter('### More than one word')[1]![1]!), [...IMAGE_POLICIES]);
  });

  it('shows JSON that is understood', () => {
    const json = /<script type="application\/json">\s*([\s\S]*?)\s*<\/script>/.exec(GUIDE)![1]!;
    const { config, issues } = readOptions(JSON.parse(json));
    assert.deepEqual(issues, []);
    const policy = policyOf(config.republish, config.licence);
    assert.deepEqual(
      [policy.allowed, policy.imagePolicy, policy.rulesUrl, policy.contact],
      ['yes', 'licensed-only', 'https://lantern.example/rules', 'mailto:desk@lantern.example'],
    );
  });

  it('gives the advice of the panel for search engines', () =>
    assert.ok(GUIDE.replace(/" \/>/g, '">').includes(SEARCH_ADVICE)));

  it('would be found out if it said more than is so', () => {
    assert.equal(keptOf('font'), undefined);
    assert.notDeepEqual(keptOf('p'), ['lang', 'dir', 'class']);
    assert.notDeepEqual(asked({}, 'CC BY-ND 4.0'), ['yes', '']);
  });
});
