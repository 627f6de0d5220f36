import { expect } from '@open-wc/testing';

import { displayHost, safeLink } from '../../src/contracts/links.ts';
import { cleanLine } from '../../src/contracts/text.ts';
import names from '../fixtures/corpus/unicode.public.json';
import urls from '../fixtures/corpus/urls.public.json';

interface UrlCase {
  readonly id: string;
  readonly url?: string;
  readonly expect: Readonly<Record<string, string>>;
}
interface NameCase {
  readonly id: string;
  readonly text?: string;
  readonly field: string;
  readonly expect: { readonly store?: string; readonly result?: string };
}

/** Node proves the whole corpus; here, that the URL parser and the Unicode tables of this engine agree. */
describe('links and names in this engine', () => {
  for (const policy of ['comment', 'publisher'] as const) {
    it(`follows the ${policy} policy`, () => {
      const cases = (urls.cases as readonly UrlCase[]).filter(({ url }) => url !== undefined);
      expect(cases.length).to.be.greaterThan(180);
      for (const { id, url, expect: expected } of cases) {
        const outcome = expected[`${policy}_link`];
        if (outcome === 'either') continue;
        expect(safeLink(url, policy), id).to.equal(outcome === 'allow' ? url!.trim() : undefined);
      }
    });
  }

  it('shows look-alike hosts in ASCII', () => {
    expect(displayHost('https://gооd.example/')).to.equal('xn--gd-fmca.example');
    expect(displayHost('https://例え.example/')).to.equal('例え.example');
  });

  it('cleans names', () => {
    const cases = (names.cases as readonly NameCase[]).filter(
      ({ field, expect: { result } }) => field === 'name' && result,
    );
    expect(cases.length).to.be.greaterThan(10);
    for (const { id, text, expect: expected } of cases) expect(cleanLine(text!, 80), id).to.equal(expected.result);
  });

  it('keeps joiners, emoji sequences and ideographic variants', () => {
    for (const name of ['علی‌رضا', 'ශ්‍රී', '👩🏽‍🚀', '🏳️‍🌈', '1️⃣', '葛\u{e0100}城']) {
      expect(cleanLine(name, 80)).to.equal(name);
    }
  });
});
