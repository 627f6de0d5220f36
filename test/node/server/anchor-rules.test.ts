import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { NewComment } from '../../../src/contracts/new-comment.ts';
import { cleanLine } from '../../../src/contracts/text.ts';
import { readJson } from '../../../src/server/http/body.ts';
import { ProblemError } from '../../../src/server/problem.ts';
import { anchorOf } from '../../../src/server/routes/incoming.ts';
import { tameAnchor } from '../../../src/server/rules/anchor.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';

const quote = (exact: string, more: object = {}) => ({ type: 'TextQuoteSelector', exact, ...more });
const place = (start: number, end: number) => ({ type: 'TextPositionSelector', start, end });
const fragment = (value: string) => ({ type: 'FragmentSelector', value });

/** As it comes in: by the schema, then by the rules. */
async function take(anchor: unknown) {
  const body = JSON.stringify({ body: 'x', anchor });
  const headers = { 'content-type': 'application/json' };
  return anchorOf(await readJson(new Request('https://x.example', { method: 'POST', headers, body }), NewComment));
}

const refusalOf = async (anchor: unknown): Promise<string> => {
  try {
    await take(anchor);
  } catch (error) {
    assert.ok(error instanceof ProblemError && error.status === 422);
    return error.message;
  }
  return 'taken';
};

describe('an anchor that comes in', () => {
  const wrong: readonly (readonly [what: string, anchor: unknown, message: RegExp])[] = [
    ['a list', [quote('a')], /^anchor: must be an object/],
    ['no selectors', {}, /^anchor\.selector: is missing/],
    ['an empty list of selectors', { selector: [] }, /^anchor\.selector: is empty/],
    ['one selector without a list', { selector: quote('a') }, /^anchor\.selector: must be a list/],
    ['too many selectors', { selector: Array(9).fill(quote('a')) }, /^anchor\.selector: holds more than 8/],
    ['no quote', { selector: [place(0, 4), fragment('p1')] }, /^anchor\.selector: holds no TextQuoteSelector/],
    ['an empty quote', { selector: [quote('')] }, /^anchor\.selector\.0\.exact: is empty/],
    ['a quote of spaces', { selector: [quote(' \n\t')] }, /^anchor\.selector\.0\.exact: is empty/],
    ['a quote that nobody sees', { selector: [quote('\u200b\u2060\u202e')] }, /^anchor\.selector\.0\.exact: is empty/],
    ['a quote that is too long', { selector: [quote('a'.repeat(2001))] }, /exact: is longer than 2000/],
    ['a context that is too long', { selector: [quote('a', { prefix: 'b'.repeat(65) })] }, /prefix: is longer than 64/],
    [
      'another selector',
      { selector: [quote('a'), { type: 'XPathSelector' }] },
      /^anchor\.selector\.1\.type: must be Text/,
    ],
    ['a selector without a type', { selector: [quote('a'), {}] }, /^anchor\.selector\.1\.type: is missing/],
    ['a place before the text', { selector: [quote('a'), place(-1, 1)] }, /1\.start: must be at least 0/],
    ['half a place', { selector: [quote('a'), place(0, 1.5)] }, /1\.end: must be a whole number/],
    ['a place that ends before it begins', { selector: [quote('a'), place(4, 4)] }, /1\.end: must be greater/],
    ['an id that nobody sees', { selector: [quote('a'), fragment('\u0000')] }, /1\.value: is empty/],
    [
      'a source that runs',
      { source: 'javascript:alert(1)', selector: [quote('a')] },
      /^anchor\.source: is not the address/,
    ],
    ['a source that is a file', { source: 'file:///etc/passwd', selector: [quote('a')] }, /^anchor\.source: is not/],
    ['a relative source', { source: '/story', selector: [quote('a')] }, /^anchor\.source: is not/],
    [
      'a source with a password',
      { source: 'https://a:b@c.example', selector: [quote('a')] },
      /^anchor\.source: is not/,
    ],
    ['a source with a break', { source: 'https://a.example/\r\nb', selector: [quote('a')] }, /^anchor\.source: is not/],
    ['much of everything', { selector: Array(8).fill(quote('a'.repeat(1900))) }, /^anchor: is longer than 8000/],
  ];
  for (const [what, anchor, message] of wrong)
    it(`is refused for ${what}`, async () => assert.match(await refusalOf(anchor), message));

  const kept: readonly (readonly [what: string, anchor: object])[] = [
    ['a quote alone', { selector: [quote('a passage')] }],
    ['a page on this machine', { source: 'http://127.0.0.1:8080/a?b=1', selector: [quote('a passage')] }],
    ['spaces at the edges of its context', { selector: [quote('a', { prefix: 'before ', suffix: ' after' })] }],
    ['letters in pieces, as the article has them', { selector: [quote('Cafe\u0301 Tie\u0302\u0301ng')] }],
    ['joiners and emoji', { selector: [quote('می\u200cخواهم 👩\u200d👧', { prefix: '', suffix: '🏴󠁧󠁢󠁳󠁣󠁴󠁿' })] }],
    ['several ways to find it', { selector: [place(3, 9), quote('passage'), fragment('p-4')] }],
  ];
  for (const [what, anchor] of kept) it(`keeps ${what}`, async () => assert.deepEqual(await take(anchor), anchor));

  const tamed: readonly (readonly [what: string, from: string, to: string])[] = [
    ['control characters', 'a\u0000b\u001b[31mc', 'ab[31mc'],
    ['marks that turn the text around', 'abc\u202edef\u2066', 'abcdef'],
    ['line breaks', 'one\r\ntwo\u2028three', 'one two three'],
    ['piles of marks', `a${'\u0336'.repeat(40)}`, `a${'\u0336'.repeat(8)}`],
    ['halves of characters', 'a\ud83d b', 'a\ufffd b'],
  ];
  for (const [what, from, to] of tamed)
    it(`loses ${what}`, () =>
      assert.deepEqual(
        tameAnchor({ selector: [{ type: 'TextQuoteSelector', exact: from, prefix: ` ${from} ` }] }).selector,
        [{ type: 'TextQuoteSelector', exact: to, prefix: ` ${to} ` }],
      ));

  it('is without what the contract does not know', async () =>
    assert.deepEqual(await take({ selector: [{ ...quote('a'), id: 'x' }], creator: 'me', __proto__x: 1 }), {
      selector: [quote('a')],
    }));

  it('holds nothing invisible of all that people have written', () => {
    type Case = CorpusCase & { text?: string; gen?: Parameters<typeof generate>[0]; input?: string };
    const texts = ['unicode', 'xss-payloads', 'server-injection']
      .flatMap((kind) => readCorpus<Case>(kind).cases)
      .map(({ text, input, gen }) => (text ?? input ?? (gen ? generate(gen) : '')).slice(0, 2000));
    assert.ok(texts.length > 100);
    for (const text of texts) {
      const [tame] = tameAnchor({ selector: [{ type: 'TextQuoteSelector', exact: text }] }).selector;
      assert.ok(tame?.type === 'TextQuoteSelector');
      assert.equal(tame.exact.normalize('NFC'), cleanLine(text, 2000));
      assert.deepEqual(tameAnchor({ selector: [tame] }).selector, [tame]);
    }
  });
});
