import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { commentInHash, threadIdOf } from '../../../src/comment-thread/thread-id.ts';
import { permalink } from '../../../src/contracts/permalink.ts';

describe('threadIdOf', () => {
  for (const [address, id] of [
    ['https://news.example/a', 'https://news.example/a'],
    ['https://news.example/a#comment-1', 'https://news.example/a'],
    ['https://news.example/a?utm_source=x&utm_medium=y', 'https://news.example/a'],
    ['https://news.example/?p=12&fbclid=abc#top', 'https://news.example/?p=12'],
    ['https://news.example/?GCLID=1&id=a%20b&x=', 'https://news.example/?id=a%20b&x='],
    ['https://news.example/?utmost=1', 'https://news.example/?utmost=1'],
    ['https://NEWS.example:443/ü', 'https://news.example/%C3%BC'],
    ['about:srcdoc', 'about:srcdoc'],
    ['no address', 'no address'],
  ] as const) {
    it(`${address} is ${id}`, () => assert.equal(threadIdOf(address), id));
  }
});

describe('commentInHash', () => {
  for (const [hash, id] of [
    ['#comment-42', '42'],
    ['#comment-a%20b', 'a b'],
    ['#comment-%E0%A4%A', '%E0%A4%A'],
    ['#comment-', undefined],
    ['#comments', undefined],
    ['#section', undefined],
    ['', undefined],
  ] as const) {
    it(`${hash || 'nothing'} asks for ${id}`, () => assert.equal(commentInHash(hash), id));
  }

  it('finds again what a permalink names', () => {
    for (const id of ['42', 'a b', '"]),*[x="', 'ü/%?#', 'at://did:plc:x/1']) {
      const { hash } = new URL(permalink('https://news.example/a?b=1#old', id));
      assert.equal(commentInHash(hash), id);
    }
  });
});
