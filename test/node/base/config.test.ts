import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import * as z from 'zod/mini';

import {
  flag,
  instant,
  oneOf,
  parseObject,
  resolveConfig,
  someOf,
  text,
  unknownKeys,
  whole,
} from '../../../src/base/config.ts';

const schema = z.object({
  heading: text(20),
  sort: oneOf(['oldest', 'newest']),
  words: someOf(['a', 'b', 'c']),
  size: whole(1, 100),
  compact: flag(),
  at: instant(),
});
const attribute = (values: Record<string, unknown>) => ({ name: 'attribute', values });
const property = (values: Record<string, unknown>) => ({ name: 'property', values });

describe('configuration', () => {
  it('takes each field from the strongest layer that has it', () => {
    const { config, issues } = resolveConfig(schema, [
      attribute({ heading: 'a', size: '3' }),
      property({ heading: 'p' }),
    ]);
    assert.deepEqual(config, { heading: 'p', size: 3 });
    assert.deepEqual(issues, []);
  });

  it('passes over what cannot be used, and says what came and what is allowed', () => {
    const { config, issues } = resolveConfig(schema, [attribute({ sort: 'newest' }), property({ sort: 'best' })]);
    assert.deepEqual(config, { sort: 'newest' });
    assert.deepEqual(issues, [{ layer: 'property', path: 'sort', received: 'best', allowed: 'one of oldest, newest' }]);
  });

  const usable: [string, unknown, unknown][] = [
    ['heading', '  Hello  ', 'Hello'],
    ['heading', 'a\u0000b', 'a b'],
    ['heading', 'x'.repeat(50), 'x'.repeat(20)],
    ['heading', '', undefined],
    ['sort', ' NEWEST ', 'newest'],
    ['words', 'c a a', ['a', 'c']],
    ['words', ['b'], ['b']],
    ['size', ' 42 ', 42],
    ['compact', '', true],
    ['compact', 'compact', true],
    ['compact', false, false],
    ['at', '2026-11-20', '2026-11-20'],
    ['at', '2026-11-20T09:00:00+01:00', '2026-11-20T09:00:00+01:00'],
  ];
  for (const [name, value, expected] of usable) {
    it(`reads ${name}=${JSON.stringify(value)}`, () => {
      const { config, issues } = resolveConfig(schema, [attribute({ [name]: value })]);
      assert.deepEqual((config as Record<string, unknown>)[name], expected);
      assert.deepEqual(issues, []);
    });
  }

  const unusable: [string, unknown][] = [
    ['heading', {}],
    ['heading', Symbol('x')],
    ['sort', 'constructor'],
    ['sort', 3],
    ['words', 'a z'],
    ['size', '1e2'],
    ['size', '٣'],
    ['size', 1.5],
    ['size', 101],
    ['size', NaN],
    ['size', Infinity],
    ['compact', 'false'],
    ['at', '2026-02-30'],
    ['at', '2026-11-20T24:00:00Z'],
    ['at', '2026-11-20T09:00:00'],
    ['at', 'Nov 20, 2026'],
    [
      'at',
      {
        get length(): number {
          throw new Error('hostile');
        },
      },
    ],
  ];
  for (const [name, value] of unusable) {
    it(`refuses ${name}=${typeof value === 'string' ? value : typeof value}`, () => {
      const { config, issues } = resolveConfig(schema, [attribute({ [name]: value })]);
      assert.deepEqual(config, {});
      assert.equal(issues.length, 1);
    });
  }

  it('reads own keys only, and never those of prototypes', () => {
    const hostile = JSON.parse('{"__proto__":{"heading":"no"},"constructor":1}') as Record<string, unknown>;
    const inherited = Object.create({ heading: 'inherited' }) as Record<string, unknown>;
    assert.deepEqual(resolveConfig(schema, [property(hostile), property(inherited)]).config, {});
    assert.deepEqual(unknownKeys(schema, hostile), ['__proto__', 'constructor']);
  });

  it('explains JSON that is none, and JSON that is no object', () => {
    assert.ok('error' in parseObject('{'));
    assert.ok('error' in parseObject('[1]'));
    assert.ok('error' in parseObject('null'));
    assert.ok('error' in parseObject('['.repeat(20_000)));
    assert.deepEqual(parseObject('{"a":1}'), { values: { a: 1 } });
  });
});
