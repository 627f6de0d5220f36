import { attempt } from './messages.ts';
import { toJson } from './to-json.ts';
import { trustedJson } from './trusted.ts';

/** A node of JSON-LD. */
export type Node = Readonly<Record<string, unknown>>;

/** JSON that can stand in a script of a page. */
export const serialise = (node: Node): string => toJson(node).replace(/</g, '\\u003c');

/** An empty block for JSON-LD, not in the page yet. */
export function newBlock(page: Document, mark: string): HTMLScriptElement {
  const block = page.createElement('script');
  // The type comes first: without it this would be a script.
  block.type = 'application/ld+json';
  block.setAttribute(mark, '');
  return block;
}

/**
 * Writes JSON into a block of ours.
 *
 * @returns Whether it could: under Trusted Types a page may allow nobody to write scripts, not even data.
 */
export function writeBlock(block: HTMLScriptElement, json: string): boolean {
  if (block.textContent !== json) attempt(() => (block.textContent = trustedJson(json)));
  return block.textContent === json;
}

/** What the JSON-LD of a page says, block by block; what is no JSON describes nothing. */
export function readBlocks(page: Document, except = ''): unknown[] {
  const scripts = page.querySelectorAll(`script[type="application/ld+json"]${except && `:not([${except}])`}`);
  return [...scripts].flatMap((script): unknown[] => {
    try {
      return [JSON.parse(script.textContent ?? '')];
    } catch {
      return [];
    }
  });
}

/** Elements of a page that are described by microdata or RDFa, with their types. */
export function readMarkup(page: Document): { readonly root: Element; readonly types: readonly string[] }[] {
  return [...page.querySelectorAll('[itemscope][itemtype], [typeof]')].map((root) => ({
    root,
    types: (root.getAttribute('itemtype') ?? root.getAttribute('typeof') ?? '').split(/\s+/),
  }));
}

/** What a `<meta>` of the page's head says, by `property` or `name`; `undefined` if it says nothing. */
export function readMeta(page: Document, name: string): string | undefined {
  const meta = page.querySelector(`head meta[property="${name}"], head meta[name="${name}"]`);
  return meta?.getAttribute('content')?.trim() || undefined;
}

/** The types of a node, as it spells them. */
export const typesOf = (node: object): string[] =>
  [(node as Node)['@type']].flat().filter((type): type is string => typeof type === 'string');
