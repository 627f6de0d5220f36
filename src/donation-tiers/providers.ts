import { own } from '../base/own.ts';
import type { Frequency } from '../contracts/decimal.ts';
import { exponentOf, MAX_MINOR, toDecimal, toMinor } from './money.ts';
import { ownerOf, readAccount, type Account } from './provider-account.ts';
import type { ProviderName } from './settings.ts';

/** What the reader chose, ready to be carried somewhere. */
export interface Choice {
  /** Whole minor units of `currency`, above zero. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly frequency: Frequency;
  /** Id of the tier, when it was one. */
  readonly tier?: string | undefined;
  /** The publisher's opaque reference. */
  readonly reference?: string | undefined;
  /** BCP 47 tag of the page. */
  readonly lang: string;
}

/**
 * How a part of the choice reaches the other side: `carried` in the link as the provider documents or as its source
 * reads it; `hinted`, in the link by common use only, so that it must be checked there; `asked` for again there.
 */
export type Carriage = 'carried' | 'hinted' | 'asked';

type Parameters = Readonly<Record<string, string | undefined>>;

interface Provider {
  /** As readers know it. */
  readonly name: string;
  /** Where its links may lead; the first one is for bare slugs. Empty: the publisher's own server, from the link. */
  readonly hosts: readonly string[];
  readonly amount: Carriage;
  /** The frequencies it can take, with what its link says for each. */
  readonly frequencies: Partial<Readonly<Record<Frequency, string | undefined>>>;
  /** A frequency that the reader must choose there. */
  readonly asksFrequency?: Frequency;
  /** The only currencies it takes, where it does not take all. */
  readonly currencies?: string;
  /** The smallest step in minor units, where it is not 1. */
  readonly step?: (currency: string) => number;
  /** Smallest amounts as decimals by currency: `USD0.5 JPY50`. */
  readonly minimums?: string;
  /** The largest amount in minor units, where there is one. */
  readonly maximum?: (currency: string) => number;
  /** Path and parameters; `undefined` when the account is not one. */
  readonly to: (
    account: Account,
    choice: Choice | undefined,
    amount: string,
    frequency: string | undefined,
  ) => readonly [path: string, query?: Parameters, fragment?: string] | undefined;
}

/** @see https://docs.stripe.com/currencies: special cases and minimum charges */
const STRIPE_MINIMUMS =
  'USD.5 EUR.5 GBP.3 AUD.5 BRL.5 CAD.5 CHF.5 INR.5 NZD.5 SGD.5 AED2 CZK15 DKK2.5 HKD4 HUF175 JPY50 KRW50 MXN10 MYR2 NOK3 PLN2 RON2 SEK3 THB10';

/** Where Stripe counts in other units than ISO 4217: ISK and UGX in hundredths that are always 00, MGA in whole ones. */
const STRIPE_EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };
const stripeExponentOf = (currency: string) => STRIPE_EXPONENTS[currency] ?? exponentOf(currency);

/** An amount in the units of Stripe; absent where it has none for it. */
function stripeAmount({ amountMinor, currency }: Choice): string | undefined {
  return toMinor(toDecimal(amountMinor, exponentOf(currency)), stripeExponentOf(currency))?.toString();
}

/** Stripe takes twelve digits of its own units. */
function stripeMaximum(currency: string): number {
  return Number('9'.repeat(12 + exponentOf(currency) - stripeExponentOf(currency)));
}

/** @see https://developer.paypal.com/docs/reports/reference/paypal-supported-currencies/ */
const PAYPAL_CURRENCIES =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD';

/** @see https://github.com/liberapay/liberapay.com/blob/master/liberapay/i18n/currencies.py */
const LIBERAPAY_CURRENCIES =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY COP ' +
  'CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JPY ' +
  'KES KGS KHR KMF KRW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK ' +
  'NPR NZD PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TOP TRY TTD ' +
  'TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW';

const linkOnly = (name: string, ...hosts: readonly string[]): Provider => ({
  name,
  hosts,
  amount: 'asked',
  frequencies: { once: undefined },
  to: (account) => {
    const owner = ownerOf(account);
    return owner ? [owner] : undefined;
  },
});

/** Every provider with what its links carry; sources and doubts in one place, so that tests can list them. */
export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  'stripe-payment-link': {
    name: 'Stripe',
    hosts: ['buy.stripe.com', 'donate.stripe.com'],
    // Known from use alone, and only with a price that the customer chooses, which is never recurring.
    amount: 'hinted',
    frequencies: { once: undefined },
    step: (currency) => (currency === 'MGA' ? 100 : /BHD|JOD|KWD|OMR|TND/.test(currency) ? 10 : 1),
    minimums: STRIPE_MINIMUMS,
    maximum: stripeMaximum,
    to: (account, choice) => [
      account.path.join('/'),
      { __prefilled_amount: choice && stripeAmount(choice), client_reference_id: choice?.reference },
    ],
  },
  paypal: {
    name: 'PayPal',
    hosts: ['www.paypal.com', 'paypal.com'],
    amount: 'carried',
    frequencies: { once: '1', monthly: '0' },
    asksFrequency: 'monthly',
    currencies: PAYPAL_CURRENCIES,
    step: (currency) => (/HUF|TWD/.test(currency) ? 100 : 1),
    to: ({ path, query, isLink }, choice, amount, frequency) => {
      const button = query.get('hosted_button_id');
      const custom = choice?.reference;
      // A hosted button has its own amount; whether one in the link replaces it is not documented.
      if (button) return ['donate/', { hosted_button_id: button, custom }];
      const business = query.get('business') ?? (isLink ? undefined : path[0]);
      if (!business) return undefined;
      const fields = choice && { amount, currency_code: choice.currency, no_recurring: frequency, custom };
      return ['donate/', { business, ...fields }];
    },
  },
  'open-collective': {
    name: 'Open Collective',
    hosts: ['opencollective.com'],
    amount: 'carried',
    frequencies: { once: undefined, monthly: 'month', yearly: 'year' },
    to: (account, choice, amount, interval) => {
      const owner = ownerOf(account, /^([^/]+)(?:\/donate|\/contribute)?$/);
      // A tier has a checkout of its own.
      const tier = ownerOf(account, /^([^/]+\/contribute\/[^/]+)(?:\/checkout)?$/);
      const data = choice?.reference && JSON.stringify({ reference: choice.reference });
      if (tier) return [`${tier}/checkout`, { amount, interval, data }];
      return owner ? [`${owner}/donate`, { amount, interval, data }] : undefined;
    },
  },
  liberapay: {
    name: 'Liberapay',
    hosts: ['liberapay.com'],
    amount: 'carried',
    frequencies: { monthly: 'monthly', yearly: 'yearly' },
    currencies: LIBERAPAY_CURRENCIES,
    step: (currency) => (/HUF|MGA|TWD/.test(currency) ? 100 : 1),
    to: (account, choice, amount, period) => {
      const owner = ownerOf(account, /^([^/]+)(?:\/donate)?$/);
      // Without a currency it ignores the amount.
      return owner ? [`${owner}/donate`, { currency: choice?.currency, amount, period }] : undefined;
    },
  },
  'github-sponsors': {
    name: 'GitHub Sponsors',
    hosts: ['github.com'],
    amount: 'hinted',
    frequencies: { once: 'one-time', monthly: 'recurring' },
    currencies: 'USD',
    step: () => 100,
    to: (account, choice, amount, frequency) => {
      const login = ownerOf(account, /^(?:sponsors\/)?(?!sponsors(?:\/|$))([^/]+)(?:\/sponsorships)?$/);
      if (!login) return undefined;
      return choice ? [`sponsors/${login}/sponsorships`, { amount, frequency }] : [`sponsors/${login}`];
    },
  },
  'every-org': {
    name: 'Every.org',
    hosts: ['www.every.org', 'every.org'],
    amount: 'carried',
    frequencies: { once: 'ONCE', monthly: 'MONTHLY' },
    currencies: 'USD',
    to: ({ path }, choice, amount, frequency) => [
      path.join('/'),
      { amount, frequency, partner_donation_id: choice?.reference },
      '/donate',
    ],
  },
  btcpay: {
    name: 'BTCPay',
    hosts: [],
    amount: 'carried',
    frequencies: { once: undefined },
    to: ({ path, query }, choice, price) => {
      const storeId = query.get('storeId') ?? (path[0] === 'stores' ? path[1] : undefined);
      if (!storeId) return undefined;
      return ['api/v1/invoices', { storeId, price, currency: choice?.currency, orderId: choice?.reference }];
    },
  },
  donorbox: {
    name: 'Donorbox',
    hosts: ['donorbox.org'],
    amount: 'hinted',
    frequencies: { once: 'o', monthly: 'm' },
    to: (account, _, amount, default_interval) => {
      const campaign = ownerOf(account, /^(?:embed\/)?(?!embed$)([^/]+)$/);
      return campaign ? [campaign, { default_interval, amount }] : undefined;
    },
  },
  'ko-fi': linkOnly('Ko-fi', 'ko-fi.com'),
  'buy-me-a-coffee': linkOnly('Buy Me a Coffee', 'buymeacoffee.com', 'www.buymeacoffee.com'),
  patreon: {
    name: 'Patreon',
    hosts: ['www.patreon.com', 'patreon.com'],
    amount: 'asked',
    frequencies: { monthly: undefined },
    to: (account) => {
      const owner = ownerOf(account, /^(?:c\/)?(?!(?:c|bePatron)$)([^/]+)$/);
      const user = account.query.get('u') ?? (/^\d+$/.test(owner ?? '') ? owner : undefined);
      if (user) return ['bePatron', { u: user }];
      return owner ? [owner] : undefined;
    },
  },
};

/** Somewhere to pay: what it can take, and the link for a choice. */
export interface Destination {
  /** As readers know it; empty when it is a page of the same site. */
  readonly name: string;
  /** For events: the provider's key, or `checkout`. */
  readonly provider: string;
  /** The frequencies it can take. */
  readonly frequencies: readonly Frequency[];
  readonly amount: Carriage;
  /** Smallest and largest amount and smallest step, in minor units. */
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** Whether the reader must choose this frequency again on the other side. */
  readonly asksFrequency: (frequency: Frequency) => boolean;
  /** The address for a choice, or the address as such. */
  readonly link: (choice?: Choice) => string | undefined;
}

/**
 * A provider with an account, for one currency.
 *
 * @param account - Slug, id or link, as the provider shows it.
 * @returns `undefined` when the account is none of this provider's, or the currency is not one it takes.
 */
export function providerDestination(key: string, account: string, currency: string): Destination | undefined {
  const provider = own(PROVIDERS, key) ? PROVIDERS[key as ProviderName] : undefined;
  const place = provider && readAccount(provider.hosts, account.trim());
  if (!place || (provider.currencies && !provider.currencies.includes(currency))) return undefined;
  const link = (choice?: Choice) => linkTo(provider, place, choice);
  if (!link()) return undefined;
  const minimum = new RegExp(`${currency}([\\d.]+)`).exec(provider.minimums ?? '')?.[1] ?? '0';
  return {
    name: provider.name,
    provider: key,
    frequencies: Object.keys(provider.frequencies) as Frequency[],
    amount: place.query.has('hosted_button_id') ? 'asked' : provider.amount,
    minimum: toMinor(minimum, exponentOf(currency)) ?? 0,
    maximum: provider.maximum?.(currency) ?? MAX_MINOR,
    step: provider.step?.(currency) ?? 1,
    asksFrequency: (frequency) => provider.asksFrequency === frequency,
    link,
  };
}

function linkTo(provider: Provider, account: Account, choice: Choice | undefined): string | undefined {
  const { amountMinor, currency, frequency } = choice ?? {};
  const amount = amountMinor === undefined ? '' : toDecimal(amountMinor, exponentOf(currency!));
  const made = provider.to(account, choice, amount, frequency && provider.frequencies[frequency]);
  if (!made) return undefined;
  const [path, parameters = {}, fragment = ''] = made;
  const query = Object.keys(parameters)
    .filter((name) => parameters[name])
    .map((name) => `${name}=${encodeURIComponent(parameters[name]!)}`);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `https://${account.host}/${encoded}${query.length > 0 ? `?${query.join('&')}` : ''}${fragment && `#${fragment}`}`;
}
