import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  fill,
  format,
  localeFor,
  offerLocale,
  registerLocale,
  wantLocale,
  wordsFor,
} from '../../../src/base/messages.ts';

describe('messages', () => {
  const rows: [string, Parameters<typeof format>, string][] = [
    ['plain text', ['Hello', {}, 'en'], 'Hello'],
    ['a placeholder', ['Reply to {name}', { name: 'Ann' }, 'en'], 'Reply to Ann'],
    ['a number', ['{count} in all', { count: 12345 }, 'en'], '12,345 in all'],
    ['a small number in Arabic', ['{count}', { count: 12 }, 'ar-EG'], '١٢'],
    ['a small number with a chosen system', ['{count}', { count: 12 }, 'en-u-nu-arab'], '١٢'],
    ['a negative number', ['{count}', { count: -5 }, 'de'], '-5'],
    ['a number in German', ['{count}', { count: 12345 }, 'de'], '12.345'],
    ['one', [{ one: '{count} day', other: '{count} days' }, { count: 1 }, 'en'], '1 day'],
    ['many', [{ one: '{count} day', other: '{count} days' }, { count: 0 }, 'en'], '0 days'],
    ['Arabic two', [{ two: 'يومان', few: '{count} أيام', other: '{count} يوم' }, { count: 2 }, 'ar'], 'يومان'],
    ['a missing form', [{ other: '{count} days' }, { count: 1 }, 'en'], '1 days'],
    ['a missing value', ['Hello {name}', {}, 'en'], 'Hello {name}'],
    ['a value that looks like a placeholder', ['{a} {b}', { a: '{b}', b: 'x' }, 'en'], '{b} x'],
    ['an inherited key', ['{toString}', {}, 'en'], '{toString}'],
    ['a hostile tag', [{ one: 'one', other: 'other' }, { count: 1 }, 'x-!!'], 'one'],
  ];
  for (const [name, args, expected] of rows) {
    it(`writes ${name}`, () => assert.equal(format(...args), expected));
  }

  it('leaves values as they are between the pieces of a sentence', () => {
    const value = { anything: true };
    assert.deepEqual(fill('in reply to {name}.', { name: value }, 'en'), ['in reply to ', value, '.']);
  });

  it('takes overrides before the language before English, message by message', () => {
    registerLocale('xx', { probe: { a: 'xx a', b: 'xx b', c: 7 as unknown as string } });
    const english = { a: 'en a', b: 'en b', c: 'en c' };
    assert.deepEqual(wordsFor('probe', english, 'xx', { a: 'mine', unknown: 'x' }), {
      a: 'mine',
      b: 'xx b',
      c: 'en c',
    });
  });

  it('finds the closest language that somebody knows', () => {
    registerLocale('pt-BR', {});
    registerLocale('ar', {});
    assert.deepEqual(localeFor('pt-BR-x-old'), { tag: 'pt-BR-x-old', language: 'pt-br', direction: 'ltr' });
    assert.deepEqual(localeFor('ar-EG'), { tag: 'ar-EG', language: 'ar', direction: 'rtl' });
    assert.deepEqual(localeFor('en-GB'), { tag: 'en-GB', language: 'en', direction: 'ltr' });
  });

  for (const tag of ['tlh', '', 'x-!!', '../../x', 'a'.repeat(10_000), '__proto__', 'constructor']) {
    it(`speaks English for ${JSON.stringify(tag.slice(0, 12))}`, () => {
      assert.deepEqual(localeFor(tag), { tag: 'en', language: 'en', direction: 'ltr' });
    });
  }

  it('fetches an offered language once, and carries on when it cannot be had', async () => {
    let calls = 0;
    offerLocale('yy', async () => (calls++, { probe: { a: 'yy' } }));
    await Promise.all([wantLocale('yy-ZZ'), wantLocale('yy')]);
    assert.equal(calls, 1);
    assert.equal(localeFor('yy').language, 'yy');
    assert.equal(wantLocale('yy'), undefined);
    offerLocale('zz', () => Promise.reject(new Error('offline')));
    const { warn } = console;
    const said: unknown[] = [];
    console.warn = (...parts) => said.push(parts[0]);
    try {
      await wantLocale('zz');
    } finally {
      console.warn = warn;
    }
    assert.equal(said.length, 1);
    assert.equal(localeFor('zz').language, 'en');
  });
});
