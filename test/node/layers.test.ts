import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { findBreaches, listSources } from '../support/layers.ts';

describe('import rules', () => {
  it('rejects a fixture in which every rule is broken', () => {
    const fixture = JSON.parse(readFileSync('test/fixtures/layers.json', 'utf8')) as Record<string, string>;
    const breaches = findBreaches(new Map(Object.entries(fixture)));
    assert.deepEqual(
      breaches.map((breach) => breach.file).sort(),
      Object.keys(fixture)
        .filter((file) => !file.includes('allowed'))
        .sort(),
    );
  });

  it('are kept by every source file', () => {
    const sources = listSources('src');
    assert.ok(sources.size > 20, `only ${sources.size} files were read`);
    assert.deepEqual(findBreaches(sources), []);
  });
});
