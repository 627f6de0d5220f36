import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isReturn } from '../../../src/donation-tiers/returning.ts';

describe('the address of a giver who comes back', () => {
  for (const [address, expected] of [
    ['/story?session_id=cs_1', true],
    ['/story?a=b&session_id=cs_1#comments', true],
    ['/story#session_id=1', true],
    ['/story?session_id=', false],
    ['/story?session_id', false],
    ['/story', false],
    ['/story?other_session_id=1', false],
    ['/session_id=1', false],
  ] as const) {
    it(`is ${expected ? '' : 'not '}${address}`, () => {
      assert.equal(isReturn(new URL(address, 'https://paper.example'), 'session_id'), expected);
    });
  }
});
