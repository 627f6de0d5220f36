import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import type { Message, Words } from '../../src/base/messages.ts';
import { ENGLISH as ALL } from '../support/all-words.ts';
import { listSources } from '../support/layers.ts';

const ENGLISH: Readonly<Record<string, Words>> = ALL;
const LANGUAGES = readdirSync('src/locales')
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'offer');

const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
/** `{count}` may be a word in some plural forms ("two days" in Arabic is one word). */
const essential = (message: Message) =>
  [...new Set(forms(message).flatMap(placeholders))].filter((name) => name !== '{count}').sort();

/** What is wrong with a language: missing, unused and malformed words. */
function faultsOf(language: string, locale: Readonly<Record<string, Words>>): string[] {
  const faults: string[] = [];
  for (const [element, english] of Object.entries(ENGLISH)) {
    const words = locale[element] ?? {};
    for (const key of Object.keys(english).filter((one) => !(one in words)))
      faults.push(`${element}.${key} is missing`);
    for (const [key, message] of Object.entries(words)) {
      const original = english[key];
      if (original === undefined) faults.push(`${element}.${key} is used by nobody`);
      else faults.push(...faultsOfMessage(language, `${element}.${key}`, message, original));
    }
  }
  return faults;
}

function faultsOfMessage(language: string, name: string, message: Message, original: Message): string[] {
  const faults: string[] = [];
  if (essential(message).join() !== essential(original).join()) {
    faults.push(`${name} has ${essential(message).join()} instead of ${essential(original).join()}`);
  }
  if (typeof original !== 'string' && typeof message !== 'string') {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const category of pluralCategories.filter((one) => !(one in message)))
      faults.push(`${name} lacks "${category}"`);
  }
  if (forms(message).some((text) => text.trim() === '')) faults.push(`${name} is empty`);
  return faults;
}

describe('locales', () => {
  it('finds missing, unused and malformed words', () => {
    const broken = {
      ...ENGLISH,
      base: { ...ALL.base, tryAgain: '', refused: 'no status', surplus: 'x' },
      'donation-tiers': Object.fromEntries(Object.entries(ALL['donation-tiers']).slice(1)),
    };
    const faults = faultsOf('en', broken);
    assert.ok(faults.includes('base.tryAgain is empty'));
    assert.ok(faults.includes('base.surplus is used by nobody'));
    assert.ok(faults.some((fault) => fault.startsWith('base.refused has')));
    assert.ok(faults.some((fault) => fault.endsWith('is missing')));
  });

  for (const language of LANGUAGES) {
    it(`have every word, and no other, in ${language}`, async () => {
      const { default: locale } = (await import(`../../src/locales/${language}.ts`)) as {
        default: Record<string, Words>;
      };
      assert.deepEqual(faultsOf(language, locale), []);
    });
  }

  it('have English plurals with every form English needs', () => {
    for (const [element, english] of Object.entries(ENGLISH)) {
      for (const [key, message] of Object.entries(english)) {
        assert.deepEqual(faultsOfMessage('en', `${element}.${key}`, message, message), []);
      }
    }
  });

  it('have no English word that no element says', () => {
    const sources = [...listSources('src')].filter(
      ([file]) => !file.startsWith('locales/') && !/words(?:-\w+)?\.ts$/.test(file),
    );
    const all = sources.map(([, source]) => source).join('\n');
    const unused = Object.entries(ENGLISH).flatMap(([element, words]) =>
      Object.keys(words)
        .filter((key) => !new RegExp(`['"\`.]${key}\\b`).test(all))
        .map((key) => `${element}.${key}`),
    );
    // Failures are said by their kind: `say(error.kind)`.
    const byKind = /^base\.(offline|timeout|refused|malformed|config|aborted)$/;
    assert.deepEqual(
      unused.filter((name) => !byKind.test(name)),
      [],
    );
  });

  it('have every language offered that is there', () => {
    const offer = readFileSync('src/locales/offer.ts', 'utf8');
    for (const language of LANGUAGES) assert.match(offer, new RegExp(`import\\('\\./${language}\\.ts'\\)`));
  });
});
