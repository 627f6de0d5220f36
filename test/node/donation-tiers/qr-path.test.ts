import assert from 'node:assert/strict';
import { test } from 'node:test';
import decodeQR from 'qr/decode.js';
import { qrPath, type QrPath } from '../../../src/donation-tiers/qr-path.ts';

const SCALE = 4;

/** The pixels of a drawn code, dark on white, as a camera would see them. */
function paint({ size, path }: QrPath) {
  const width = size * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      const start = row * width + Number(x) * SCALE;
      for (let at = start; at < start + Number(run) * SCALE; at++) data.fill(0, at * 4, at * 4 + 3);
    }
  }
  return { width, height: width, data };
}

for (const link of [
  'https://donate.stripe.com/abc',
  'https://example.org/give?amount=12.50&currency=USD&frequency=monthly',
  'https://example.org/?name=J%C3%BCrgen%20%E2%82%AC',
]) {
  test(`reads back ${link}`, () => {
    assert.equal(decodeQR(paint(qrPath(link))), link);
  });
}

test('leaves four modules free on every side', () => {
  const { size, path } = qrPath('https://example.org/');
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    assert.ok(Number(x) >= 4 && Number(y) >= 4 && Number(y) < size - 4);
    assert.ok(Number(x) + Number(run) <= size - 4);
  }
});

test('refuses a text too long for a code', () => {
  assert.throws(() => qrPath('x'.repeat(2332)));
});
