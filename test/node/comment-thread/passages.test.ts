import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Anchor } from '../../../src/contracts/anchor.ts';
import { locate } from '../../../src/comment-thread/passages/locate.ts';
import { makeAnchor, type Stretch } from '../../../src/comment-thread/passages/make-anchor.ts';
import { EDITS, readArticle, render } from '../../support/article-edits.ts';

const article = readArticle();
const original = render(article);

/** What readers comment on, each in one sentence of the article: all of it, its first words, its last, its middle. */
interface Passage {
  readonly sentence: number;
  readonly anchor: Anchor;
  readonly stretch: Stretch;
}
const passages: Passage[] = [...original.places].flatMap(([sentence, { start, end }]) => {
  const spaces = [...original.text.slice(start, end).matchAll(/ /g)].map(({ index }) => start + index);
  const [third = end, half = start] = [spaces[3], spaces[Math.floor(spaces.length / 2)]];
  const stretches = [
    { start, end },
    { start, end: third },
    { start: half, end },
    { start: spaces[1] ?? start, end: spaces.at(-2) ?? end },
  ];
  return stretches.flatMap((stretch) => {
    const anchor = makeAnchor(original.text, stretch);
    return anchor ? [{ sentence, anchor, stretch }] : [];
  });
});

describe('a passage in an article that was edited', () => {
  it('is one of many', () => assert.ok(passages.length > 200 && Object.keys(EDITS).length >= 30));

  const totals = { found: 0, orphaned: 0, lost: 0 };
  for (const [name, edit] of Object.entries(EDITS)) {
    it(`is never found in a wrong place: ${name}`, (test) => {
      const { text, places } = render(edit(article));
      const wrong: string[] = [];
      const counts = { found: 0, orphaned: 0, lost: 0 };
      for (const { sentence, anchor } of passages) {
        const found = locate(text, anchor);
        const place = places.get(sentence);
        if (!found) counts[place ? 'lost' : 'orphaned']++;
        else if (place && found.start < place.end && place.start < found.end) counts.found++;
        else wrong.push(`${JSON.stringify(anchor.selector[0])} found as “${text.slice(found.start, found.end)}”`);
      }
      for (const key of ['found', 'orphaned', 'lost'] as const) totals[key] += counts[key];
      test.diagnostic(
        `found ${counts.found}, gone and not found ${counts.orphaned}, there but not found ${counts.lost}`,
      );
      assert.deepEqual(wrong, []);
    });
  }

  it('is found in most of them', (test) => {
    const share = totals.found / (totals.found + totals.lost);
    test.diagnostic(
      `found ${totals.found} of ${totals.found + totals.lost} that are still there (${(100 * share).toFixed(1)} %)`,
    );
    assert.ok(share > 0.5);
  });
});
