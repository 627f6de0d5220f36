import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { frequencyFor, handoffOf, makeOffer, type Offer } from '../../../src/donation-tiers/offer.ts';
import { providerDestination, type Choice } from '../../../src/donation-tiers/providers.ts';
import { chosenBy, untouched, type Reader } from '../../../src/donation-tiers/selection.ts';
import type { DonationConfig } from '../../../src/donation-tiers/settings.ts';

type Config = Partial<DonationConfig>;

const offer = (config: Config) => makeOffer({ currency: 'USD', ...config }, providerDestination);
const sums = ({ options }: Offer) => options.map((option) => option.amountMinor);
const context = { exponent: 2, decimal: '.' };
const choose = (made: Offer, reader: Partial<Reader>, confirmAbove?: number) =>
  chosenBy(made, { typed: '', ...reader }, context, confirmAbove);

/** One payment link per tier and frequency. */
const LINKS_OF_A_FRIEND = (['once', 'monthly', 'yearly'] as const).map((frequency) => ({
  id: 'friend',
  amount: '10',
  frequency,
  href: `https://buy.stripe.com/friend-${frequency}`,
}));

describe('an offer', () => {
  it('holds tiers and the amounts that no tier has, in the order given', () => {
    const made = offer({ tiers: [{ id: 'friend', amount: '10' }], amounts: ['5', '10', '25'], checkout: '/give' });
    assert.deepEqual(sums(made), [1000, 500, 2500]);
    assert.deepEqual(made.problems, []);
  });

  it('leaves out amounts that the currency or the provider cannot take, and names them', () => {
    const made = offer({ amounts: ['0', '0.30', '5.555', '5'], provider: 'stripe-payment-link', account: 'x' });
    assert.deepEqual(sums(made), [500]);
    assert.equal(made.problems.length, 3);
  });

  it('says of each amount once why it cannot be given', () => {
    const perks = Array<string>(13).fill('A letter');
    const rich = offer({ tiers: [{ id: 'friend', amount: '5', perks }], checkout: 'https://pay.example/{amount}' });
    assert.deepEqual(rich.problems, ['tier "friend": more than 12 perks; the others were left out']);
    assert.equal(rich.options[0]?.perks?.length, 12);
    const { problems } = offer({ amounts: ['0.30', '5'], provider: 'stripe-payment-link', account: 'x' });
    assert.deepEqual(problems, ['amount "0.30": less than 0.50, the least that Stripe takes']);
    const amounts = ['4.50', '5'];
    const sponsors = offer({ amounts, provider: 'github-sponsors', account: 'x' });
    assert.deepEqual(sponsors.problems, ['amount "4.50": not a multiple of 1, as GitHub Sponsors wants']);
    const large = offer({ amounts: ['10000000000', '5'], provider: 'stripe-payment-link', account: 'x' });
    assert.deepEqual(large.problems, ['amount "10000000000": more than 9999999999.99, the most that Stripe takes']);
    const tiers = [{ id: 'friend', amount: '10', frequency: 'monthly' as const }];
    const monthly = offer({ tiers, amounts: ['5'], provider: 'stripe-payment-link', account: 'x' });
    assert.deepEqual(monthly.problems, ['amount "10" of "friend": Stripe cannot take it monthly']);
  });

  it('says of a limit for being asked once more that the currency cannot have it', () => {
    const { problems } = offer({ amounts: ['500'], currency: 'JPY', confirmAbove: '1000.5', checkout: '/give' });
    assert.match(problems.join(), /confirm-above "1000.5"/);
  });

  it('finds no decimals wrong before there is a currency', () => {
    assert.deepEqual(makeOffer({ min: '2.50', confirmAbove: '100.50', src: '/campaign.json' }).problems, []);
  });

  it('says which frequencies no tier’s own link takes', () => {
    const tiers = [{ amount: '10', href: 'https://buy.stripe.com/ten' }];
    assert.match(offer({ tiers, frequencies: ['once', 'monthly'] }).problems.join(), /frequencies "monthly"/);
  });

  it('says which names of a checkout template mean nothing, and uses none that would cut the amount', () => {
    const made = offer({ amounts: ['5'], checkout: 'https://pay.example/give{?ammount,tier}' });
    assert.match(made.problems.join(), /checkout: unknown "ammount"/);
    const cut = offer({ amounts: ['5'], checkout: 'https://pay.example/give{?amount:2}' });
    assert.equal(cut.destination, undefined);
    assert.match(cut.problems.join(), /checkout: .*would be cut/);
  });

  it('never takes more than the provider, whatever the publisher allows', () => {
    assert.equal(
      offer({ max: '99999999999', provider: 'stripe-payment-link', account: 'x' }).limits.max,
      999_999_999_999,
    );
  });

  it('is for one gift unless something else is asked for', () => {
    assert.deepEqual(offer({ amounts: ['5'], checkout: '/give' }).frequencies, ['once']);
    assert.deepEqual(offer({ amounts: ['5'], provider: 'liberapay', account: 'x' }).frequencies, ['monthly']);
  });

  it('has only the frequencies that the provider can take, and names the others', () => {
    const made = offer({
      amounts: ['5'],
      frequencies: ['once', 'monthly', 'yearly'],
      provider: 'every-org',
      account: 'x',
    });
    assert.deepEqual(made.frequencies, ['once', 'monthly']);
    assert.match(made.problems.join(), /yearly/);
  });

  it('offers a monthly tier with its own link beside a payment link, but no typed amount monthly', () => {
    const made = offer({
      tiers: [{ id: 'friend', amount: '10', frequency: 'monthly', href: 'https://buy.stripe.com/friend' }],
      amounts: ['5'],
      provider: 'stripe-payment-link',
      account: 'x',
    });
    assert.deepEqual(made.frequencies, ['once', 'monthly']);
    assert.ok(made.isOpen('custom', 'once'));
    assert.ok(!made.isOpen('custom', 'monthly'));
    assert.ok(!made.isOpen(made.options[1]!, 'monthly'));
    const choice: Choice = { amountMinor: 1000, currency: 'USD', frequency: 'monthly', lang: 'en' };
    assert.equal(handoffOf(made, choice, made.options[0])?.url, 'https://buy.stripe.com/friend');
  });

  it('holds a tier once for each frequency that it has a link for', () => {
    const tiers = LINKS_OF_A_FRIEND;
    const made = offer({ tiers, amounts: ['10', '5'], provider: 'stripe-payment-link', account: 'x' });
    assert.deepEqual(made.problems, []);
    assert.deepEqual(made.frequencies, ['once', 'monthly', 'yearly']);
    for (const { frequency, href } of tiers) {
      const open = made.options.filter((option) => made.isOpen(option, frequency));
      assert.deepEqual(
        open.map(({ amountMinor }) => amountMinor),
        frequency === 'once' ? [1000, 500] : [1000],
      );
      const choice: Choice = { amountMinor: 1000, currency: 'USD', frequency, lang: 'en' };
      assert.equal(handoffOf(made, choice, open[0])?.url, href);
    }
  });

  it('keeps a plain amount for the frequencies that no tier has it for', () => {
    const tiers = [{ id: 'friend', amount: '10', frequency: 'monthly' as const, href: 'https://buy.stripe.com/m' }];
    const made = offer({ tiers, amounts: ['10'], provider: 'every-org', account: 'x' });
    const open = (frequency: 'once' | 'monthly') => made.options.filter((option) => made.isOpen(option, frequency));
    assert.deepEqual(
      [open('once').map(({ tier }) => tier), open('monthly').map(({ tier }) => tier)],
      [[undefined], ['friend']],
    );
    assert.deepEqual(
      offer({ tiers, amounts: ['10'], frequencies: ['monthly'], provider: 'every-org', account: 'x' }).problems,
      [],
    );
  });

  it('takes a tier’s own link that cannot say how often for one gift', () => {
    const tiers = [{ amount: '10', href: 'https://pay.example/ten' }];
    assert.deepEqual(offer({ tiers, frequencies: ['once', 'monthly'] }).frequencies, ['once']);
  });

  it('raises the smallest typed amount to the provider’s', () => {
    assert.equal(offer({ min: '0.10', provider: 'stripe-payment-link', account: 'x' }).limits.min, 50);
    assert.equal(offer({ min: '2', provider: 'stripe-payment-link', account: 'x' }).limits.min, 200);
    assert.equal(offer({ checkout: '/give' }).limits.min, 1);
  });

  it('passes over a largest amount below the smallest', () => {
    const made = offer({ min: '10', max: '5', checkout: '/give' });
    assert.ok(made.limits.max > 1e12);
    assert.match(made.problems.join(), /max "5"/);
  });

  it('has no typed amount when the publisher wants none, nor without a currency', () => {
    assert.ok(!offer({ noCustom: true, checkout: '/give' }).isOpen('custom', 'once'));
    assert.ok(!makeOffer({ checkout: '/give' }).isOpen('custom', 'once'));
  });

  it('is only a link where nothing can be chosen', () => {
    assert.deepEqual(offer({ provider: 'ko-fi', account: 'x' }).frequencies, []);
  });

  it('names an account that is none', () => {
    assert.match(
      offer({ provider: 'ko-fi', account: 'https://evil.example/x', amounts: ['5'] }).problems.join(),
      /evil/,
    );
  });
});

describe('a checkout', () => {
  const checkout = 'https://pay.example/{tier}{?amount,amountMinor,currency,frequency,reference,lang}';

  it('gets every part of the choice', () => {
    const choice = {
      amountMinor: 1250,
      currency: 'USD',
      frequency: 'monthly',
      tier: 'friend',
      reference: 'r-1',
      lang: 'en',
    } as const;
    assert.equal(
      handoffOf(offer({ checkout }), choice)?.url,
      'https://pay.example/friend?amount=12.50&amountMinor=1250&currency=USD&frequency=monthly&reference=r-1&lang=en',
    );
  });

  it('says what its template does not name', () => {
    const choice = { amountMinor: 1250, currency: 'USD', frequency: 'monthly', lang: 'en' } as const;
    const handoff = handoffOf(offer({ checkout: 'https://pay.example/give' }), choice);
    assert.equal(handoff?.amount, 'asked');
    assert.equal(handoff?.asksFrequency, true);
    assert.equal(handoff?.name, 'pay.example');
  });
});

describe('a choice', () => {
  const made = offer({ amounts: ['5', '10', '25'], frequencies: ['once', 'monthly'], checkout: '/give{?amount}' });
  const [five, ten] = made.options;

  it('is nothing at first', () => {
    const reader = untouched(made, {}, '.');
    assert.deepEqual(reader, { option: undefined, frequency: undefined, typed: '' });
    assert.equal(choose(made, reader).amountMinor, undefined);
  });

  it('is what the publisher names, but never the highest', () => {
    assert.equal(untouched(made, { amount: '10' }, '.').option, ten);
    assert.equal(untouched(made, { amount: '25' }, '.').option, undefined);
    assert.equal(untouched(made, { amount: '100' }, '.').option, undefined);
    assert.deepEqual(untouched(made, { amount: '7.5' }, ','), {
      option: 'custom',
      frequency: undefined,
      typed: '7,50',
    });
    assert.equal(
      untouched(offer({ amounts: ['5'], checkout: '/give' }), { amount: '5' }, '.').option?.valueOf() !== undefined,
      true,
    );
  });

  it('is for once, the smallest commitment, until the reader says how often', () => {
    assert.equal(frequencyFor(made, five, undefined), 'once');
    assert.equal(frequencyFor(made, undefined, undefined), undefined);
    assert.equal(frequencyFor(made, five, 'monthly'), 'monthly');
    const recurring = offer({ amounts: ['5'], frequencies: ['monthly', 'yearly'], checkout: '/give' });
    assert.equal(frequencyFor(recurring, recurring.options[0], undefined), undefined);
  });

  it('survives new totals, and ends when its amount is gone', () => {
    const again = offer({ amounts: ['10', '20'], checkout: '/give' });
    assert.equal(choose(again, { option: ten }).amountMinor, 1000);
    assert.equal(choose(again, { option: five }).amountMinor, undefined);
  });

  it('stays the same tier when the reader chooses another frequency', () => {
    const friends = offer({ tiers: LINKS_OF_A_FRIEND });
    const [once, , yearly] = friends.options;
    assert.equal(choose(friends, { option: once, frequency: 'yearly' }).option, yearly);
    assert.equal(choose(friends, { option: yearly }).frequency, 'yearly');
    assert.equal(choose(friends, { option: once }).option, once);
  });

  it('asks once more above the publisher’s limit, only for a typed amount, and again for another amount', () => {
    const typed = { option: 'custom', typed: '750' } as const;
    assert.equal(choose(made, typed, 50_000).needsConfirmation, true);
    assert.equal(choose(made, { ...typed, typed: '500' }, 50_000).needsConfirmation, false);
    assert.equal(choose(made, { option: ten }, 500).needsConfirmation, false);
    assert.equal(choose(made, { ...typed, confirmed: 75_000 }, 50_000).isConfirmed, true);
    assert.equal(choose(made, { ...typed, typed: '751', confirmed: 75_000 }, 50_000).isConfirmed, false);
  });
});
