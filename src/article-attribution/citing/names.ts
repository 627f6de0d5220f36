import type { Person } from '../people.ts';
import { clean } from './text.ts';

/** Somebody as citations name them: in one piece, or in parts that can be turned around. */
export interface Name {
  /** As it is printed. */
  readonly full: string;
  readonly parts: NameParts | undefined;
  /** An organisation or a machine: never taken for a family name. */
  readonly isGroup: boolean;
}

export interface NameParts {
  readonly given: string;
  readonly family: string;
  readonly particle: string;
  readonly suffix: string;
  /** The family name stands first already, as in Chinese. */
  readonly isFamilyFirst: boolean;
}

const LATIN = /^[\p{Lu}\p{Lt}](?:[\p{L}\p{M}.'’ʼ-])*$/u;
const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
/** Here the family name may stand first, and nothing in the name says whether it does. */
const FAMILY_FIRST = /^(?:hu|ja|ko|vi|zh)\b/i;

/**
 * A person's name for citations. What the publisher says of its parts counts; without that, only two words in Latin
 * letters are a given name and a family name. Everything else stays in one piece: mononyms, double surnames, names in
 * other scripts, organisations. Nothing is split on commas.
 */
export function nameOf(person: Person, groups: readonly string[] = []): Name {
  const full = clean(person.name);
  const isGroup = person.type === 'organization' || person.type === 'machine' || groups.includes(full);
  return { full, isGroup, parts: isGroup ? undefined : (givenParts(person) ?? derivedParts(person, full)) };
}

function givenParts({ given, family, particle = '', suffix = '', order }: Person): NameParts | undefined {
  if (given === undefined || family === undefined) return undefined;
  return {
    given: clean(given),
    family: clean(family),
    particle: clean(particle),
    suffix: clean(suffix),
    isFamilyFirst: order === 'family-given',
  };
}

function derivedParts({ family, given, language = '', order }: Person, full: string): NameParts | undefined {
  const [first, last, ...more] = full.split(' ');
  if (first === undefined || last === undefined || more.length > 0 || (family ?? given) !== undefined) return undefined;
  if (!LATIN.test(first) || !LATIN.test(last) || NOT_LATIN.test(full)) return undefined;
  if (order === undefined && FAMILY_FIRST.test(language)) return undefined;
  const isFamilyFirst = order === 'family-given';
  const [given_, family_] = isFamilyFirst ? [last, first] : [first, last];
  return { given: given_, family: family_, particle: '', suffix: '', isFamilyFirst };
}

/** `van der Berg`. */
export function surname({ particle, family }: NameParts): string {
  return particle ? `${particle} ${family}` : family;
}

/** `Kessler, Maria`, `King, Martin Luther, Jr.`; names that begin with the family name stay as they are. */
export function inverted({ full, parts }: Name): string {
  if (!parts || parts.isFamilyFirst) return full;
  return `${surname(parts)}, ${parts.given}${parts.suffix && `, ${parts.suffix}`}`;
}

/** `M.`, `J.-P.`, `M. L.`: every part of a given name by its first letter. */
export function initials(given: string): string {
  const joined = (part: string) => part.split(/[-‐‑]/).map(initial).filter(Boolean).join('-');
  return given.split(/\s+/).map(joined).filter(Boolean).join(' ');
}

function initial(part: string): string {
  const letter = /\p{L}\p{M}*/u.exec(part)?.[0];
  return letter === undefined ? '' : `${letter}.`;
}

/** Joins names as English does: `A`, `A and B`, `A, B, and C`. */
export function listed(names: readonly string[], word: string): string {
  if (names.length < 3) return names.join(` ${word} `);
  return `${names.slice(0, -1).join(', ')}, ${word} ${names[names.length - 1]}`;
}
