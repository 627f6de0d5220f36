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

  it('let one command write credits, with what needs no page', () => {
    const breaches = (file: string, target: string) =>
      findBreaches(new Map([[file, `const used = await import('${target}');`]])).length;
    const command = 'server/commands/attribution.ts';
    const pure = '../../article-attribution/exporting/export.ts';
    for (const target of [pure, '../../locales/offer.ts', '../../base/messages.ts'])
      assert.equal(breaches(command, target), 0, target);
    for (const target of [
      'lit',
      '../../article-attribution/draw-credit.ts',
      '../../article-attribution/page-check.ts',
      '../../article-attribution/article-attribution.ts',
      '../../article-attribution/define.ts',
      '../../base/element.ts',
      '../../comment-thread/tree.ts',
    ])
      assert.equal(breaches(command, target), 1, target);
    for (const target of [pure, '../../locales/offer.ts', '../../base/messages.ts'])
      assert.equal(breaches('server/commands/report.ts', target), 1, target);
  });

  it('are kept by every source file', () => {
    const sources = listSources('src');
    assert.ok(sources.size > 20, `only ${sources.size} files were read`);
    assert.deepEqual(findBreaches(sources), []);
  });
});
