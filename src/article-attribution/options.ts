import * as z from 'zod/mini';

import { flag, oneOf, resolveConfig, text } from '../base/config.ts';
import { own } from '../base/own.ts';
import {
  BASES,
  CHANGES,
  KINDS,
  METHODS,
  CONTRIBUTOR_ROLES,
  REPUBLISHING,
  SCOPES,
  WORK_KINDS,
  type ChangeType,
  type CreditRole,
  type Scope,
} from '../contracts/credit.ts';
import { safeLink } from '../contracts/links.ts';
import { isDate } from './dates.ts';
import { canonicalLanguage } from './languages.ts';
import { readLicence } from './licence.ts';
import { readPeople, type Person } from './people.ts';

/** Where the page's JSON-LD comes from. */
export const STRUCTURED_DATA = ['auto', 'none', 'standalone'] as const;

/** People in one role other than author and translator. */
export interface Credit {
  readonly role: Exclude<CreditRole, 'author' | 'translator'>;
  readonly label: string | undefined;
  readonly people: readonly Person[];
}

/** What was changed: by a word of ours, or in the publisher's own; when and by whom, where that is known. */
export type Change = ({ readonly type: ChangeType } | { readonly note: string }) & {
  readonly date?: string | undefined;
  readonly by?: string | undefined;
};

/** A field read by a function that says `undefined` for what it cannot use. Blank is absent, if it says nothing. */
function field<T>(read: (value: unknown) => T | undefined, allowed: string, isBlankAbsent = true) {
  return z.pipe(
    z.unknown(),
    z.transform((input, context) => {
      if (isBlankAbsent ? typeof input === 'string' && input.trim() === '' : input === false) return undefined;
      const value = read(input);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', input, message: allowed });
      return z.NEVER;
    }),
  );
}

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const date = () =>
  field(
    (value) => (isDate(trimmed(value)) ? trimmed(value) : undefined),
    'a date like 2015, 2015-03, 2015-03-14 or 2015-03-14T09:30:00+01:00',
  );
const language = () => field((value) => canonicalLanguage(trimmed(value)), 'a BCP 47 language tag like de or pt-BR');
const address = () => field((value) => safeLink(value, 'publisher'), 'an http(s) URL or a path');
const people = () =>
  field(readPeople, 'names separated by semicolons, like Ana Lima; Jonas Weber <https://example.org>');
const list = <T>(read: (items: readonly unknown[]) => T, allowed: string) =>
  field((value) => (isList(value) ? read(value) : undefined), allowed);
const licence = () => field(readLicence, 'the URL of a licence, an SPDX id or a label');

/** Every field that an attribute or JSON may set, by its name as a property. */
export const OPTIONS = z.object({
  kind: oneOf(KINDS),
  source: text(300),
  sourceUrl: address(),
  sourceLang: language(),
  sourceTitle: text(500),
  sourcePublished: date(),
  sourceUpdated: date(),
  sourceLicence: licence(),
  sourceHome: address(),
  sourceShortName: text(100),
  sourceNameLang: language(),
  sourceKind: oneOf(WORK_KINDS),
  sourceRetrieved: date(),
  sourceGone: flag(),
  sourceRights: text(1_000),
  archivedAt: address(),
  contentCredentials: address(),
  sources: list(readSources, 'a list of works'),
  authors: people(),
  translators: people(),
  credits: list(readCredits, 'a list of contributors'),
  reviewedBy: people(),
  publisher: text(300),
  publisherUrl: address(),
  publisherShortName: text(100),
  publisherLang: language(),
  publisherLogo: address(),
  publisherKind: oneOf(WORK_KINDS),
  exclusive: field(readScopes, `${SCOPES.join(' or ')}, or nothing`, false),
  exclusiveFor: text(300),
  exclusiveForUrl: address(),
  exclusiveFrom: date(),
  exclusiveUntil: date(),
  exclusiveIn: list(readTerritories, 'a list of ISO 3166 codes'),
  exclusiveLanguages: list(readLanguages, 'a list of language tags'),
  exclusiveClaimOnly: flag(),
  translationMethod: oneOf(METHODS),
  engine: text(100),
  relay: language(),
  licence: licence(),
  license: licence(),
  rights: text(1_000),
  permission: text(1_000),
  permissionUrl: address(),
  permissionBasis: oneOf(BASES),
  permissionDate: date(),
  permissionRef: text(200),
  changes: field(readChanges, 'words, or a list of changes'),
  published: date(),
  updated: date(),
  retrieved: date(),
  url: address(),
  headline: text(500),
  titleSentence: text(500),
  workLang: language(),
  workTranslation: list(readVersions, 'a list of versions with url and lang'),
  structuredData: oneOf(STRUCTURED_DATA),
  cite: flag(),
  republish: field(readRepublish, `${REPUBLISHING.join(', ')}, nothing, or a policy`, false),
  share: flag(),
  article: text(200),
});

/** What a page said, field by field; absent is unknown. */
export type Options = Partial<z.output<typeof OPTIONS>>;

type Values = Record<string, unknown>;

/**
 * The fields in the JSON of the data model (see `contracts/attribution`), which a child script, the `data` property and
 * `renderAttribution` share. Names of properties are understood as well, so that `{ "source": "Der Bote" }` works.
 *
 * @returns Unchecked values by the names of {@link OPTIONS}; keys that nobody knows stay, to be reported.
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
  if (isObject(fields['licence']) && fields['licence']['appliesTo'] === 'source') {
    fields['sourceLicence'] ??= fields['licence'];
    delete fields['licence'];
  }
  return fields;
}

/** The fields of one JSON alone, with what could not be used. */
export function readOptions(json: unknown): ReturnType<typeof resolveConfig<typeof OPTIONS>> {
  return resolveConfig(OPTIONS, [{ name: 'data', values: isObject(json) ? fieldsOf(json) : {} }]);
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
const FROM_EVIDENCE = { archivedAt: 'archivedAt', contentCredentials: 'contentCredentials' };

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Copies the known fields of `from` under their names here; what the outer JSON says itself is stronger. */
function take(fields: Values, from: unknown, names: Readonly<Record<string, string>>): boolean {
  const known = isObject(from) ? Object.keys(names).filter((name) => own(from, name)) : [];
  for (const name of known) fields[names[name]!] ??= (from as Values)[name];
  return known.length > 0;
}

/** Who translated the original, on its way here, did not translate this version. */
function sortContributors(fields: Values, all: readonly unknown[]): void {
  const contributors = all.filter((one) => !(isObject(one) && one['role'] === 'translator' && one['of'] === 'source'));
  const inRole = (role: string) => contributors.filter((one) => isObject(one) && one['role'] === role);
  const others = contributors.filter(
    (one) => isObject(one) && one['role'] !== 'author' && one['role'] !== 'translator',
  );
  for (const [name, some] of [
    ['authors', inRole('author')],
    ['translators', inRole('translator')],
    ['credits', others],
  ] as const) {
    if (some.length > 0) fields[name] ??= some;
  }
}

type OtherRole = Credit['role'];
const OTHER_ROLES = CONTRIBUTOR_ROLES.filter((role): role is OtherRole => role !== 'author' && role !== 'translator');

function readCredits(items: readonly unknown[]): Credit[] {
  const credits: Credit[] = [];
  for (const item of items.slice(0, 500)) {
    const people = isObject(item) ? readPeople(item) : undefined;
    const role = people && OTHER_ROLES.find((one) => one === (item as Values)['role']);
    if (!role) continue;
    const label = (item as Values)['roleLabel'];
    const words = typeof label === 'string' && label.trim() !== '' ? label.trim().slice(0, 100) : undefined;
    const same = credits.findIndex((credit) => credit.role === role && credit.label === words);
    if (same < 0) credits.push({ role, label: words, people });
    else credits[same] = { role, label: words, people: [...credits[same]!.people, ...people] };
  }
  return credits;
}

/** What a publisher says about republishing; what it holds is read where it is needed. */
export interface Republish {
  readonly allowed?: unknown;
  readonly [field: string]: unknown;
}

/** An attribute without a value offers it, and leaves open what is allowed. */
function readRepublish(value: unknown): Republish | undefined {
  if (isObject(value)) return value;
  const word = value === true ? '' : String(value).trim().toLowerCase();
  if (word === '') return {};
  return (REPUBLISHING as readonly string[]).includes(word) ? { allowed: word } : undefined;
}

/** An attribute without a value says that something is exclusive, and leaves open what. */
function readScopes(value: unknown): Scope[] | undefined {
  if (value === true) return [];
  const isWritten = typeof value === 'string';
  const words = isWritten ? (value.toLowerCase().match(/[^\s,]+/g) ?? []) : isList(value) ? value : [false];
  const scopes = SCOPES.filter((scope) => words.includes(scope));
  return words.every((word) => (SCOPES as readonly unknown[]).includes(word)) ? scopes : undefined;
}

function readChanges(value: unknown): Change[] | undefined {
  const items = isList(value) ? value : [value];
  const changes: Change[] = [];
  for (const item of items.slice(0, 50)) {
    const change = isObject(item) ? item : { note: item };
    const [type, note] = [change['type'], change['note']];
    const known = CHANGES.find((one) => one === type || one === note);
    const said = {
      date: isDate(trimmed(change['date'])) ? trimmed(change['date']) : undefined,
      by: trimmed(change['by']).slice(0, 200) || undefined,
    };
    if (known && (typeof note !== 'string' || note === known)) changes.push({ type: known, ...said });
    else if (typeof note === 'string' && note.trim() !== '')
      changes.push({
        ...said,
        note: note
          .trim()
          .slice(0, 500)
          .replace(/[.。]+$/, ''),
      });
  }
  return changes.length > 0 ? changes : undefined;
}

/** A work further back in a chain of sources. */
export interface Previous {
  readonly name: string;
  readonly url: string | undefined;
  readonly lang?: string | undefined;
  readonly title?: string | undefined;
}

function readSources(items: readonly unknown[]): Previous[] {
  return items.slice(0, 20).flatMap((item) => {
    const [person] = readPeople(item) ?? [];
    const { lang, title } = isObject(item) ? item : {};
    const said = { lang: canonicalLanguage(trimmed(lang)), title: trimmed(title).slice(0, 500) || undefined };
    return person ? [{ name: person.name, url: person.url, ...said }] : [];
  });
}

/** The same text in another language. */
export interface Version {
  readonly url: string;
  readonly lang: string;
  readonly title: string | undefined;
}

function readVersions(items: readonly unknown[]): Version[] | undefined {
  const versions = items.slice(0, 100).flatMap((item): Version[] => {
    const { url, lang, title } = isObject(item) ? item : {};
    const [address, language] = [safeLink(url, 'publisher'), canonicalLanguage(trimmed(lang))];
    return address && language
      ? [{ url: address, lang: language, title: trimmed(title).slice(0, 500) || undefined }]
      : [];
  });
  return versions.length > 0 ? versions : undefined;
}

function readLanguages(items: readonly unknown[]): string[] | undefined {
  const tags = items.map((item) => canonicalLanguage(trimmed(item))).filter((tag) => tag !== undefined);
  return tags.length > 0 && tags.length === items.length ? tags : undefined;
}

function readTerritories(items: readonly unknown[]): string[] | undefined {
  const codes = items.map((item) => trimmed(item).toUpperCase());
  const isKnown = codes.every((code) => /^(?:[A-Z]{2}(?:-[A-Z\d]{1,3})?|\d{3})$/.test(code));
  return codes.length > 0 && isKnown ? codes : undefined;
}
