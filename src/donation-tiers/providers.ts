import { own } from '../base/own.ts';
import type { Frequency } from '../contracts/decimal.ts';
import { exponentOf, toDecimal, toMinor } from './money.ts';
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

/** What stands in an account: the slug or id, or the parts of a link at one of the provider's hosts. */
interface Account {
  readonly host: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

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
  /** The only currency it takes. */
  readonly currency?: string;
  /** The smallest step in minor units, where it is not 1. */
  readonly step?: (currency: string) => number;
  /** Smallest amounts as decimals by currency: `USD0.5 JPY50`. */
  readonly minimums?: string;
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

/** Stripe counts ISK and UGX in hundredths that are always 00, and MGA in whole units. */
function stripeAmount({ amountMinor, currency }: Choice): string {
  if (currency === 'ISK' || currency === 'UGX') return `${amountMinor}00`;
  return String(currency === 'MGA' ? amountMinor / 100 : amountMinor);
}

const first = ({ path }: Account) => path[0];
const linkOnly = (name: string, host: string): Provider => ({
  name,
  hosts: [host],
  amount: 'asked',
  frequencies: { once: undefined },
  to: (account) => [first(account)!],
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
    step: (currency) => (/HUF|TWD/.test(currency) ? 100 : 1),
    to: ({ path, query }, choice, amount, frequency) => {
      const button = query.get('hosted_button_id');
      const custom = choice?.reference;
      // A hosted button has its own amount; whether one in the link replaces it is not documented.
      if (button) return ['donate/', { hosted_button_id: button, custom }];
      const business = query.get('business') ?? (path[0] === 'donate' ? undefined : path[0]);
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
    to: (account, choice, amount, interval) => [
      `${first(account)}/donate`,
      { amount, interval, data: choice?.reference && JSON.stringify({ reference: choice.reference }) },
    ],
  },
  liberapay: {
    name: 'Liberapay',
    hosts: ['liberapay.com'],
    amount: 'carried',
    frequencies: { monthly: 'monthly', yearly: 'yearly' },
    // Without a currency it ignores the amount.
    to: (account, choice, amount, period) => [
      `${first(account)}/donate`,
      { currency: choice?.currency, amount, period },
    ],
  },
  'github-sponsors': {
    name: 'GitHub Sponsors',
    hosts: ['github.com'],
    amount: 'hinted',
    frequencies: { once: 'one-time', monthly: 'recurring' },
    currency: 'USD',
    step: () => 100,
    to: ({ path }, choice, amount, frequency) => {
      const login = path[0] === 'sponsors' ? path[1] : path[0];
      if (!login) return undefined;
      return choice ? [`sponsors/${login}/sponsorships`, { amount, frequency }] : [`sponsors/${login}`];
    },
  },
  'every-org': {
    name: 'Every.org',
    hosts: ['www.every.org', 'every.org'],
    amount: 'carried',
    frequencies: { once: 'ONCE', monthly: 'MONTHLY' },
    currency: 'USD',
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
    to: (account, _, amount, default_interval) => [first(account)!, { default_interval, amount }],
  },
  'ko-fi': linkOnly('Ko-fi', 'ko-fi.com'),
  'buy-me-a-coffee': linkOnly('Buy Me a Coffee', 'buymeacoffee.com'),
  patreon: {
    name: 'Patreon',
    hosts: ['www.patreon.com', 'patreon.com'],
    amount: 'asked',
    frequencies: { monthly: undefined },
    to: ({ path, query }) => {
      const user = query.get('u') ?? (/^\d+$/.test(path[0]!) ? path[0] : undefined);
      return user ? ['bePatron', { u: user }] : [path[0]!];
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
  /** Smallest amount and smallest step, in minor units. */
  readonly minimum: number;
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
  const place = provider && readAccount(provider, account.trim());
  if (!place || (provider.currency && currency && provider.currency !== currency)) return undefined;
  const link = (choice?: Choice) => linkTo(provider, place, choice);
  if (!link()) return undefined;
  const minimum = new RegExp(`${currency}([\\d.]+)`).exec(provider.minimums ?? '')?.[1] ?? '0';
  return {
    name: provider.name,
    provider: key,
    frequencies: Object.keys(provider.frequencies) as Frequency[],
    amount: place.query.has('hosted_button_id') ? 'asked' : provider.amount,
    minimum: toMinor(minimum, exponentOf(currency)) ?? 0,
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

function readAccount({ hosts }: Provider, account: string): Account | undefined {
  if (!/^https:/i.test(account)) {
    const isSlug = hosts[0] && /^[\w@][\w.@+-]{0,127}$/.test(account);
    return isSlug ? { host: hosts[0]!, path: [account], query: new URLSearchParams() } : undefined;
  }
  try {
    const { host, pathname, searchParams: query, username, password } = new URL(account);
    const path = pathname
      .split('/')
      .filter((piece) => piece !== '')
      .map(decodeURIComponent);
    const isOurs = hosts.length === 0 || (hosts.includes(host) && (path.length > 0 || query.size > 0));
    return isOurs && username + password === '' ? { host, path: path.length > 0 ? path : [''], query } : undefined;
  } catch {
    return undefined;
  }
}
