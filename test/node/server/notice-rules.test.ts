import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { failureOf } from '../../../src/server/mail/transport.ts';
import { mailToken, subscriptionOf } from '../../../src/server/rules/links-in-mail.ts';
import {
  byThread,
  DAY_MS,
  digestAt,
  isGone,
  type Delivery,
  foldAddress,
  retryDelayMs,
  whoIsTold,
  type Listener,
} from '../../../src/server/rules/notices.ts';
import { newId } from '../../../src/server/rules/tokens.ts';
import { START } from './support.ts';

const listener = (id: string, change: Partial<Listener> = {}): Listener => ({
  ...{ id, addressKey: id, memberKey: null, scope: 'all', commentId: null, frequency: 'immediate', state: 'active' },
  ...change,
});
const NEWS = { mailKey: 'ann', authorKey: 'member ann', ancestors: new Set(['top', 'middle']) };

describe('who is told of a comment', () => {
  const cases: readonly (readonly [string, readonly Listener[], readonly string[]])[] = [
    ['everybody who follows all of the thread', [listener('a'), listener('b')], ['a', 'b']],
    [
      'nobody who has not confirmed, or has ended',
      [listener('a', { state: 'pending' }), listener('b', { state: 'ended' })],
      [],
    ],
    ['not its own author, by address', [listener('ann'), listener('b')], ['b']],
    [
      'not its own author, by sign-in',
      [listener('a', { memberKey: 'member ann' }), listener('b', { memberKey: 'x' })],
      ['b'],
    ],
    ['who follows replies to the comment above', [listener('a', { scope: 'replies', commentId: 'middle' })], ['a']],
    ['who follows replies to one further up', [listener('a', { scope: 'replies', commentId: 'top' })], ['a']],
    ['not who follows replies elsewhere', [listener('a', { scope: 'replies', commentId: 'other' })], []],
    ['not who follows replies to nothing', [listener('a', { scope: 'replies', commentId: null })], []],
    [
      'an address once, at once rather than daily',
      [
        listener('a1', { addressKey: 'a', frequency: 'daily' }),
        listener('a2', { addressKey: 'a', scope: 'replies', commentId: 'top' }),
        listener('a3', { addressKey: 'a' }),
      ],
      ['a2'],
    ],
  ];
  for (const [name, listeners, told] of cases)
    it(name, () =>
      assert.deepEqual(
        whoIsTold(NEWS, listeners).map(({ id }) => id),
        told,
      ),
    );

  it('is anybody when the author left no address', () => {
    const told = whoIsTold({ ...NEWS, mailKey: null, authorKey: null }, [listener('ann')]);
    assert.equal(told.length, 1);
  });
});

describe('trying again', () => {
  it('waits longer each time and ends after eight times, within two days', () => {
    const delays = Array.from({ length: 8 }, (_, index) => retryDelayMs(index + 1)!);
    assert.deepEqual(
      [...delays].sort((a, b) => a - b),
      delays,
    );
    assert.ok(delays[0]! >= 60_000 && delays.reduce((sum, delay) => sum + delay) < 2 * DAY_MS);
    assert.equal(retryDelayMs(9), undefined);
  });
});

describe('digests', () => {
  it('go out once a day, between five and six, always later than now', () => {
    for (const key of ['a', 'b', 'a long key of an address', ''])
      for (let hour = 0; hour < 48; hour += 0.5) {
        const now = START + hour * 3600_000;
        const at = digestAt(now, key);
        assert.ok(at > now + 60_000 && at <= now + DAY_MS + 60_000, `${key} ${hour}`);
        assert.equal(new Date(at).getUTCHours(), 5);
        assert.equal(digestAt(at - 3600_000, key), at, 'the same moment for all of a day');
      }
  });

  it('are spread over the hour', () => {
    const minutes = new Set(
      Array.from({ length: 500 }, () => Math.floor((digestAt(START, newId(START)) % 3600_000) / 60_000)),
    );
    assert.ok(minutes.size > 30, `${minutes.size} different minutes`);
  });

  it('say what is new by thread, oldest first', () => {
    const at = (threadKey: string, createdAt: number) => ({ threadKey, createdAt });
    assert.deepEqual(byThread([at('b', 3), at('a', 2), at('b', 1)]), [
      ['b', [at('b', 1), at('b', 3)]],
      ['a', [at('a', 2)]],
    ]);
  });
});

describe('the token in a mail', () => {
  const id = newId(START);

  it('belongs to one subscription of one server', () => {
    assert.equal(subscriptionOf('secret', mailToken('secret', id)), id);
    assert.equal(subscriptionOf('another', mailToken('secret', id)), undefined);
  });

  it('is refused when anything in it is changed', () => {
    const token = mailToken('secret', id);
    for (let index = 0; index < token.length - 1; index++) {
      const changed = `${token.slice(0, index)}${token[index] === '0' ? '1' : '0'}${token.slice(index + 1)}`;
      assert.equal(subscriptionOf('secret', changed), undefined, String(index));
    }
    for (const wrong of ['', id, `${token}x`, `${token}\n`, token.toUpperCase()])
      assert.equal(subscriptionOf('secret', wrong), undefined, wrong);
  });
});

describe('addresses', () => {
  it('are the same in any case', () => assert.equal(foldAddress(' Ann@Mail.Example '), 'ann@mail.example'));
});

describe('an address that mail servers say nobody has', () => {
  const HOUR = DAY_MS / 24;
  /** Mails by hours: those refused, and those taken. */
  const mails = (refused: readonly number[], sent: readonly number[] = []): Delivery[] => [
    ...refused.map((at, index) => ({ mail: `r${index}`, at: START + at * HOUR, isSent: false, isRefused: true })),
    ...sent.map((at, index) => ({ mail: `s${index}`, at: START + at * HOUR, isSent: true, isRefused: false })),
  ];
  const cases: readonly (readonly [what: string, deliveries: readonly Delivery[], isThatSo: boolean])[] = [
    ['is there as long as nothing was refused', mails([], [1, 2, 3]), false],
    ['is there after one refusal', mails([0]), false],
    ['is there after two over days', mails([0, 48]), false],
    ['is there after many within a day', mails([0, 1, 2, 5, 9, 23]), false],
    ['is gone after three over a day', mails([0, 3, 24]), true],
    ['is gone whatever was taken before', mails([10, 30, 40], [1, 9]), true],
    ['is there where one was taken in between', mails([0, 24, 48], [30]), false],
    ['is gone when it begins again', mails([0, 24, 48, 60, 80], [30]), true],
    ['is there after one digest of three', mails([0, 24, 48]).map((one) => ({ ...one, mail: 'digest' })), false],
    [
      'is there when it failed for other reasons',
      mails([0, 24, 48]).map((one) => ({ ...one, isRefused: false })),
      false,
    ],
  ];
  for (const [what, deliveries, isThatSo] of cases) it(what, () => assert.equal(isGone(deliveries), isThatSo));
});

describe('why a mail was not taken', () => {
  const cases: readonly (readonly [response: string, command: string, code: string, isFinal: boolean])[] = [
    ['550 5.1.1 <a@b.example>: User unknown', 'RCPT TO', 'NOBODY', true],
    ['550-5.1.1 The email account does not exist.\n550 5.1.1 Try again.', 'RCPT TO', 'NOBODY', true],
    ['553 5.1.3 The recipient address is not a valid one', 'RCPT TO', 'NOBODY', true],
    ['556 5.1.10 The domain does not accept mail', 'RCPT TO', 'NOBODY', true],
    ['550 User unknown', 'RCPT TO', '550', true],
    ['550 5.7.1 Relaying denied', 'RCPT TO', '550', true],
    ['552 5.2.2 Mailbox full', 'RCPT TO', '552', true],
    ['550 5.2.1 The user receives mail at too high a rate', 'RCPT TO', '550', true],
    ['550 5.1.8 Sender address rejected', 'RCPT TO', '550', true],
    ['450 4.1.1 Recipient address rejected: unverified', 'RCPT TO', '450', false],
    ['550 5.1.1 Sender unknown', 'MAIL FROM', '550', false],
    ['554 5.7.1 Spam', 'DATA', '554', true],
    ['550 5.1.1 after the mail', 'DATA', '550', true],
    ['535 5.7.8 Wrong password', 'AUTH PLAIN', '535', false],
  ];
  for (const [response, command, code, isFinal] of cases)
    it(`is ${code} for ${JSON.stringify(response)} to ${command}`, () =>
      assert.deepEqual(failureOf({ responseCode: Number(response.slice(0, 3)), response, command, code: 'X' }), {
        ...{ code, isFinal },
      }));
});
