import { own } from '../base/own.ts';
import { CONTRIBUTOR_ROLES } from '../contracts/credit.ts';
import { isList, isObject, type Values } from './option-values.ts';

/**
 * The fields in the JSON of the data model (see `contracts/attribution`), which a child script, the `data` property and
 * `renderAttribution` share. Names of properties are understood as well, so that `{ "source": "Der Bote" }` works.
 *
 * @returns Unchecked values by the names of `OPTIONS`; keys that nobody knows stay, to be reported.
 */
export function fieldsOf(json: Values): Values {
  const { work, source, contributors, exclusivity, permission, translation, evidence, ...fields } = json;
  const sources = isList(source) ? source : isObject(source) ? [source] : [];
  // What is no work is somebody's name, or a mistake to report.
  if (source !== undefined && !take(fields, sources[0], FROM_SOURCE)) fields['source'] = source;
  if (sources.length > 1) fields['sources'] = sources.slice(1);
  take(fields, work, FROM_WORK);
  take(fields, translation, FROM_TRANSLATION);
  take(fields, evidence, FROM_EVIDENCE);
  take(fields, exclusivity, FROM_EXCLUSIVITY);
  if (isObject(exclusivity)) fields['exclusive'] ??= '';
  if (isObject(permission)) take(fields, permission, FROM_PERMISSION);
  else if (permission !== undefined) fields['permission'] = permission;
  if (isList(contributors)) sortContributors(fields, contributors);
  else if (contributors !== undefined) fields['credits'] = contributors;
  placeLicence(fields, 'licence');
  placeLicence(fields, 'sourceLicence');
  return fields;
}

/** A licence that says what it is for is nothing else's. */
function placeLicence(fields: Values, key: string): void {
  const licence = fields[key];
  const { appliesTo } = isObject(licence) ? licence : {};
  const place = appliesTo === 'source' ? 'sourceLicence' : appliesTo === 'images' ? 'imagesLicence' : key;
  if (place === key) return;
  delete fields[key];
  fields[place] ??= licence;
}

const FROM_SOURCE = {
  name: 'source',
  url: 'sourceUrl',
  lang: 'sourceLang',
  title: 'sourceTitle',
  published: 'sourcePublished',
  updated: 'sourceUpdated',
  licence: 'sourceLicence',
  home: 'sourceHome',
  shortName: 'sourceShortName',
  nameLang: 'sourceNameLang',
  kind: 'sourceKind',
  retrieved: 'sourceRetrieved',
  gone: 'sourceGone',
  copyright: 'sourceRights',
};
const FROM_WORK = {
  name: 'publisher',
  home: 'publisherUrl',
  url: 'url',
  title: 'headline',
  titleSentence: 'titleSentence',
  lang: 'workLang',
  published: 'published',
  updated: 'updated',
  licence: 'licence',
  copyright: 'rights',
  shortName: 'publisherShortName',
  nameLang: 'publisherLang',
  logo: 'publisherLogo',
  kind: 'publisherKind',
  retrieved: 'retrieved',
  workTranslation: 'workTranslation',
};
const FROM_TRANSLATION = {
  from: 'sourceLang',
  to: 'workLang',
  method: 'translationMethod',
  engine: 'engine',
  via: 'relay',
  reviewedBy: 'reviewedBy',
  sourceUpdated: 'sourceUpdated',
};
const FROM_EXCLUSIVITY = {
  beneficiary: 'exclusiveFor',
  beneficiaryUrl: 'exclusiveForUrl',
  scope: 'exclusive',
  from: 'exclusiveFrom',
  until: 'exclusiveUntil',
  territories: 'exclusiveIn',
  languages: 'exclusiveLanguages',
  claimOnly: 'exclusiveClaimOnly',
};
const FROM_PERMISSION = {
  text: 'permission',
  url: 'permissionUrl',
  basis: 'permissionBasis',
  date: 'permissionDate',
  ref: 'permissionRef',
};
/** Everybody else is among the credits. */
const LISTS: Readonly<Record<string, string>> = { author: 'authors', translator: 'translators' };
const FROM_EVIDENCE = { archivedAt: 'archivedAt', contentCredentials: 'contentCredentials' };

/** Copies the known fields of `from` under their names here; what the outer JSON says itself is stronger. */
function take(fields: Values, from: unknown, names: Readonly<Record<string, string>>): boolean {
  const known = isObject(from) ? Object.keys(names).filter((name) => own(from, name)) : [];
  for (const name of known) fields[names[name]!] ??= (from as Values)[name];
  return known.length > 0;
}

/** Who translated the original, on its way here, did not translate this version. Who has no part in it is reported. */
function sortContributors(fields: Values, all: readonly unknown[]): void {
  const sorted: Record<string, unknown[]> = {};
  for (const one of all) {
    const { role, of } = isObject(one) ? one : {};
    if (role === 'translator' && of === 'source') continue;
    const isKnown = (CONTRIBUTOR_ROLES as readonly unknown[]).includes(role);
    const name = isKnown ? (LISTS[role as string] ?? 'credits') : 'contributors';
    (sorted[name] ??= []).push(one);
  }
  for (const name of Object.keys(sorted)) fields[name] ??= sorted[name];
}
