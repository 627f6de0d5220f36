import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { hash32 } from '../../../src/support-banner/hash.ts';

describe('the hash', () => {
  it('is FNV-1a with the finaliser of MurmurHash3, on UTF-8', () => {
    // FNV-1a of "" is 811c9dc5 and of "a" e40c292c (published vectors); finalised with fmix32.
    assert.equal(hash32(''), fmix32(0x811c9dc5));
    assert.equal(hash32('a'), fmix32(0xe40c292c));
    assert.equal(hash32('foobar'), fmix32(0xbf9cf968));
  });

  it('moves half of the bits when one letter changes', () => {
    let changed = 0;
    for (let index = 0; index < 1_000; index++) {
      let bits = (hash32(`article-${index}a`) ^ hash32(`article-${index}b`)) >>> 0;
      for (; bits; bits = (bits & (bits - 1)) >>> 0) changed++;
    }
    assert.ok(Math.abs(changed / 1_000 - 16) < 0.5, `${changed / 1_000} of 32 bits`);
  });

  it('does not mistake letters beyond ASCII for each other', () => {
    const texts = ['ü', 'u', 'ß', 'ss', '日本', '日木', '\u{1f600}', '\u{1f601}'];
    assert.equal(new Set(texts.map(hash32)).size, texts.length);
  });
});

/** MurmurHash3's 32-bit finaliser, in exact integers: an independent writing of it. */
function fmix32(value: number): number {
  let hash = BigInt(value);
  const mask = 0xffffffffn;
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & mask;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & mask;
  return Number(hash ^ (hash >> 16n));
}
