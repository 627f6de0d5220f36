import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Nodes of HTML where there is no browser: as much of the DOM as what reads a page asks of it. */
export function parsedNodes(html: string): Node[] {
  return parseFragment(html).childNodes.map((node) => nodeOf(node, undefined)) as unknown as Node[];
}

interface Parsed {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly textContent: string;
  readonly childNodes: Parsed[];
}

class ParsedElement implements Parsed {
  readonly nodeType = 1;
  readonly nodeValue = null;
  readonly localName: string;
  readonly childNodes: Parsed[];
  readonly #attributes: Map<string, string>;
  readonly #parent: ParsedElement | undefined;

  constructor(element: Tree.Element, parent: ParsedElement | undefined) {
    this.localName = element.tagName;
    this.#parent = parent;
    this.#attributes = new Map(element.attrs.map(({ name, value }) => [name, value]));
    const children = 'content' in element ? [] : element.childNodes;
    this.childNodes = children.map((child) => nodeOf(child, this));
  }

  get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  /** By the name of an element alone. */
  closest(name: string): ParsedElement | null {
    return this.localName === name ? this : (this.#parent?.closest(name) ?? null);
  }

  /** By a list of names of elements, and of attributes with a word in them, as `[rel~=license]`. */
  querySelector(selectors: string): ParsedElement | null {
    const tests = selectors.split(',').map((selector) => testOf(selector.trim()));
    for (const child of this.childNodes) {
      if (!(child instanceof ParsedElement)) continue;
      const found = tests.some((test) => test(child)) ? child : child.querySelector(selectors);
      if (found) return found;
    }
    return null;
  }
}

function testOf(selector: string): (element: ParsedElement) => boolean {
  const [, name, word] = /^\[([\w-]+)~=(\w+)\]$/.exec(selector) ?? [];
  if (!name) return ({ localName }) => localName === selector;
  return (element) => (element.getAttribute(name) ?? '').split(/\s+/).includes(word!);
}

function nodeOf(node: Tree.ChildNode, parent: ParsedElement | undefined): Parsed {
  if ('tagName' in node) return new ParsedElement(node, parent);
  const text = 'value' in node ? node.value : '';
  return { nodeType: 'value' in node ? 3 : 8, nodeValue: text, textContent: text, childNodes: [] };
}
