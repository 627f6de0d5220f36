import { expect } from '@open-wc/testing';

import { readSupporterToken } from '../../src/support-banner/supporter-token.ts';
import { instantOf, isTimeZone, wallTime } from '../../src/support-banner/zoned.ts';

/** What the pure modules of the banner take from the browser: engines write times and check signatures each in their way. */
describe('what <support-banner> asks of the browser', () => {
  const zones: [zone: string, utc: string, wall: string][] = [
    ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29 03:00'],
    ['Europe/Berlin', '2026-10-25T00:30Z', '2026-10-25 02:30'],
    ['America/New_York', '2027-01-01T04:59Z', '2026-12-31 23:59'],
    ['Australia/Lord_Howe', '2026-04-04T14:45Z', '2026-04-05 01:45'],
    ['Asia/Kathmandu', '2026-11-29T18:15Z', '2026-11-30 00:00'],
    ['Pacific/Apia', '2026-11-29T11:00Z', '2026-11-30 00:00'],
    ['America/St_Johns', '2026-03-08T03:30Z', '2026-03-08 00:00'],
    ['Nowhere/At_All', '2026-11-29T10:00Z', '2026-11-29 10:00'],
  ];
  for (const [zone, utc, wall] of zones) {
    it(`${utc} is ${wall} in ${zone}, and back`, () => {
      const shown = wallTime(Date.parse(utc), zone);
      const parts = [shown.year, shown.month, shown.day, shown.hour, shown.minute];
      expect(parts.map((part) => String(part).padStart(2, '0')).join('-')).to.equal(wall.replace(/[ :]/g, '-'));
      expect(instantOf(shown, zone)).to.equal(Date.parse(utc));
    });
  }

  it('a zone is known or not', () => {
    expect(['Europe/Berlin', 'UTC', 'Nowhere/At_All', '+02:00'].map(isTimeZone)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('a supporter’s token is checked', async () => {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
    const keyJson = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.publicKey));
    const encode = (bytes: Iterable<number>): string =>
      btoa(String.fromCharCode(...bytes))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, '');
    const part = (value: unknown): string => encode(new TextEncoder().encode(JSON.stringify(value)));
    const signed = `${part({ alg: 'ES256', typ: 'supporter+jwt' })}.${part({ exp: 2_000, aud: location.hostname })}`;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(signed));
    const token = `${signed}.${encode(new Uint8Array(signature))}`;
    const context = { now: 1_000_000, host: location.hostname, subtle: crypto.subtle };
    expect(await readSupporterToken(token, keyJson, context)).to.deep.equal({ until: 2_000_000 });
    const other = JSON.stringify({ ...(JSON.parse(keyJson) as object), d: 'x' });
    expect(await readSupporterToken(token, other, context)).to.have.property('problem');
    expect(await readSupporterToken(token.replace('.', '.A'), keyJson, context)).to.have.property('problem');
  });
});
