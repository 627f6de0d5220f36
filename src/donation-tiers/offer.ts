import { displayHost } from '../contracts/links.ts';
import { FREQUENCIES, MAX_PERKS, type Frequency } from '../contracts/decimal.ts';
import { isCheckoutLink } from './checkout.ts';
import { cutsAmount, expandTemplate, unknownVariables, VARIABLES, variablesOf } from './checkout-template.ts';
import { exponentOf, MAX_MINOR, toDecimal, toMinor } from './money.ts';
import type { Carriage, Choice, Destination } from './providers.ts';
import type { DonationConfig } from './settings.ts';
import { withStripeReference } from './stripe-reference.ts';

/** One amount that can be chosen. */
export interface Option {
  /** Whole minor units. */
  readonly amountMinor: number;
  /** Id of the tier, when it is one. */
  readonly tier?: string | undefined;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  /** What givers get for it. */
  readonly perks?: readonly string[];
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
  /** Whether nothing says where to pay: the page, or the form around the element, takes the choice. */
  readonly isUnbound: boolean;
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
  // Until `src` has named the currency, no number of decimals is wrong.
  const exponent = currency ? exponentOf(currency) : 4;
  const problems: string[] = [];
  const destination = findDestination(config, currency, connect, problems);
  const limits = limitsOf(config, exponent, destination, problems);
  if (config.confirmAbove !== undefined && toMinor(config.confirmAbove, exponent) === undefined) {
    problems.push(`confirm-above "${config.confirmAbove}": more decimals than the currency has`);
  }
  const all = currency ? readOptions(config, exponent, problems) : [];
  const isUnbound = !destination && !all.some(({ href }) => href) && !config.provider && !config.checkout;
  const takes = (frequency: Frequency) => destination?.frequencies.includes(frequency) ?? isUnbound;
  const isOpen = (option: Option | 'custom', frequency: Frequency): boolean => {
    if (option === 'custom') return !config.noCustom && currency !== '' && takes(frequency);
    if ((option.frequency && option.frequency !== frequency) || isInTier(option, frequency, all)) return false;
    return !!option.href || (takes(frequency) && !misfitOf(option.amountMinor, destination, exponent));
  };
  const wanted = wantedFrequencies(config, all, destination);
  const options = all.filter((option) => {
    const isUsable = wanted.some((frequency) => isOpen(option, frequency));
    const isRepeated = wanted.every((frequency) => isInTier(option, frequency, all));
    if (!isUsable && !isRepeated) problems.push(whyNot(option, destination, exponent));
    return isUsable;
  });
  const hasCustom = options.length > 0 || (destination && destination.amount !== 'asked');
  const frequencies = wanted.filter(
    (frequency) => options.some((option) => isOpen(option, frequency)) || (hasCustom && isOpen('custom', frequency)),
  );
  const lost = wanted.filter((frequency) => !frequencies.includes(frequency));
  if (config.frequencies && lost.length > 0 && (destination ?? options[0])) {
    problems.push(`frequencies "${lost.join(' ')}": ${nameOf(destination)} cannot take them`);
  }
  return { currency, exponent, options, frequencies, destination, isUnbound, limits, isOpen, problems };
}

/** The link of a choice; `undefined` when there is nowhere to pay. */
export function handoffOf({ destination }: Offer, choice: Choice, option?: Option): Handoff | undefined {
  const own = option?.href ? templateDestination(option.href) : destination;
  const link = own?.link(choice);
  if (!own || !link) return undefined;
  const url = option?.href ? withStripeReference(link, choice.reference) : link;
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
  if (checkout) return isTemplateUsable(checkout, 'checkout', problems) ? templateDestination(checkout) : undefined;
  if (!provider) return undefined;
  const found = account && connect?.(provider, account, currency);
  if (!found) problems.push(`account "${account ?? ''}": not one of ${provider} that takes ${currency || 'money'}`);
  return found || undefined;
}

/** Names what a template cannot be given; one that would carry another amount than the chosen one is of no use. */
function isTemplateUsable(template: string, name: string, problems: string[]): boolean {
  const unknown = unknownVariables(template);
  if (unknown.length > 0) problems.push(`${name}: unknown "${unknown.join(' ')}"; allowed: ${VARIABLES.join(' ')}`);
  const isWhole = !cutsAmount(template);
  if (!isWhole) problems.push(`${name}: the amount would be cut; write it without ":" and a length`);
  return isWhole;
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
    maximum: MAX_MINOR,
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
  const largest = destination?.maximum ?? MAX_MINOR;
  const max = Math.min(read('max', largest), largest);
  if (min <= max) return { min, max, step };
  problems.push(`max "${config.max}": below the smallest amount`);
  return { min, max: largest, step };
}

/** Why an amount cannot be paid there; `undefined` if it can. */
function misfitOf(amountMinor: number, destination: Destination | undefined, exponent: number): string | undefined {
  if (!destination) return undefined;
  const { minimum, maximum, step } = destination;
  const where = nameOf(destination);
  if (amountMinor < minimum) return `less than ${toDecimal(minimum, exponent)}, the least that ${where} takes`;
  if (amountMinor > maximum) return `more than ${toDecimal(maximum, exponent)}, the most that ${where} takes`;
  return amountMinor % step === 0 ? undefined : `not a multiple of ${toDecimal(step, exponent)}, as ${where} wants`;
}

/** What to tell the developer about an amount that is not offered. */
function whyNot(
  { amountMinor, tier, frequency, href }: Option,
  destination: Destination | undefined,
  exponent: number,
) {
  const misfit = href ? undefined : misfitOf(amountMinor, destination, exponent);
  const reason = misfit ?? `${nameOf(destination)} cannot take it ${frequency ?? 'as often as is asked for'}`;
  return `amount "${toDecimal(amountMinor, exponent)}"${tier ? ` of "${tier}"` : ''}: ${reason}`;
}

const nameOf = (destination: Destination | undefined) => destination?.name || 'the checkout';

/** Tiers first, then the plain amounts that no tier has. */
function readOptions({ tiers = [], amounts = [] }: Config, exponent: number, problems: string[]): Option[] {
  const options: Option[] = [];
  const add = (decimal: string, rest: Omit<Option, 'amountMinor'> = {}) => {
    const amountMinor = toMinor(decimal, exponent);
    if (!amountMinor) problems.push(`amount "${decimal}": not an amount in this currency`);
    else if (!options.some((other) => covers(other, { ...rest, amountMinor }))) options.push({ ...rest, amountMinor });
  };
  for (const { id, amount, href: link, frequency, perks = [], ...words } of tiers) {
    if (perks.length > MAX_PERKS) {
      problems.push(`tier "${id ?? amount}": more than ${MAX_PERKS} perks; the others were left out`);
    }
    const href = link && isTemplateUsable(link, `tier "${id ?? amount}"`, problems) ? link : undefined;
    // A link that cannot say how often is for one gift.
    const only = frequency ?? (href && !variablesOf(href).includes('frequency') ? 'once' : undefined);
    add(amount, { ...words, perks: perks.slice(0, MAX_PERKS), tier: id, frequency: only, href });
  }
  for (const amount of amounts) add(amount);
  return options;
}

/** Whether one option says what the other would: a tier may stand once for each frequency, with a link for each. */
function covers(one: Option, other: Option): boolean {
  if (one.amountMinor !== other.amountMinor || (other.tier && one.tier !== other.tier)) return false;
  return !one.frequency || one.frequency === other.frequency;
}

/** Whether a tier has this plain amount, as often. */
function isInTier(option: Option, frequency: Frequency, options: readonly Option[]): boolean {
  if (option.tier ?? option.label ?? option.href ?? option.frequency) return false;
  return options.some((other) => other.amountMinor === option.amountMinor && other.frequency === frequency);
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
