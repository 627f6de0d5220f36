import type { Person } from '../people.ts';
import { prune } from '../prune.ts';

/** A node of JSON-LD. */
export type Node = Readonly<Record<string, unknown>>;

/** An organisation of the press: who publishes a text, or where it appeared. */
export interface Press {
  readonly name: string;
  readonly shortName?: string | undefined;
  /** Its home page. */
  readonly home?: string | undefined;
  /** Address of a picture. */
  readonly logo?: string | undefined;
}

/**
 * Makes nodes for people and organisations, whose addresses are absolute. Whoever has an address has an `@id` and is
 * described once: after that, by reference. Where several names share one address, it identifies nobody.
 */
export class Nodes {
  readonly #base: string | undefined;
  readonly #described = new Set<string>();
  readonly #names = new Map<string, Set<string>>();

  /**
   * @param base - What relative addresses start from; without it they are left out.
   * @param everybody - All that will be described, to see which addresses are shared.
   */
  constructor(base: string | undefined, everybody: readonly Pick<Person, 'name' | 'url'>[]) {
    this.#base = base;
    for (const { name, url } of everybody) {
      const address = this.link(url);
      if (address === undefined) continue;
      const names = this.#names.get(address) ?? new Set();
      this.#names.set(address, names.add(name));
    }
  }

  /** An absolute http(s) address. */
  link = (url: string | undefined): string | undefined => absolute(url, this.#base);

  person = ({ name, url, type, sameAs, native, affiliation }: Person): Node => {
    const isPerson = type !== 'organization';
    const others = sameAs?.map(this.link).filter((link) => link !== undefined);
    return this.#once(url, isPerson ? 'person' : 'org', name, {
      '@type': isPerson ? 'Person' : 'Organization',
      name,
      alternateName: native,
      url: this.link(url),
      sameAs: others && some(others),
      affiliation: isPerson && affiliation ? { '@type': 'Organization', name: affiliation } : undefined,
    });
  };

  press = ({ name, shortName, home, logo }: Press): Node =>
    this.#once(home, 'org', name, {
      '@type': 'NewsMediaOrganization',
      name,
      alternateName: shortName === name ? undefined : shortName,
      url: this.link(home),
      logo: this.link(logo),
    });

  #once(url: string | undefined, kind: string, name: string, node: Node): Node {
    const id = this.#idOf(url, kind, name);
    if (id !== undefined && this.#described.has(id)) return { '@id': id };
    if (id !== undefined) this.#described.add(id);
    return prune({ '@type': node['@type'], '@id': id, ...node });
  }

  #idOf(url: string | undefined, kind: string, name: string): string | undefined {
    const address = this.link(url);
    const names = address === undefined ? undefined : this.#names.get(address);
    if (address === undefined || (names && !(names.size === 1 && names.has(name)))) return undefined;
    return address.includes('#') ? address : `${address}#${kind}`;
  }
}

/** What an article at an address is called. */
export const idOf = (url: string | undefined): string | undefined => url && `${withoutFragment(url)}#article`;

/** A single value stands by itself, and none is none. */
export const one = <T>(items: readonly T[]): T | readonly T[] | undefined => (items.length > 1 ? items : items[0]);

/** Nothing instead of an empty list. */
const some = <T>(items: readonly T[]): readonly T[] | undefined => (items.length > 0 ? items : undefined);

/** The page itself, wherever in it an address leads. */
export const withoutFragment = (url: string): string => url.replace(/#.*$/, '');

/** @returns `undefined` for what is no http(s) address, and for a relative one without a base. */
export function absolute(url: string | undefined, base: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const { href, protocol } = new URL(url, base);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
