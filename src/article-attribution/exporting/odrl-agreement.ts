import { isTranslation, type Facts } from '../facts.ts';
import type { OdrlNode, Texts } from './odrl.ts';

/** What is done with an original, and whether another text comes of it. */
const MAKING: Readonly<Partial<Record<Facts['kind'], string>>> = {
  translation: 'translate',
  'self-translation': 'translate',
  adaptation: 'derive',
  summary: 'derive',
  excerpt: 'extract',
};

/**
 * The permission on which a text is published, as an agreement where both parties are named, else as a set of rules.
 *
 * @returns `undefined` if the data name none, or no original that it could be about.
 */
export function agreement(texts: Texts): OdrlNode | undefined {
  const { facts, page } = texts;
  const permissions = [...(isPermitted(facts) ? rules(texts) : []), ...exclusive(texts)];
  if (permissions.length === 0 || page === undefined) return undefined;
  const isBetweenTwo = permissions.every((rule) => rule['assigner'] && rule['assignee']);
  return prune({
    '@type': isBetweenTwo ? 'Agreement' : 'Set',
    uid: `${page}#policy`,
    'dct:description': isPermitted(facts) ? facts.permission : undefined,
    'dct:identifier': isPermitted(facts) ? facts.permissionRef : undefined,
    'dct:issued': isPermitted(facts) ? facts.permissionDate : undefined,
    'dct:source': isPermitted(facts) ? reference(texts.link(facts.permissionUrl)) : undefined,
    permission: permissions,
  });
}

/** Only a permission that somebody gave: a licence is named as what it is, and other grounds ask nobody. */
function isPermitted({ permission, permissionUrl, permissionRef, permissionBasis, kind }: Facts): boolean {
  if (kind === 'original' || kind === 'co-publication') return false;
  if (permissionBasis !== undefined) return permissionBasis === 'permission' || permissionBasis === 'partner';
  return (permission ?? permissionUrl ?? permissionRef) !== undefined;
}

/** What was made of the original may be spread; the original itself only where nothing else was made of it. */
function rules({ facts, page, original, link }: Texts): OdrlNode[] {
  const making = MAKING[facts.kind];
  const source = assetOf(original, facts.sourceTitle);
  if (source === undefined) return [];
  const language = isTranslation(facts.kind) ? constraint('language', 'eq', facts.lang) : undefined;
  const parties = {
    assigner: party(facts.source, link(facts.sourceHome)),
    assignee: party(facts.publisher, link(facts.publisherUrl)),
  };
  const duty = [prune({ action: 'attribute', attributedParty: parties.assigner })];
  const rule = (action: string, target: unknown, output?: string) =>
    prune({ target, action, ...parties, output, constraint: language && [language], duty });
  if (making === undefined) return [rule('distribute', source)];
  return [rule(making, source, page), rule('distribute', page)];
}

/** For whom, where, in what and how long something is exclusive; that it is so is a sentence. */
function exclusive({ facts, page, link }: Texts): OdrlNode[] {
  const {
    beneficiary,
    exclusiveClaimOnly,
    exclusiveIn = [],
    exclusiveLanguages,
    exclusiveFrom,
    exclusiveUntil,
  } = facts;
  const isPlaced = exclusiveIn.every((code) => /^[A-Z]{2}$/.test(code));
  if (facts.exclusive.length === 0 || exclusiveClaimOnly || !beneficiary || page === undefined || !isPlaced) return [];
  const what = facts.exclusive.map((scope) => SCOPES[scope]).join(' and ');
  const constraints = [
    among('spatial', exclusiveIn.map(country)),
    among('language', exclusiveLanguages ?? [facts.lang]),
    exclusiveFrom && constraint('dateTime', 'gteq', boundary(exclusiveFrom, 'first')),
    exclusiveUntil && constraint('dateTime', 'lteq', boundary(exclusiveUntil, 'last')),
  ].filter((one) => one);
  return [
    {
      target: page,
      action: 'distribute',
      assignee: party(beneficiary.name, link(beneficiary.url)),
      constraint: constraints,
      'dct:description': { '@language': 'en', '@value': `${what} for ${beneficiary.name}, as the publisher says.` },
    },
  ];
}

const SCOPES = { translation: 'Exclusive translation', publication: 'Exclusive publication' } as const;

/* ---- Pieces ---- */

const reference = (url: string | undefined): OdrlNode | undefined => (url === undefined ? undefined : { '@id': url });

const assetOf = (uid: string | undefined, title: string | undefined): unknown =>
  uid ?? (title === undefined ? undefined : { '@type': 'Asset', 'dct:title': title });

const party = (name: string | undefined, uid: string | undefined): OdrlNode | undefined =>
  name === undefined ? undefined : prune({ '@type': ['Party', 'vcard:Organization'], uid, 'vcard:fn': name });

const constraint = (leftOperand: string, operator: string, rightOperand: unknown): OdrlNode => ({
  leftOperand,
  operator,
  rightOperand,
});

function among(leftOperand: string, values: readonly unknown[]): OdrlNode | undefined {
  if (values.length < 2) return values.length === 0 ? undefined : constraint(leftOperand, 'eq', values[0]);
  return constraint(leftOperand, 'isAnyOf', values);
}

/** ODRL wants an IRI here; this is where ISO tells of the code. */
const country = (code: string): OdrlNode => ({ '@id': `https://www.iso.org/obp/ui/#iso:code:3166:${code}` });

/** A year or a month begins with its first day and ends with its last; a day and a time are what they are. */
function boundary(date: string, end: 'first' | 'last'): OdrlNode {
  const [year, month] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month ?? 12, 0)).getUTCDate();
  const day = end === 'first' ? '-01' : `-${String(last).padStart(2, '0')}`;
  const whole = date.length === 4 ? `${date}${end === 'first' ? '-01' : '-12'}${day}` : date + day;
  const isTime = date.length > 10;
  return { '@type': isTime ? 'xsd:dateTime' : 'xsd:date', '@value': date.length < 10 ? whole : date };
}

function prune(node: Readonly<Record<string, unknown>>): OdrlNode {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(node)) if (node[key] !== undefined) kept[key] = node[key];
  return kept;
}
