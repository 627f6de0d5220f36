import { displayHost } from '../contracts/links.ts';
import { FREQUENCIES, type Frequency } from '../contracts/decimal.ts';
import { isCheckoutLink } from './checkout.ts';
import { expandTemplate, variablesOf } from './checkout-template.ts';
import { exponentOf, MAX_MINOR, toDecimal, toMinor } from './money.ts';
import type { Carriage, Choice, Destination } from './providers.ts';
import type { DonationConfig } from './settings.ts';

/** One amount that can be chosen. */
export interface Option {
  /** Whole minor units. */
  readonly amountMinor: number;
  /** Id of the tier, when it is one. */
  readonly tier?: string | undefined;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  /** The only frequency it is for. */
  readonly frequency?: Frequency | undefined;
  /** Its own checkout. */
  readonly href?: string | undefined;
}

/** Limits of a typed amount, and the step it goes in, in minor units. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Everything that can be chosen here, and where it is paid. */
export interface Offer {
  readonly currency: string;
  readonly exponent: number;
  readonly options: readonly Option[];
  /** In the order `once monthly yearly`; each has at least one amount. */
  readonly frequencies: readonly Frequency[];
  /** Absent when nothing says where to pay, and when only the tiers' own links do. */
  readonly destination: Destination | undefined;
  readonly limits: Limits;
  /** Whether this amount, or a typed one, can be given so. */
  readonly isOpen: (option: Option | 'custom', frequency: Frequency) => boolean;
  /** What of the configuration could not be used, for the developer. */
  readonly problems: readonly string[];
}

/** Where a choice leads, and how much of it arrives there. */
export interface Handoff {
  readonly url: string;
  /** The provider's key, or `checkout`. */
  readonly provider: string;
  /** As readers know it; empty on a page of the same site. */
  readonly name: string;
  readonly amount: Carriage;
  /** Whether the frequency must be chosen again there. */
  readonly asksFrequency: boolean;
}

type Config = Partial<DonationConfig>;

/** Finds a provider's account: `providerDestination`. */
export type Connect = (key: string, account: string, currency: string) => Destination | undefined;

/** Works out what can be offered: a combination that cannot work is not in it. */
export function makeOffer(config: Config, connect?: Connect): Offer {
  const currency = config.currency ?? '';
  const exponent = exponentOf(currency);
  const problems: string[] = [];
  const destination = findDestination(config, currency, connect, problems);
  const limits = limitsOf(config, exponent, destination, problems);
  const all = currency ? readOptions(config, exponent, problems) : [];
  // Nothing says where to pay: a page that listens to the events may still want the choice.
  const isUnbound = !destination && !all.some(({ href }) => href) && !config.provider && !config.checkout;
  const takes = (frequency: Frequency) => destination?.frequencies.includes(frequency) ?? isUnbound;
  const isOpen = (option: Option | 'custom', frequency: Frequency): boolean => {
    if (option === 'custom') return !config.noCustom && currency !== '' && takes(frequency);
    if (option.frequency && option.frequency !== frequency) return false;
    return !!option.href || (takes(frequency) && isWithin(option.amountMinor, destination));
  };
  const wanted = wantedFrequencies(config, all, destination);
  const options = all.filter((option) => {
    const isUsable = wanted.some((frequency) => isOpen(option, frequency));
    if (!isUsable) problems.push(`amount "${toDecimal(option.amountMinor, exponent)}": cannot be paid this way`);
    return isUsable;
  });
  const hasCustom = options.length > 0 || (destination && destination.amount !== 'asked');
  const frequencies = wanted.filter(
    (frequency) => options.some((option) => isOpen(option, frequency)) || (hasCustom && isOpen('custom', frequency)),
  );
  const lost = wanted.filter((frequency) => !frequencies.includes(frequency));
  if (config.frequencies && destination && lost.length > 0) {
    problems.push(`frequencies "${lost.join(' ')}": ${destination.name || 'the checkout'} cannot take them`);
  }
  return { currency, exponent, options, frequencies, destination, limits, isOpen, problems };
}

/** The link of a choice; `undefined` when there is nowhere to pay. */
export function handoffOf({ destination }: Offer, choice: Choice, option?: Option): Handoff | undefined {
  const own = option?.href ? templateDestination(option.href) : destination;
  const url = own?.link(choice);
  if (!own || !url) return undefined;
  const asksFrequency = !option?.href && own.asksFrequency(choice.frequency);
  return { url, provider: own.provider, name: own.name, amount: option?.href ? 'carried' : own.amount, asksFrequency };
}

/** The address as such, where there is no amount to choose on this page. */
export function plainHandoff({ link, provider, name, amount }: Destination): Handoff | undefined {
  const url = link();
  return url ? { url, provider, name, amount, asksFrequency: false } : undefined;
}

/** The frequency in force: what the reader chose, or the only one, or the smallest commitment for what they chose. */
export function frequencyFor(
  { frequencies, isOpen }: Offer,
  option: Option | 'custom' | undefined,
  chosen: Frequency | undefined,
): Frequency | undefined {
  if (chosen && frequencies.includes(chosen)) return chosen;
  if (frequencies.length < 2) return frequencies[0];
  if (!option) return undefined;
  const open = frequencies.filter((frequency) => isOpen(option, frequency));
  return open.length === 1 || open[0] === 'once' ? open[0] : undefined;
}

/**
 * What is chosen at first: the amount the publisher names, among the options or as a typed one. Never the highest.
 *
 * @returns Place among the options, a typed amount in minor units, or nothing.
 */
export function firstChoice({ options, exponent, limits, ...offer }: Offer, amount: string | undefined) {
  const minor = amount === undefined ? undefined : toMinor(amount, exponent);
  if (minor === undefined) return undefined;
  const isHighest = options.length > 1 && options.every(({ amountMinor }) => amountMinor <= minor);
  if (isHighest) return undefined;
  const place = options.findIndex(({ amountMinor }) => amountMinor === minor);
  if (place >= 0) return { option: place };
  const canType = offer.frequencies.some((frequency) => offer.isOpen('custom', frequency));
  return canType && minor >= limits.min && minor <= limits.max && minor % limits.step === 0
    ? { typed: minor }
    : undefined;
}

function findDestination(
  config: Config,
  currency: string,
  connect: Connect | undefined,
  problems: string[],
): Destination | undefined {
  const { checkout, provider, account } = config;
  if (checkout) return templateDestination(checkout);
  if (!provider) return undefined;
  const found = account && connect?.(provider, account, currency);
  if (!found) problems.push(`account "${account ?? ''}": not one of ${provider} that takes ${currency || 'money'}`);
  return found || undefined;
}

/** A checkout of the publisher's own: what its template does not name, it cannot take. */
function templateDestination(template: string): Destination {
  const names = variablesOf(template);
  return {
    name: displayHost(template),
    provider: 'checkout',
    frequencies: FREQUENCIES,
    amount: names.includes('amount') || names.includes('amountMinor') ? 'carried' : 'asked',
    minimum: 0,
    step: 1,
    asksFrequency: (frequency) => frequency !== 'once' && !names.includes('frequency'),
    link: (choice) => {
      const url = expandTemplate(template, choice ? variables(choice) : {});
      return isCheckoutLink(url) ? url : undefined;
    },
  };
}

function variables({ amountMinor, currency, frequency, tier, reference, lang }: Choice) {
  const amount = toDecimal(amountMinor, exponentOf(currency));
  return { amount, amountMinor: String(amountMinor), currency, frequency, tier, reference, lang };
}

function limitsOf(config: Config, exponent: number, destination: Destination | undefined, problems: string[]): Limits {
  const read = (name: 'min' | 'max', otherwise: number) => {
    const minor = config[name] === undefined ? otherwise : toMinor(config[name], exponent);
    if (minor === undefined) problems.push(`${name} "${config[name]}": more decimals than the currency has`);
    return minor ?? otherwise;
  };
  const step = destination?.step ?? 1;
  const min = Math.max(read('min', 0), destination?.minimum ?? 0, step);
  const max = read('max', MAX_MINOR);
  if (min <= max) return { min, max, step };
  problems.push(`max "${config.max}": below the smallest amount`);
  return { min, max: MAX_MINOR, step };
}

function isWithin(amountMinor: number, destination: Destination | undefined): boolean {
  return amountMinor >= (destination?.minimum ?? 0) && amountMinor % (destination?.step ?? 1) === 0;
}

/** Tiers first, then the plain amounts that no tier has. */
function readOptions({ tiers = [], amounts = [] }: Config, exponent: number, problems: string[]): Option[] {
  const options: Option[] = [];
  const add = (decimal: string, rest: Omit<Option, 'amountMinor'> = {}) => {
    const amountMinor = toMinor(decimal, exponent);
    if (!amountMinor) problems.push(`amount "${decimal}": not an amount in this currency`);
    else if (!options.some((other) => other.amountMinor === amountMinor && (!rest.tier || other.tier === rest.tier))) {
      options.push({ ...rest, amountMinor });
    }
  };
  for (const { id, amount, label, description, frequency, href } of tiers) {
    // A link that cannot say how often is for one gift.
    const only = frequency ?? (href && !variablesOf(href).includes('frequency') ? 'once' : undefined);
    add(amount, { tier: id, label, description, frequency: only, href });
  }
  for (const amount of amounts) add(amount);
  return options;
}

/** The frequencies that the publisher asks for, or those that follow from the tiers and the provider. */
function wantedFrequencies(config: Config, options: readonly Option[], destination: Destination | undefined) {
  const given = config.frequencies;
  if (given && given.length > 0) return given;
  const able = destination?.frequencies ?? FREQUENCIES;
  const usual = able.includes('once') ? 'once' : able[0];
  const implied = options.map(({ frequency }) => frequency ?? usual);
  if (options.length === 0) implied.push(usual);
  return FREQUENCIES.filter((frequency) => implied.includes(frequency));
}
