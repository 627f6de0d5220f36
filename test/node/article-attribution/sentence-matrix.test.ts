/** What holds of a credit in every language, whatever is known: no native reader is needed to see these. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';

import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import type { LocaleWords } from '../../../src/base/shared.ts';
import { KINDS } from '../../../src/contracts/credit.ts';

const LANGUAGES = readdirSync('src/locales')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'offer');
const DATES = [undefined, '2015', '2015-03', '2015-03-14'];
const NAMES = {
  latin: ['Mira Selkie', 'Tam Oxbow', 'Ole Brandung Jr.'],
  arabic: ['ليلى مرسى', 'سامي الميناء', 'هدى الشاطئ'],
  japanese: ['浜田みなと', '川口 遥', '岸本'],
};
const METHODS = [undefined, 'machine', 'machine-post-edited'] as const;

interface Case {
  readonly name: string;
  readonly data: AttributionInput;
  readonly told: readonly string[];
}

/** Every combination for one kind of reuse. */
function* cases(kind: (typeof KINDS)[number]): Iterable<Case> {
  for (const script of Object.keys(NAMES) as (keyof typeof NAMES)[])
    for (const count of [0, 1, 2, 3])
      for (const date of DATES)
        for (const exclusive of [undefined, 'translation', 'publication'])
          for (const method of METHODS) {
            const people = NAMES[script].slice(0, count);
            const isTranslation = kind === 'translation';
            // Who published it first is not known of everything.
            const source = count === 3 ? undefined : 'Fährbote & Söhne';
            const data = {
              kind,
              source,
              sourceUrl: source && 'https://faehrbote.example/a',
              sourceLang: isTranslation ? 'ko' : undefined,
              sourcePublished: date,
              published: date,
              authors: people.length > 0 ? people : undefined,
              translators: isTranslation && method !== 'machine' && people.length > 0 ? people : undefined,
              translationMethod: isTranslation ? method : undefined,
              publisher: 'منارة الميناء',
              exclusive,
              licence: 'CC BY-SA 4.0',
              changes: [{ type: 'abridged' }],
            };
            const name = [kind, script, count, date, exclusive, method].join(' ');
            yield { name, data, told: [...(source ? [source] : []), 'CC BY-SA 4.0', ...people] };
          }
}

const FAULTS: readonly (readonly [string, RegExp])[] = [
  ['a missing value', /undefined|null|NaN|\[object/],
  ['a placeholder or a bracket', /[{}[\]]/],
  ['a double full stop', /\.\.|。。|\.。/],
  ['a double space', /\s\s/],
  ['a space before punctuation', /\s[.,،。、；]/],
  ['an empty pair', /\(\s*\)|“\s*”|„\s*“|«\s*»|「\s*」|（\s*）/],
  ['a comma before a full stop', /[,،、]\s*[.。]/],
  ['a space after a full stop of its own', /。 /],
];

function faultsOf(text: string): string[] {
  const faults = FAULTS.filter(([, pattern]) => pattern.test(text)).map(([fault]) => fault);
  if (!/[.。]$/.test(text)) faults.push('no full stop at the end');
  if (/^[\s\p{P}]/u.test(text)) faults.push('punctuation at the start');
  return faults;
}

type Parent = DefaultTreeAdapterTypes.ParentNode;
const textOf = (node: Parent): string =>
  node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join('');

/** The text that stands in no `bdi` and no `time`. */
const ownText = (node: Parent): string =>
  node.childNodes
    .map((child) => {
      if ('value' in child) return child.value;
      return 'childNodes' in child && !['bdi', 'time'].includes(child.tagName) ? ownText(child) : '';
    })
    .join('');

describe('a credit', () => {
  before(async () => {
    for (const language of LANGUAGES) {
      const { default: words } = (await import(`../../../src/locales/${language}.ts`)) as { default: LocaleWords };
      registerLocale(language, words);
    }
  });

  it('is checked by rules that find what is wrong', () => {
    assert.deepEqual(faultsOf('Published by undefined..'), ['a missing value', 'a double full stop']);
    assert.deepEqual(faultsOf(', by Ana ( )'), [
      'an empty pair',
      'no full stop at the end',
      'punctuation at the start',
    ]);
    assert.deepEqual(faultsOf('By Ana, .  B .'), [
      'a double space',
      'a space before punctuation',
      'a comma before a full stop',
    ]);
  });

  const LISTED = {
    source: 'Zz',
    sources: [{ name: 'Aa' }, { name: 'Bb' }],
    exclusive: 'publication',
    exclusivity: { beneficiary: 'Post', territories: ['XA', 'XB'] },
    workTranslation: [
      { url: '/a', lang: 'de', title: 'Cc' },
      { url: '/b', lang: 'fr', title: 'Dd' },
    ],
    credits: [
      { role: 'photographer', roleLabel: 'Ee', name: 'Ana' },
      { role: 'data', roleLabel: 'Ff', name: 'Ana' },
    ],
    changes: [{ note: 'Gg', by: 'Ada', date: '2015' }, { note: 'Hh' }],
  };

  for (const lang of ['en', ...LANGUAGES]) {
    it(`separates what it lists in ${lang}`, () => {
      const text = textOf(parseFragment(renderAttribution(LISTED, { lang })));
      const PAIRS = [
        ['Aa', 'Bb'],
        ['Cc', 'Dd'],
        ['Ee', 'Ff'],
        ['Gg', 'Ada'],
        ['Gg', 'Hh'],
      ] as const;
      for (const [first, second] of PAIRS)
        assert.match(text, new RegExp(`${first}[^.。：:]*[,،、][^.。：:]*${second}`), text);
    });

    for (const kind of KINDS) {
      it(`is whole in ${lang}, as ${kind}`, () => {
        for (const { name, data, told } of cases(kind)) {
          const html = parseFragment(renderAttribution(data, { lang }));
          const text = textOf(html);
          assert.deepEqual(faultsOf(text), [], `${name}: ${text}`);
          for (const word of told) assert.ok(text.includes(word), `${name} does not tell ${word}: ${text}`);
          const own = ownText(html);
          for (const word of [...told, 'منارة الميناء'])
            assert.ok(!own.includes(word), `${name}: ${word} is not isolated`);
        }
      });
    }
  }
});
