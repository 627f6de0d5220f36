import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import * as z from 'zod/mini';

import { makeOffer, handoffOf } from '../../../src/donation-tiers/offer.ts';
import { providerDestination } from '../../../src/donation-tiers/providers.ts';
import { chosenBy, untouched } from '../../../src/donation-tiers/selection.ts';
import { DonationSettings, PROVIDER_NAMES, type DonationConfig } from '../../../src/donation-tiers/settings.ts';

const GUIDE = readFileSync(new URL('../../../docs/giving.md', import.meta.url), 'utf8');
/** A snippet, and the address that stands under it. */
const EXAMPLES = [...GUIDE.matchAll(/```html\n(<donation-tiers(?:(?!```)[^])*)```\s+Leads to `([^`]+)`/g)].map(
  ([, snippet = '', url = '']) => ({ snippet, url }),
);

/** The configuration that the element reads from a snippet. */
function configOf(snippet: string): Partial<DonationConfig> {
  const json = /<script[^>]*>([^]*?)<\/script>/.exec(snippet)?.[1];
  const [tag = ''] = snippet.split('>');
  const attributes = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!] as const);
  const { version: _, ...campaign } = (json ? JSON.parse(json) : { version: 1 }) as Record<string, unknown>;
  const values: Record<string, unknown> = { ...campaign, ...Object.fromEntries(attributes) };
  const shape: Record<string, z.ZodMiniType> = DonationSettings._zod.def.shape;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, z.parse(shape[name]!, value)]));
}

describe('the guide to the providers', () => {
  it('has an example of each, and of a page of one’s own', () => {
    const providers = EXAMPLES.map(({ snippet }) => /provider="([^"]+)"/.exec(snippet)?.[1]).filter(Boolean);
    assert.deepEqual([...providers].sort(), [...PROVIDER_NAMES].sort());
    assert.ok(EXAMPLES.some(({ snippet }) => snippet.includes('checkout=')));
  });

  for (const { snippet, url } of EXAMPLES) {
    it(`leads to ${url}`, () => {
      const config = configOf(snippet);
      const offer = makeOffer(config, providerDestination);
      assert.deepEqual(offer.problems, []);
      const context = { exponent: offer.exponent, decimal: '.', signs: [] };
      const { amountMinor, frequency, option } = chosenBy(offer, untouched(offer, config, '.'), context, undefined);
      const { currency } = offer;
      const one = typeof option === 'object' ? option : undefined;
      const choice = {
        amountMinor: amountMinor!,
        currency,
        frequency: frequency!,
        reference: config.reference,
        lang: 'en',
      };
      assert.equal(handoffOf(offer, { ...choice, tier: one?.tier }, one)?.url, url);
    });
  }
});
