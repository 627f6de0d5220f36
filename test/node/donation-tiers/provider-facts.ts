import type { Frequency } from '../../../src/contracts/decimal.ts';
import type { ProviderName } from '../../../src/donation-tiers/settings.ts';

/** What a provider's link can carry, written out from its documentation or source, not from our code. */
export interface ProviderFacts {
  readonly account: string;
  /** The link without parameters, and what follows them. */
  readonly page: string;
  readonly fragment?: string;
  /** How well it is known: documented, read in its source, or only seen in use. */
  readonly known: 'documented' | 'source' | 'use';
  /** The parameter of the amount, and whether it counts in major units or in Stripe's. Absent: asked for there. */
  readonly amount?: readonly [parameter: string, unit: 'major' | 'stripe'];
  /** The frequencies it can take, each with the parameters that say so. */
  readonly frequencies: Readonly<Partial<Record<Frequency, Readonly<Record<string, string>>>>>;
  /** A frequency that the link can allow but not choose. */
  readonly asks?: Frequency;
  /** The parameter of the currency, where the link can say it. */
  readonly currency?: string;
  /** The currencies it takes; absent: all, or the one of the account, which we cannot know. */
  readonly currencies?: readonly string[];
  /** Digits after the separator, where it takes fewer than the currency has. */
  readonly digits?: Readonly<Record<string, number>>;
  /** The smallest amounts, decimals in major units. */
  readonly minimums?: Readonly<Record<string, string>>;
  /** How many digits an amount may have in the provider's unit. */
  readonly longest?: number;
  /** The parameter of the reference, and how it is wrapped. */
  readonly reference?: readonly [parameter: string, wrapped: (reference: string) => string];
}

const plain = (reference: string) => reference;

/** Stripe's own units: digits after the separator. @see https://docs.stripe.com/currencies */
export const STRIPE_DIGITS: Readonly<Record<string, number>> = {
  ...{ USD: 2, EUR: 2, GBP: 2, CHF: 2, INR: 2, HUF: 2, TWD: 2 },
  ...{ JPY: 0, KRW: 0, XOF: 0, MGA: 0 },
  // Represented with two, which are always 00.
  ...{ ISK: 2, UGX: 2 },
  // Three, of which the last is always 0.
  ...{ KWD: 3, BHD: 3 },
};

/** The currencies of the matrix, with their digits in ISO 4217: every special case of every provider is among them. */
export const CURRENCY_DIGITS: Readonly<Record<string, number>> = {
  ...{ USD: 2, EUR: 2, GBP: 2, CHF: 2, INR: 2, HUF: 2, TWD: 2, MGA: 2 },
  ...{ JPY: 0, KRW: 0, XOF: 0, ISK: 0, UGX: 0 },
  ...{ KWD: 3, BHD: 3 },
};

/** Of the currencies of the matrix. */
const PAYPAL = ['USD', 'EUR', 'GBP', 'CHF', 'INR', 'HUF', 'TWD', 'JPY'];
const LIBERAPAY = ['USD', 'EUR', 'GBP', 'CHF', 'INR', 'HUF', 'TWD', 'MGA', 'JPY', 'KRW', 'XOF', 'ISK', 'UGX'];

export const FACTS: Readonly<Record<ProviderName, ProviderFacts>> = {
  'stripe-payment-link': {
    account: 'https://donate.stripe.com/14k9Ab',
    page: 'https://donate.stripe.com/14k9Ab',
    known: 'use',
    amount: ['__prefilled_amount', 'stripe'],
    frequencies: { once: {} },
    digits: { MGA: 0, KWD: 2, BHD: 2 },
    minimums: { USD: '0.50', EUR: '0.50', GBP: '0.30', CHF: '0.50', INR: '0.50', HUF: '175', JPY: '50', KRW: '50' },
    longest: 12,
    reference: ['client_reference_id', plain],
  },
  paypal: {
    account: 'gifts@lantern.example',
    page: 'https://www.paypal.com/donate/?business=gifts%40lantern.example',
    known: 'documented',
    amount: ['amount', 'major'],
    frequencies: { once: { no_recurring: '1' }, monthly: { no_recurring: '0' } },
    asks: 'monthly',
    currency: 'currency_code',
    currencies: PAYPAL,
    digits: { HUF: 0, TWD: 0 },
    reference: ['custom', plain],
  },
  'open-collective': {
    account: 'lantern',
    page: 'https://opencollective.com/lantern/donate',
    known: 'documented',
    amount: ['amount', 'major'],
    frequencies: { once: {}, monthly: { interval: 'month' }, yearly: { interval: 'year' } },
    reference: ['data', (reference) => `{"reference":"${reference}"}`],
  },
  liberapay: {
    account: 'lantern',
    page: 'https://liberapay.com/lantern/donate',
    known: 'source',
    amount: ['amount', 'major'],
    frequencies: { monthly: { period: 'monthly' }, yearly: { period: 'yearly' } },
    currency: 'currency',
    currencies: LIBERAPAY,
    digits: { HUF: 0, TWD: 0, MGA: 0 },
  },
  'github-sponsors': {
    account: 'lantern',
    page: 'https://github.com/sponsors/lantern/sponsorships',
    known: 'use',
    amount: ['amount', 'major'],
    frequencies: { once: { frequency: 'one-time' }, monthly: { frequency: 'recurring' } },
    currencies: ['USD'],
    digits: { USD: 0 },
  },
  'every-org': {
    account: 'lantern',
    page: 'https://www.every.org/lantern',
    fragment: '#/donate',
    known: 'documented',
    amount: ['amount', 'major'],
    frequencies: { once: { frequency: 'ONCE' }, monthly: { frequency: 'MONTHLY' } },
    currencies: ['USD'],
    reference: ['partner_donation_id', plain],
  },
  btcpay: {
    account: 'https://btcpay.lantern.example/?storeId=St0re',
    page: 'https://btcpay.lantern.example/api/v1/invoices?storeId=St0re',
    known: 'source',
    amount: ['price', 'major'],
    frequencies: { once: {} },
    currency: 'currency',
    reference: ['orderId', plain],
  },
  donorbox: {
    account: 'lantern',
    page: 'https://donorbox.org/lantern',
    known: 'use',
    amount: ['amount', 'major'],
    frequencies: { once: { default_interval: 'o' }, monthly: { default_interval: 'm' } },
  },
  'ko-fi': { account: 'lantern', page: 'https://ko-fi.com/lantern', known: 'use', frequencies: { once: {} } },
  'buy-me-a-coffee': {
    account: 'lantern',
    page: 'https://buymeacoffee.com/lantern',
    known: 'use',
    frequencies: { once: {} },
  },
  patreon: {
    account: '12345',
    page: 'https://www.patreon.com/bePatron?u=12345',
    known: 'use',
    frequencies: { monthly: {} },
  },
};

/** An amount as digits of the smallest unit of ISO 4217, in another unit; `undefined` if it has none for it. */
export function inDigits(minor: bigint, currency: string, digits: number): bigint | undefined {
  const change = digits - CURRENCY_DIGITS[currency]!;
  if (change >= 0) return minor * 10n ** BigInt(change);
  const scale = 10n ** BigInt(-change);
  return minor % scale === 0n ? minor / scale : undefined;
}

/** Whether a provider can take an amount of a currency as often as that. */
export function canTake(provider: ProviderName, frequency: Frequency, currency: string, minor: bigint): boolean {
  const { frequencies, currencies, digits, minimums, longest, amount } = FACTS[provider];
  if (!frequencies[frequency] || (currencies && !currencies.includes(currency))) return false;
  if (digits?.[currency] !== undefined && inDigits(minor, currency, digits[currency]) === undefined) return false;
  const sent = amount?.[1] === 'stripe' ? inDigits(minor, currency, STRIPE_DIGITS[currency]!)! : minor;
  if (longest && String(sent).length > longest) return false;
  return minor >= minorOf(minimums?.[currency] ?? '0', currency);
}

/** Decimal text as digits of the smallest unit of ISO 4217. */
export function minorOf(decimal: string, currency: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(CURRENCY_DIGITS[currency]!, '0'));
}

/** The parameters that a provider must be given, apart from those of its page; the amount as its digits. */
export function parametersOf(
  provider: ProviderName,
  frequency: Frequency,
  currency: string,
  minor: bigint,
  reference: string,
): Record<string, string> {
  const facts = FACTS[provider];
  const [parameter, unit] = facts.amount ?? [];
  const [field, wrapped] = facts.reference ?? [];
  return {
    ...facts.frequencies[frequency],
    ...(facts.currency && { [facts.currency]: currency }),
    ...(field && { [field]: wrapped!(reference) }),
    ...(parameter && {
      [parameter]:
        unit === 'stripe'
          ? String(inDigits(minor, currency, STRIPE_DIGITS[currency]!))
          : inMajor(minor, CURRENCY_DIGITS[currency]!),
    }),
  };
}

/** `1250` → `12.50`; whole amounts without decimals. */
function inMajor(minor: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = minor % scale;
  return fraction === 0n ? String(minor / scale) : `${minor / scale}.${String(fraction).padStart(digits, '0')}`;
}
