import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { FurnitureError, type FailureDetails, type FailureKind } from '../../../src/base/request.ts';
import { pauseBeforeNext, persist, waitOf } from '../../../src/comment-thread/writing/attempts.ts';
import { isKeyConflict, reasonOf, wantsProof } from '../../../src/comment-thread/writing/refusal.ts';

const failed = (kind: FailureKind, details: FailureDetails = {}) => new FurnitureError(kind, 'no', details);
const refused = (status: number, details: FailureDetails = {}) => failed('refused', { status, ...details });
const { signal } = new AbortController();

describe('another attempt', () => {
  const table: readonly [string, FurnitureError, readonly (number | undefined)[]][] = [
    ['no connection', failed('offline'), [500, 1_500, 4_000, undefined]],
    ['no answer in time', failed('timeout'), [500, undefined]],
    ['an answer that cannot be read', failed('malformed'), [500, undefined]],
    ['500', refused(500), [500, 1_500, 4_000, undefined]],
    ['502', refused(502), [500, 1_500, 4_000, undefined]],
    ['503 for three seconds', refused(503, { retryAfterMs: 3_000 }), [3_000, 3_000, 4_000, undefined]],
    ['503 for two minutes', refused(503, { retryAfterMs: 120_000 }), [undefined]],
    ['408', refused(408), [500, 1_500, 4_000, undefined]],
    ['409 while the first is worked on', refused(409, { retryAfterMs: 1_000 }), [1_000, 1_500, 4_000, undefined]],
    ['409', refused(409), [undefined]],
    ['429', refused(429, { retryAfterMs: 1_000 }), [undefined]],
    ...[400, 401, 403, 404, 410, 413, 422].map(
      (status) => [`${status}`, refused(status), [undefined]] as [string, FurnitureError, undefined[]],
    ),
    ['being left', failed('aborted'), [undefined]],
  ];
  for (const [what, failure, pauses] of table) {
    it(`after ${what} comes ${pauses.map((ms) => (ms === undefined ? 'not' : `after ${ms} ms`)).join(', then ')}`, () => {
      assert.deepEqual(
        pauses.map((_, index) => pauseBeforeNext(failure, index + 1)),
        pauses,
      );
    });
  }

  it('ends with the first that succeeds', async () => {
    const waited: number[] = [];
    let left = 2;
    const act = async () => {
      if (left-- > 0) throw failed('offline');
      return 'here';
    };
    assert.equal(await persist(act, async (ms) => void waited.push(ms), signal), 'here');
    assert.deepEqual(waited, [500, 1_500]);
  });

  it('is not made once nobody wants it', async () => {
    const life = new AbortController();
    let attempts = 0;
    const act = async () => {
      attempts++;
      throw failed('offline');
    };
    await assert.rejects(
      persist(act, async () => life.abort(), life.signal),
      { kind: 'aborted' },
    );
    assert.equal(attempts, 1);
  });

  it('by the reader waits as long as the server asks, and ten seconds where it does not say', () => {
    assert.equal(waitOf(refused(429, { retryAfterMs: 7_000 })), 7_000);
    assert.equal(waitOf(refused(429)), 10_000);
    assert.equal(waitOf(refused(503, { retryAfterMs: 120_000 })), 120_000);
    assert.equal(waitOf(refused(500)), 0);
  });
});

describe('why something was not taken', () => {
  const words: readonly [FurnitureError, string][] = [
    [failed('offline'), 'noConnection'],
    [failed('timeout'), 'tookTooLong'],
    [failed('malformed'), 'notUnderstood'],
    [refused(401), 'signInAgain'],
    [refused(404), 'notThere'],
    [refused(408), 'tookTooLong'],
    [refused(410), 'closed'],
    [refused(413), 'tooLong'],
    [refused(429), 'tooFast'],
    [refused(500, { problem: { detail: 'SQLITE_BUSY at /srv/app.js' } }), 'serverTrouble'],
    [refused(503), 'busy'],
    [refused(418), 'notTaken'],
  ];
  for (const [failure, word] of words) {
    it(`is told as ${word} after ${failure.status ?? failure.kind}`, () => {
      const reason = reasonOf(failure);
      assert.equal('word' in reason && reason.word, word);
    });
  }

  it('is what the server said where it tells more, and not all of a novel', () => {
    const detail = `The same text was posted a moment ago. ${'x'.repeat(1_000)}`;
    const reason = reasonOf(refused(409, { problem: { detail } }));
    assert.ok('text' in reason && reason.text.startsWith('The same text') && reason.text.length === 300);
  });

  it('may be that work is to be done first, or that the key belongs to another text', () => {
    const type = 'https://furniture.example/problems#proof-required';
    assert.equal(wantsProof(refused(403, { problem: { type } })), true);
    assert.equal(wantsProof(refused(428)), true);
    assert.equal(wantsProof(refused(403, { problem: { detail: 'This discussion is closed.' } })), false);
    assert.equal(isKeyConflict(refused(422, { problem: { detail: 'This Idempotency-Key was used.' } })), true);
    assert.equal(isKeyConflict(refused(422, { problem: { errors: [] } })), false);
  });
});
