import * as z from 'zod/mini';

import { flag, oneOf, resolveConfig, text } from '../base/config.ts';
import { BASES, CONTRIBUTOR_ROLES, KINDS, METHODS, REPUBLISHING, SCOPES, WORK_KINDS } from '../contracts/credit.ts';
import { safeLink } from '../contracts/links.ts';
import { isDate } from './dates.ts';
import { canonicalLanguage } from './languages.ts';
import { readLicence } from './licensing/licence.ts';
import { fieldsOf } from './model.ts';
import {
  isList,
  isObject,
  readChanges,
  readCredits,
  readLanguages,
  readRepublish,
  readScopes,
  readSources,
  readTerritories,
  readVersions,
  trimmed,
} from './option-values.ts';
import { readPeople } from './people.ts';

/** Where the page's JSON-LD comes from. */
export const STRUCTURED_DATA = ['auto', 'none', 'standalone'] as const;
/** What is added to passages that readers copy. */
export const COPY_CREDIT = ['quote'] as const;

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
  /** Those who are nobody's author, translator or anything else. */
  contributors: field((): undefined => undefined, `a role of ${CONTRIBUTOR_ROLES.join(', ')}`),
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
  imagesLicence: licence(),
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
  copyCredit: oneOf(COPY_CREDIT),
  corrections: address(),
});

/** What a page said, field by field; absent is unknown. */
export type Options = Partial<z.output<typeof OPTIONS>>;

/** The fields of one JSON alone, with what could not be used. */
export function readOptions(json: unknown): ReturnType<typeof resolveConfig<typeof OPTIONS>> {
  return resolveConfig(OPTIONS, [{ name: 'data', values: isObject(json) ? fieldsOf(json) : {} }]);
}
