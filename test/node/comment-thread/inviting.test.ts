import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  INVITED_KEY,
  rememberInvited,
  REMEMBERED_MS,
  wasInvited,
} from '../../../src/comment-thread/inviting/invited.ts';
import {
  MAX_STEP_MS,
  READ_MS,
  readOn,
  SHOWN_MS,
  startReading,
  type Glance,
  type Reading,
} from '../../../src/comment-thread/inviting/reading.ts';

const WINDOW = 1_000;
const ARTICLE = 4_000;
const SECOND = 1_000;

/** A reader's stay, second by second. */
class Stay {
  reading: Reading = startReading(0);
  #now = 0;
  #glance: Omit<Glance, 'now'> = {
    isVisible: true,
    article: { top: 0, height: ARTICLE },
    windowHeight: WINDOW,
    isThreadInView: false,
    isBusy: false,
    canWrite: true,
    hasInterest: false,
  };

  /** So many seconds with the page as it is, and these changes from now on. */
  pass(seconds: number, change: Partial<Glance> = {}): this {
    this.#glance = { ...this.#glance, ...change };
    for (let second = 0; second < seconds; second++) this.jump(SECOND);
    return this;
  }

  /** One look after so many milliseconds. */
  jump(ms: number): this {
    this.#now += ms;
    this.reading = readOn(this.reading, { ...this.#glance, now: this.#now });
    return this;
  }

  /** Scrolls to this pixel of the article for one second. */
  scroll(top: number, seconds = 1): this {
    return this.pass(seconds, { article: { top: -top, height: ARTICLE } });
  }

  get phase() {
    return this.reading.phase;
  }
}

/** Somebody who has seen the first half, and has read long enough but for a second. */
const nearly = () => new Stay().scroll(0, 20).scroll(1_000, READ_MS / SECOND - 21);
const invited = () => nearly().pass(1);

describe('the invitation', () => {
  it('appears when somebody has read for 45 seconds and has seen half of the article, not before', () => {
    assert.equal(nearly().phase, 'reading');
    assert.equal(invited().phase, 'shown');
  });

  const cases: readonly [string, Stay][] = [
    ['who has seen only the first quarter', new Stay().scroll(0, 600)],
    ['whose page was in another tab', new Stay().scroll(0, 1).scroll(1_000, 1).pass(600, { isVisible: false })],
    ['whose computer was asleep', new Stay().scroll(0, 1).scroll(1_000, 1).jump(3_600_000)],
    ['whose clock jumped back', new Stay().scroll(0, 1).scroll(1_000, 1).jump(-3_600_000).pass(5)],
    ['who has the discussion in view', nearly().pass(60, { isThreadInView: true })],
    ['who writes, or looks at a dialog or a banner', nearly().pass(60, { isBusy: true })],
    ['who cannot write', nearly().pass(60, { canWrite: false })],
    ['of a page without an article', new Stay().pass(600, { article: { top: 0, height: 0 } })],
  ];
  for (const [who, stay] of cases) {
    it(`is not shown to one ${who}`, () => assert.equal(stay.phase, 'reading'));
  }

  it('counts what was seen wherever it stands, and once', () => {
    assert.equal(new Stay().scroll(0, 300).scroll(100, 300).scroll(0, 300).phase, 'reading');
    assert.equal(new Stay().scroll(0, 300).scroll(3_000, 1).phase, 'shown');
  });

  it('counts a sleep as no more than two seconds', () => {
    const stay = new Stay().scroll(0, 1).jump(3_600_000);
    assert.equal(stay.reading.readMs, SECOND + MAX_STEP_MS);
  });

  it('comes as soon as what was in its way has gone', () => {
    const stay = nearly().pass(60, { isBusy: true });
    assert.equal(stay.pass(1, { isBusy: false }).phase, 'shown');
  });

  it('goes after ten seconds without interest, and does not come again', () => {
    const stay = invited().pass(SHOWN_MS / SECOND - 1);
    assert.equal(stay.phase, 'shown');
    assert.equal(stay.pass(1).phase, 'over');
    assert.equal(stay.pass(600).phase, 'over');
  });

  it('stays while somebody points at it, and ten seconds longer', () => {
    const stay = invited().pass(120, { hasInterest: true });
    assert.equal(stay.phase, 'shown');
    assert.equal(stay.pass(9, { hasInterest: false }).phase, 'shown');
    assert.equal(stay.pass(1).phase, 'over');
  });

  it('does not count the time in which nobody sees the page', () => {
    assert.equal(invited().pass(600, { isVisible: false }).phase, 'shown');
  });

  for (const change of [{ isThreadInView: true }, { isBusy: true }, { canWrite: false }]) {
    it(`gives way at once to ${Object.keys(change)[0]}`, () => assert.equal(invited().pass(1, change).phase, 'over'));
  }
});

describe('the memory of an invitation', () => {
  const makeStorage = (text: string | null) => {
    const items = new Map(text === null ? [] : [[INVITED_KEY, text]]);
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
  };
  const NOW = 1_800_000_000_000;

  const cases: readonly [string, string | null, boolean][] = [
    ['nothing', null, false],
    ['a moment ago', String(NOW - 1), true],
    ['almost seven days ago', String(NOW - REMEMBERED_MS + 1), true],
    ['seven days ago', String(NOW - REMEMBERED_MS), false],
    ['tomorrow, by a clock that was set back', String(NOW + 86_400_000), true],
    ['next year', String(NOW + 31_536_000_000), false],
    ['what is no time', 'yes', false],
    ['what is empty', '', false],
    ['what is no whole time', '1.8e12', false],
  ];
  for (const [what, text, expected] of cases) {
    it(`takes ${what} for ${expected ? 'an invitation' : 'none'}`, () =>
      assert.equal(
        wasInvited(() => makeStorage(text), NOW),
        expected,
      ));
  }

  it('is written, and read again', () => {
    const storage = makeStorage(null);
    rememberInvited(() => storage, NOW);
    assert.equal(
      wasInvited(() => storage, NOW + 1_000),
      true,
    );
  });

  it('does without a storage that throws, or none', () => {
    const refuse = (): never => {
      throw new Error('denied');
    };
    for (const storage of [refuse, () => undefined, () => ({ getItem: refuse, setItem: refuse })]) {
      assert.doesNotThrow(() => rememberInvited(storage, NOW));
      assert.equal(wasInvited(storage, NOW), false);
    }
  });
});
