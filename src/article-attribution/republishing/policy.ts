import { own } from '../../base/own.ts';
import { REPUBLISHING } from '../../contracts/credit.ts';
import { IMAGE_POLICIES } from '../../contracts/image-policies.ts';
import { safeLink } from '../../contracts/links.ts';
import type { Licence } from '../licensing/licence.ts';
import type { Republish } from '../option-values.ts';
import type { REPUBLISHING_WORDS } from './words-republishing.ts';

export type ImagePolicy = (typeof IMAGE_POLICIES)[number];

/** What republishers are asked to keep to: a word of the panel. */
export type Rule = Extract<keyof typeof REPUBLISHING_WORDS, `rule${string}`>;

/** What a publisher allows, decided. */
export interface Policy {
  /** Only `yes` lets readers copy the whole article. */
  readonly allowed: (typeof REPUBLISHING)[number];
  /** Empty where the whole article may not be copied. */
  readonly checklist: readonly Rule[];
  readonly rulesUrl: string | undefined;
  /** http(s) or `mailto:`. */
  readonly contact: string | undefined;
  /** Address of a picture that counts how often a copy is read: http(s), absolute. None unless the publisher says so. */
  readonly counter: string | undefined;
  readonly imagePolicy: ImagePolicy;
}

/**
 * Decides who may republish an article, and how.
 *
 * What the publisher says is stronger than the licence. Without a word of the publisher's the article may be copied
 * under an open licence that allows changes; under any other, or none, one has to ask: nothing is ever allowed by a
 * guess, and a word that cannot be understood asks, too.
 */
export function policyOf(republish: Republish | undefined, licence: Licence | undefined): Policy {
  const field = (name: string): unknown => (republish && own(republish, name) ? republish[name] : undefined);
  const allowed = readAllowed(field('allowed')) ?? (isOpen(licence) ? 'yes' : 'ask');
  const imagePolicy = IMAGE_POLICIES.find((one) => one === field('imagePolicy')) ?? 'exclude';
  return {
    allowed,
    checklist: allowed === 'yes' ? checklist(licence, imagePolicy) : [],
    rulesUrl: webLink(field('rulesUrl')),
    contact: safeLink(field('contact'), 'publisher'),
    counter: absolute(field('counter')),
    imagePolicy,
  };
}

/** What a republisher of an unchanged text puts into the head of the page, so that the two do not compete for news. */
export const SEARCH_ADVICE = '<meta name="googlebot-news" content="noindex">';

function readAllowed(value: unknown): Policy['allowed'] | undefined {
  if (value === undefined) return undefined;
  return REPUBLISHING.find((one) => one === value) ?? 'ask';
}

const elementsOf = (licence: Licence | undefined): readonly string[] =>
  licence?.family === 'cc' ? (licence.unit ?? '').split('-') : [];

/** Retired sampling and developing-nations licences do not let everybody copy the whole. */
function isOpen(licence: Licence | undefined): boolean {
  if (licence?.family !== 'cc') return licence !== undefined && /^(?:cc0|mark|known)$/.test(licence.family);
  return elementsOf(licence).every((one) => /^(?:by|nc|sa)$/.test(one));
}

function checklist(licence: Licence | undefined, imagePolicy: ImagePolicy): Rule[] {
  const elements = elementsOf(licence);
  const isShareAlike = elements.includes('sa') || /^(?:GFDL|LAL|ODbL)/.test(licence?.id ?? '');
  const isWaived = licence?.family === 'cc0' || licence?.family === 'mark';
  return [
    'ruleCredit',
    'ruleLink',
    ...changing(licence, elements),
    ...when(isShareAlike, 'ruleShareAlike'),
    ...when(elements.includes('nc'), 'ruleNonCommercial'),
    ...when(licence?.url !== undefined && !isWaived, 'ruleLicence'),
    ...when(imagePolicy !== 'include', 'ruleImages'),
  ];
}

const when = (condition: boolean, rule: Rule): Rule[] => (condition ? [rule] : []);

/** Who may adapt a text is not told to change nothing, and who need not even name the authors is told nothing. */
function changing(licence: Licence | undefined, elements: readonly string[]): Rule[] {
  if (elements.includes('nd')) return ['ruleNoDerivatives'];
  if (!isOpen(licence)) return ['ruleEdit'];
  return licence?.family === 'cc' || licence?.family === 'known' ? ['ruleChanges'] : [];
}

function webLink(value: unknown): string | undefined {
  const link = safeLink(value, 'publisher');
  return link !== undefined && !/^(?:mailto|tel):/i.test(link) ? link : undefined;
}

/** A picture in somebody else's page needs its whole address. */
function absolute(value: unknown): string | undefined {
  const link = safeLink(value, 'publisher');
  return link !== undefined && /^https?:/i.test(link) ? link : undefined;
}
