import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Dwell } from '../../../src/support-banner/dwell.ts';

/** A clock that is turned by hand. */
function makeDwell() {
  const timers = new Set<{ run: () => void; left: number }>();
  let views = 0;
  const dwell = new Dwell(
    (run, ms) => {
      const timer = { run, left: ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    () => views++,
  );
  return {
    dwell,
    timers,
    count: () => views,
    wait(ms: number) {
      for (const timer of [...timers]) {
        timer.left -= ms;
        if (timer.left > 0) continue;
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

describe('a view', () => {
  it('counts after one second of half the banner', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.see(0.5, 0);
    wait(999);
    assert.equal(count(), 0);
    wait(1);
    assert.equal(count(), 1);
  });

  it('counts by the window where the banner is taller than that', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.see(0.3, 0.6);
    wait(1_000);
    assert.equal(count(), 1);
  });

  it('needs a second without a break', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.see(0.9, 0);
    wait(900);
    dwell.see(0.4, 0.2);
    wait(900);
    dwell.see(0.9, 0);
    wait(900);
    assert.equal(count(), 0);
  });

  it('goes on counting while more of it comes into sight', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.see(0.6, 0);
    wait(600);
    dwell.see(1, 0);
    wait(400);
    assert.equal(count(), 1);
  });

  it('does not count in the background or ahead of the visit', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.showPage(false);
    dwell.see(1, 0);
    wait(5_000);
    assert.equal(count(), 0);
    dwell.showPage(true);
    wait(1_000);
    assert.equal(count(), 1);
  });

  it('counts once', () => {
    const { dwell, count, wait } = makeDwell();
    dwell.see(1, 0);
    wait(1_000);
    dwell.see(0, 0);
    dwell.see(1, 0);
    wait(1_000);
    assert.equal(count(), 1);
  });

  it('leaves no timer behind when it is stopped', () => {
    const { dwell, timers } = makeDwell();
    dwell.see(1, 0);
    dwell.stop();
    assert.equal(timers.size, 0);
  });
});
