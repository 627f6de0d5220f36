/** How the values of single fields are read: what cannot be used is left out, or makes the field `undefined`. */
import {
  CHANGES,
  CONTRIBUTOR_ROLES,
  REPUBLISHING,
  SCOPES,
  type ChangeType,
  type CreditRole,
  type Scope,
} from '../contracts/credit.ts';
import { safeLink } from '../contracts/links.ts';
import { isDate } from './dates.ts';
import { canonicalLanguage } from './languages.ts';
import { readPeople, type Person } from './people.ts';

/** Fields as they were given: unchecked. */
export type Values = Record<string, unknown>;

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Text without control characters and outer spaces; empty for what is no text. */
export const trimmed = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ').trim() : '';

/** People in one role other than author and translator. */
export interface Credit {
  readonly role: Exclude<CreditRole, 'author' | 'translator'>;
  readonly label: string | undefined;
  readonly people: readonly Person[];
}

/** What was changed: by a word of ours, or in the publisher's own; when and by whom, where that is known. */
export type Change = (
  { readonly type: ChangeType } | { readonly type?: ChangeType | undefined; readonly note: string }
) & {
  readonly date?: string | undefined;
  readonly by?: string | undefined;
};

type OtherRole = Credit['role'];
const OTHER_ROLES = CONTRIBUTOR_ROLES.filter((role): role is OtherRole => role !== 'author' && role !== 'translator');

/**
 * Everybody in a role other than author and translator, those of one role and label together. Who has no name, or no role
 * that we know, is left out; of more than 500 contributors, the first 500 are read.
 */
export function readCredits(items: readonly unknown[]): Credit[] {
  const credits: Credit[] = [];
  for (const item of items.slice(0, 500)) {
    const people = isObject(item) ? readPeople(item) : undefined;
    const role = people && OTHER_ROLES.find((one) => one === (item as Values)['role']);
    if (!role) continue;
    const words = trimmed((item as Values)['roleLabel']).slice(0, 100) || undefined;
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
export function readRepublish(value: unknown): Republish | undefined {
  if (isObject(value)) return value;
  const word = value === true ? '' : String(value).trim().toLowerCase();
  if (word === '') return {};
  return (REPUBLISHING as readonly string[]).includes(word) ? { allowed: word } : undefined;
}

/** An attribute without a value says that something is exclusive, and leaves open what. */
export function readScopes(value: unknown): Scope[] | undefined {
  if (value === true) return [];
  const isWritten = typeof value === 'string';
  const words = isWritten ? (value.toLowerCase().match(/[^\s,]+/g) ?? []) : isList(value) ? value : [false];
  const scopes = SCOPES.filter((scope) => words.includes(scope));
  return words.every((word) => (SCOPES as readonly unknown[]).includes(word)) ? scopes : undefined;
}

/**
 * What was changed: words of ours, or notes of up to 500 UTF-16 units without a full stop; at most 50.
 *
 * @returns `undefined` if nothing of it says anything.
 */
export function readChanges(value: unknown): Change[] | undefined {
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
    else if (trimmed(note) !== '')
      changes.push({
        ...said,
        type: known,
        note: trimmed(note)
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

/** Works with a name, at most 20; any others are left out. */
export function readSources(items: readonly unknown[]): Previous[] {
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

/**
 * Versions with a safe link and a language, at most 100; any others are left out.
 *
 * @returns `undefined` if none is left.
 */
export function readVersions(items: readonly unknown[]): Version[] | undefined {
  const versions = items.slice(0, 100).flatMap((item): Version[] => {
    const { url, lang, title } = isObject(item) ? item : {};
    const [address, language] = [safeLink(url, 'publisher'), canonicalLanguage(trimmed(lang))];
    return address && language
      ? [{ url: address, lang: language, title: trimmed(title).slice(0, 500) || undefined }]
      : [];
  });
  return versions.length > 0 ? versions : undefined;
}

/** Canonical BCP 47 tags; `undefined` for an empty list, and for one in which anything is no language. */
export function readLanguages(items: readonly unknown[]): string[] | undefined {
  const tags = items.map((item) => canonicalLanguage(trimmed(item))).filter((tag) => tag !== undefined);
  return tags.length > 0 && tags.length === items.length ? tags : undefined;
}

/**
 * Codes of countries and their parts (ISO 3166-1 alpha-2, ISO 3166-2) or of regions (UN M49), as capitals; `undefined` for an
 * empty list, and for one in which anything else stands.
 */
export function readTerritories(items: readonly unknown[]): string[] | undefined {
  const codes = items.map((item) => trimmed(item).toUpperCase());
  const isKnown = codes.every((code) => /^(?:[A-Z]{2}(?:-[A-Z\d]{1,3})?|\d{3})$/.test(code));
  return codes.length > 0 && isKnown ? codes : undefined;
}
