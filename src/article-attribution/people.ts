import { own } from '../base/own.ts';
import { safeLink } from '../contracts/links.ts';

/** Somebody to credit. The name is printed as it is. */
export interface Person {
  readonly name: string;
  readonly url?: string | undefined;
  /** Of the name; of the native spelling, if there is one. */
  readonly language?: string | undefined;
  /** The name in its own writing, printed beside it. */
  readonly native?: string | undefined;
  /** Where they work, printed beside the name. */
  readonly affiliation?: string | undefined;
  readonly type?: 'person' | 'organization' | 'machine' | undefined;
  readonly sameAs?: readonly string[] | undefined;
  /** The parts of the name as citations need them, where the publisher says which is which. */
  readonly given?: string;
  readonly family?: string;
  readonly particle?: string;
  readonly suffix?: string;
  readonly order?: 'given-family' | 'family-given';
  /** Who asked not to be named; there is no name then. */
  readonly isAnonymous?: boolean | undefined;
  /** A link that was given and cannot be used. */
  readonly refusedLink?: string | undefined;
}

/** Longest name, in UTF-16 code units. */
const MAX_NAME = 200;
const MAX_PEOPLE = 5_000;
const LINKED = /^(.*\S)\s+<([^<>]*)>$/;
const TYPES = ['person', 'organization', 'machine'] as const;
const PARTS = ['given', 'family', 'particle', 'suffix', 'order'];

/**
 * Reads people as publishers write them: `Name <https://…>; Name`, a list of names, or a list of contributors.
 *
 * Names are separated by semicolons only ("Weber, Jonas" is one person); angle brackets that hold no address belong to
 * the name. Whoever has no name, is withheld, or is for metadata only, is left out; nobody is named twice.
 *
 * @returns `undefined` if nobody is left.
 */
export function readPeople(value: unknown): Person[] | undefined {
  const items = typeof value === 'string' ? splitNames(value) : Array.isArray(value) ? value : [value];
  const people: Person[] = [];
  const seen = new Set<string>();
  for (const item of items.slice(0, MAX_PEOPLE) as unknown[]) {
    const person = typeof item === 'string' ? fromText(item) : fromObject(item);
    const key = `${person?.name} ${person?.url ?? ''}`;
    if (!person || seen.has(key)) continue;
    seen.add(key);
    people.push(person);
  }
  return people.length > 0 ? people : undefined;
}

/** Semicolons inside angle brackets belong to the address. */
function splitNames(text: string): string[] {
  return text.slice(0, 200_000).match(/(?:<[^<>]*>|[^;])+/g) ?? [];
}

function fromText(text: string): Person | undefined {
  const [, name, address] = LINKED.exec(text.trim()) ?? [];
  if (name && address !== undefined && /^\s*(?:[a-z][a-z\d+.-]*:|\/)/i.test(address)) return withLink(name, address);
  return withLink(text);
}

function fromObject(item: unknown): Person | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const field = (key: string) => (own(item, key) ? (item as Record<string, unknown>)[key] : undefined);
  if (field('status') === 'withheld' || field('visibility') === 'metadata-only') return undefined;
  if (field('status') === 'anonymous') return { name: '', isAnonymous: true };
  if (typeof field('name') !== 'string') return undefined;
  const person = withLink(field('name') as string, field('url'));
  const sameAs = field('status') === 'pseudonym' ? undefined : field('sameAs');
  const links: readonly unknown[] = Array.isArray(sameAs) ? sameAs : [];
  const short = (key: string) => cleanName(field(key)) || undefined;
  return (
    person && {
      ...person,
      ...partsOf(field),
      type: TYPES.find((type) => type === field('type')),
      language: short('nameLang'),
      native: short('nameNative'),
      affiliation: short('affiliation'),
      sameAs: links.filter(isAbsolute),
      refusedLink: person.refusedLink ?? (links.find((link) => !isAbsolute(link)) as string | undefined),
    }
  );
}

/** An identifier (ORCID, Wikidata, VIAF, ISNI) is an address of its own, wherever the page is. */
const isAbsolute = (link: unknown): link is string => /^https?:/i.test(safeLink(link, 'publisher') ?? '');

function partsOf(field: (key: string) => unknown): Partial<Person> {
  const parts: Record<string, string> = {};
  for (const key of PARTS) {
    const part = cleanName(field(key));
    if (part && (key !== 'order' || /^(?:given-family|family-given)$/.test(part))) parts[key] = part;
  }
  return parts;
}

const cleanName = (written: unknown): string =>
  typeof written === 'string'
    ? written
        .slice(0, MAX_NAME)
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim()
    : '';

function withLink(written: string, address?: unknown): Person | undefined {
  const name = cleanName(written);
  const url = safeLink(address, 'publisher');
  const refusedLink = typeof address === 'string' && address !== '' && !url ? address : undefined;
  return name ? { name, url, refusedLink } : undefined;
}

/** Whether two credits name the same person: by an address of theirs, or by name without regard to case and spaces. */
export function isSamePerson(a: Person, b: Person): boolean {
  const key = ({ name }: Person) => name.toLowerCase().normalize('NFC').replace(/\s+/g, ' ');
  if (a.isAnonymous || b.isAnonymous) return false;
  const addresses = ({ url, sameAs = [] }: Person) => [url ?? [], sameAs].flat();
  return key(a) === key(b) || addresses(a).some((one) => addresses(b).includes(one));
}
