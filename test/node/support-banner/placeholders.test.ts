import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fill, missingIn, placeholdersIn } from '../../../src/support-banner/placeholders.ts';

describe('the placeholders of a text', () => {
  const table: [string, string[]][] = [
    ['', []],
    ['Keep the harbour news free.', []],
    ['You have read {articles} articles.', ['articles']],
    ['{raised} of {goal}: {percent} by {day}', ['raised', 'goal', 'percent', 'day']],
    ['{goal} and {goal}, {raised}', ['goal', 'raised']],
    ['{name}, {Articles}, { day }, {}, {constructor}, {__proto__}', []],
    ['{{day}}', ['day']],
    ['{day', []],
  ];
  for (const [text, names] of table) {
    it(`are ${names.join(', ') || 'none'} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(placeholdersIn(text), names);
    });
  }

  it('are missing where nothing is known for them', () => {
    const text = '{raised} of {goal} by {day}';
    assert.deepEqual(missingIn(text, { raised: '€12', day: undefined }), ['goal', 'day']);
    assert.deepEqual(missingIn(text, { raised: '€0', goal: '', day: 'Monday' }), []);
    assert.deepEqual(missingIn('{name}', {}), []);
  });

  const inherited = Object.create({ day: 'never' }) as { day: string };
  const filled: [string, Parameters<typeof fill>[1], string][] = [
    ['You have read {articles} articles.', { articles: '1,024' }, 'You have read 1,024 articles.'],
    ['{raised}/{goal}', { raised: '€1', goal: '€2' }, '€1/€2'],
    ['{day} {name} {toString}', { day: 'Monday' }, 'Monday {name} {toString}'],
    ['by {day}', {}, 'by {day}'],
    ['by {day}', { day: undefined }, 'by {day}'],
    ['by {day}', inherited, 'by {day}'],
    ['{goal}', { goal: '$& {day} $1', day: 'Monday' }, '$& {day} $1'],
    ['{{day}}', { day: 'Monday' }, '{Monday}'],
  ];
  for (const [text, values, expected] of filled) {
    it(`give ${JSON.stringify(expected)}`, () => assert.equal(fill(text, values), expected));
  }
});
