import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { decide, PROOF_REQUIRED, type Candidate, type Decision } from '../../../src/server/rules/decision.ts';
import { attemptsFor, needsProof, type ProofMode } from '../../../src/server/rules/effort.ts';
import { countLinks } from '../../../src/server/rules/links.ts';
import { LoadMeter } from '../../../src/server/rules/load.ts';
import { readWordList, wordFinder } from '../../../src/server/rules/words.ts';
import { long } from '../../support/long.ts';

describe('what becomes of a comment', () => {
  const plain: Candidate = {
    ...{ kind: 'new', author: 'guest', isModerator: false, thread: { isOpen: true, isPremoderated: false } },
    ...{ hold: 'none', isKnown: false, isParentUnusable: false, isRepeated: false, isNameReserved: false },
    ...{ hasListedWord: false, links: 0, maxLinks: 5, isTrapped: false, proof: 'unneeded', verdict: undefined },
  };
  const closed = { thread: { isOpen: false, isPremoderated: false } };
  const premoderated = { thread: { isOpen: true, isPremoderated: true } };
  const cases: [string, Partial<Candidate>, string][] = [
    ['an ordinary comment', {}, 'publish'],
    ['a closed thread', closed, '403'],
    ['a closed thread, for a moderator', { ...closed, author: 'staff', isModerator: true }, 'publish'],
    ['a closed thread, for the author of the article', { ...closed, author: 'staff' }, '403'],
    ['a parent that cannot be replied to', { isParentUnusable: true }, '422 parentId'],
    ['a name of somebody else', { isNameReserved: true }, '422 author.name'],
    ['the same text again', { isRepeated: true }, '409'],
    ['a missing proof', { proof: 'missing' }, '403'],
    ['a wrong proof', { proof: 'bad' }, '403'],
    ['a proof that was used', { proof: 'spent' }, '403'],
    ['a good proof', { proof: 'good' }, 'publish'],
    ['a page that cannot make a proof', { proof: 'unavailable' }, 'hold proof'],
    ['a signed-in reader without a proof', { author: 'reader', proof: 'missing' }, 'publish'],
    ['a webhook that rejects', { verdict: { decision: 'reject' } }, '422 body'],
    ['a webhook that holds', { verdict: { decision: 'hold' } }, 'hold webhook'],
    ['a webhook that publishes what a rule holds', { verdict: { decision: 'publish' }, links: 6 }, 'hold links'],
    ['a filled trap', { isTrapped: true, hasListedWord: true }, 'hold trap'],
    ['a listed word', { hasListedWord: true }, 'hold words'],
    ['a listed word of a signed-in reader', { hasListedWord: true, author: 'reader' }, 'hold words'],
    ['a listed word of staff', { hasListedWord: true, author: 'staff' }, 'publish'],
    ['as many links as may be', { links: 5 }, 'publish'],
    ['one link too many', { links: 6 }, 'hold links'],
    ['many links of a signed-in reader', { links: 60, author: 'reader' }, 'publish'],
    ['many links without limits', { links: 60, maxLinks: undefined }, 'publish'],
    ['a premoderated thread', premoderated, 'hold thread'],
    ['a premoderated thread, for staff', { ...premoderated, author: 'staff' }, 'publish'],
    ['a premoderated thread, for an edit', { ...premoderated, kind: 'edit', isKnown: true }, 'hold thread'],
    ['everything waits', { hold: 'all', isKnown: true }, 'hold all'],
    ['a new guest', { hold: 'first' }, 'hold first'],
    ['a known guest', { hold: 'first', isKnown: true }, 'publish'],
    ['a new reader who is signed in', { hold: 'first', author: 'reader' }, 'publish'],
    ['a refusal before a hold', { ...closed, isTrapped: true }, '403'],
  ];
  const inShort = (decision: Decision): string => {
    if (decision.act === 'publish') return 'publish';
    if (decision.act === 'hold') return `hold ${decision.reason}`;
    const { status, path } = decision.refusal;
    return path === undefined ? String(status) : `${status} ${path}`;
  };
  for (const [what, change, expected] of cases)
    it(`${what}: ${expected}`, () => assert.equal(inShort(decide({ ...plain, ...change })), expected));

  it('names the kind of problem that asks for a proof', () => {
    const decision = decide({ ...plain, proof: 'missing' });
    assert.ok(decision.act === 'refuse' && decision.refusal.type === PROOF_REQUIRED);
  });
});

describe('the list of words', () => {
  const find = wordFinder(readWordList('# spam\nviagra\nfree money # a phrase\nкуплю\n赌场\nStraße\n50\n\n'));
  const found: [string, string][] = [
    ['Buy VIAGRA now', 'viagra'],
    ['buy v1agra', 'viagra'],
    ['buy vi@gr4!', 'viagra'],
    ['buy ｖｉａｇｒａ', 'viagra'],
    ['buy vi\u200bag\u00adra', 'viagra'],
    ['buy viágrà', 'viagra'],
    ['buy vіаgrа (Cyrillic і and а)', 'viagra'],
    ['FREE,   money!', 'free money'],
    ['free\nm0ney', 'free money'],
    ['Куплю машину', 'куплю'],
    ['我们去赌场吧', '赌场'],
    ['STRASSE', 'Straße'],
    ['over 50 of them', '50'],
  ];
  for (const [text, entry] of found) it(`finds ${entry} in “${text}”`, () => assert.equal(find(text), entry));
  for (const text of ['viagrass', 'aviagra', 'free the money', 'money free', '500', 'so', '', 'a quiet afternoon'])
    it(`finds nothing in “${text}”`, () => assert.equal(find(text), undefined));

  it('finds what stands alone in any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        find(text);
        assert.equal(find(`${text} . viagra . `), find(text) ?? 'viagra');
      }),
    );
  });

  it('comes to an end with a long list and a long text', () => {
    const find = wordFinder(Array.from({ length: 5000 }, (_, index) => `a a a a a word${index}`));
    for (const unit of ['a ', 'a', '!', 'a!', 'a\u0301', '$ ', 'аa']) assert.equal(find(long(unit)), undefined, unit);
  });
});

describe('links in Markdown source', () => {
  const cases: [string, number][] = [
    ['no link', 0],
    ['[a](https://a.example) and <https://b.example>', 2],
    ['https://a.example http://b.example www.c.example mailto:d@e.example', 4],
    ['HTTPS://A.EXAMPLE', 1],
    ['[https://a.example](https://a.example)', 2],
    ['https://web.example/https://old.example', 1],
    ['[a](https://a.example)[b](https://b.example)', 2],
    ['https://a.example,https://b.example', 2],
    ['example.com is no link here', 0],
  ];
  for (const [source, count] of cases) it(`${source}: ${count}`, () => assert.equal(countLinks(source), count));
  for (const unit of ['http', 'https://', 'HTTPS:/', '[', 'www.', 'mailto', 'mailto:', 'http://a ', '😀'])
    it(`are counted to the end of a long text: ${unit}`, () => assert.ok(countLinks(long(unit)) >= 0));
});

describe('the work that a proof takes', () => {
  const needed: [ProofMode, number, number, number | undefined, boolean][] = [
    ['auto', 10, 60, undefined, false],
    ['auto', 11, 0, undefined, true],
    ['auto', 0, 61, undefined, true],
    ['auto', 0, 0, 999, true],
    ['auto', 0, 0, 1000, false],
    ['always', 0, 0, 60_000, true],
    ['off', 40, 999, 1, false],
  ];
  for (const [mode, householdPosts, guestPosts, writingMs, expected] of needed)
    it(`${mode}, ${householdPosts} of the household, ${guestPosts} of all, ${writingMs ?? '?'} ms: ${expected}`, () =>
      assert.equal(needsProof(mode, { householdPosts, guestPosts }, writingMs), expected));

  const attempts: [number, number, number][] = [
    [0, 0, 100],
    [16, 0, 200],
    [26, 0, 400],
    [0, 61, 200],
    [16, 61, 400],
    [0, 961, 800],
    [40, 5000, 800],
  ];
  for (const [householdPosts, guestPosts, expected] of attempts)
    it(`${householdPosts} of the household and ${guestPosts} of all: ${expected} attempts`, () =>
      assert.equal(attemptsFor({ householdPosts, guestPosts }), expected));

  it('follows what was posted in ten minutes and in one', () => {
    let now = 1_000_000_000_000;
    const meter = new LoadMeter(() => now, 2);
    for (let index = 0; index < 5; index++) meter.note('a');
    meter.note('b');
    assert.deepEqual(meter.read('a'), { householdPosts: 5, guestPosts: 6 });
    now += 61_000;
    assert.deepEqual(meter.read('a'), { householdPosts: 5, guestPosts: 0 });
    now += 10 * 60_000;
    assert.deepEqual(meter.read('a'), { householdPosts: 0, guestPosts: 0 });
    for (const household of ['c', 'd']) meter.note(household);
    assert.equal(meter.read('c').householdPosts, 1);
  });
});
