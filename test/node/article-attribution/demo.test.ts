import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

import { renderAttribution } from '../../../src/article-attribution/render.ts';

it('the demo holds what servers write for the attributes that stand beside it', () => {
  const page = readFileSync('stories/demo/index.html', 'utf8');
  const [, attributes, credit] = /<article-attribution\s([^>]*)>(<p class="furniture-credit".*?<\/p>)/s.exec(page)!;
  const data: Record<string, string> = {};
  for (const [, name, value = ''] of attributes!.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)) {
    data[name!.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  assert.equal(credit, renderAttribution(data, { lang: 'en' }));
});
