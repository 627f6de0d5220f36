import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { countSteps, growth } from '../support/steps.ts';

describe('counting steps', () => {
  const patterns = [
    ...[/a*b/g, /(?:a|b)+c/g, /a{2,3}?b/g, /^(a|ab)(c|bcd)$/, /\bab\b/g, /(?=a)[ab]+(?!c)/g, /(?<=a)b|(?<!a)c/g],
    ...[/[^\s()]*/gu, /\p{L}+|\d/gu, /x?(?:a??b)*?c/g, /(?:a*)*c/, /\u{1f600}|./gu, /[\]a\\]+/y, /A/gi],
  ];
  for (const pattern of patterns)
    it(`finds what the real engine finds: ${String(pattern)}`, () => {
      const text = fc.string({
        unit: fc.constantFrom('a', 'b', 'c', 'd', ' ', 'x', '😀', '\ud83d', 'A'),
        maxLength: 8,
      });
      fc.assert(
        fc.property(text, (value) => {
          // Throws where they differ.
          countSteps(() => value.match(pattern));
          pattern.lastIndex = 0;
        }),
      );
    });

  it('tells what looks once from what looks again and again', () => {
    assert.ok(growth((text) => text.match(/[^\s]+/g), 'a') < 2.1);
    assert.ok(growth((text) => text.match(/(?:ab)*/g), 'ab') < 2.1);
    assert.ok(growth((text) => text.match(/a+b/g), 'a') > 3.5, 'each start looks to the end');
    assert.ok(growth((text) => /^(?:a+)+b/.test(text), 'a', 8) > 100, 'each way of cutting is tried');
  });

  it('counts looks into maps', () => {
    const map = new Map([['a', 1]]);
    assert.equal(
      countSteps(() => {
        map.get('a');
        map.get('b');
      }),
      2,
    );
  });

  it('leaves everything as it was, whatever is thrown', () => {
    const { exec } = RegExp.prototype;
    assert.throws(() => countSteps(() => /(a)\1/.test('aa')), SyntaxError);
    assert.equal(RegExp.prototype.exec, exec);
  });
});
