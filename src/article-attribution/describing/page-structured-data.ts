import { newBlock, readBlocks, readMarkup, writeBlock } from '../../base/json-ld.ts';
import { withoutFragment, type Node } from './nodes.ts';
import { aboutPage, ARTICLE_TYPE, articlesIn } from './other-articles.ts';
import { serialiseJsonLd } from './structured-data.ts';

/** Marks our block, also in pages that a server wrote it into. */
const MARK = 'data-article-attribution';
/** Which element a block belongs to; other copies of the library look here, too. */
const OWNER = Symbol.for('page-furniture.structured-data.owner');
/** Who would like to write it, when the owner leaves. */
const WAITING = Symbol.for('page-furniture.structured-data.waiting');

type Block = HTMLScriptElement & { [OWNER]?: Element | undefined };
type Page = Document & { [WAITING]?: Set<() => void> };

/** Where the canonical address points; the page's own without one. Never with a fragment. */
export function addressesOf(page: Document): string[] {
  const canonical = page.querySelector<HTMLLinkElement>('head link[rel~="canonical"]')?.href;
  return [canonical, page.URL].flatMap((address) => (address ? [withoutFragment(address)] : []));
}

/** The title that readers see: as it is shared, or the one heading of the page. */
export function headlineOf(page: Document): string | undefined {
  const shared = page.querySelector('head meta[property="og:title"]')?.getAttribute('content');
  const headings = page.querySelectorAll('h1');
  const visible = headings.length === 1 ? headings[0]!.textContent : undefined;
  return shared?.trim() || visible?.replace(/\s+/g, ' ').trim() || page.title || undefined;
}

/** Article nodes about this page that somebody else wrote, as JSON-LD, microdata or RDFa. */
export function otherArticles(page: Document): readonly Node[] {
  const nodes = readBlocks(page, MARK).flatMap((json) => articlesIn(json));
  for (const { root, types } of readMarkup(page)) {
    const type = types.find((one) => ARTICLE_TYPE.test(one));
    if (type !== undefined) nodes.push({ '@type': type, url: addressOf(root) });
  }
  return aboutPage(nodes, addressesOf(page));
}

function addressOf(root: Element): string | undefined {
  const item = root.getAttribute('itemid') ?? root.getAttribute('about') ?? root.getAttribute('resource');
  const link = root.querySelector('[itemprop~="url"], [itemprop~="mainEntityOfPage"], [property~="url"]');
  return item ?? (link as HTMLAnchorElement | null)?.href ?? link?.getAttribute('itemid') ?? undefined;
}

/**
 * Keeps one JSON-LD block in the page's head for as long as `signal` lives: the first element of the page writes it, the
 * next one takes over when that leaves. A block that a server wrote with our mark is adopted and stays.
 */
export class PageBlock {
  readonly #element: Element;
  readonly #page: Page;
  // A description of the article that arrives later is stronger than ours.
  readonly #observer = new MutationObserver(() => this.#write());
  #block: Block | undefined;
  #isAdopted = false;
  #node: Node | undefined;
  #isAlone = false;

  constructor(element: Element, signal: AbortSignal) {
    this.#element = element;
    this.#page = element.ownerDocument;
    const waiting = (this.#page[WAITING] ??= new Set());
    waiting.add(this.#write);
    this.#observer.observe(this.#page.head, { childList: true });
    signal.addEventListener('abort', () => {
      this.#observer.disconnect();
      waiting.delete(this.#write);
      this.say(undefined, []);
    });
  }

  /**
   * @param others - What others say of the article on the page now.
   * @param isAlone - Whether to write beside them as well.
   */
  say(node: Node | undefined, others: readonly Node[], isAlone = false): void {
    this.#node = node;
    this.#isAlone = isAlone;
    this.#write(others);
  }

  #write = (others?: readonly Node[]): void => {
    const isWanted = this.#node !== undefined && (this.#isAlone || (others ?? otherArticles(this.#page)).length === 0);
    if (!isWanted) return this.#remove();
    if (this.#block && !this.#block.isConnected) this.#block = undefined;
    this.#block ??= this.#claim();
    if (this.#block) writeBlock(this.#block, serialiseJsonLd(this.#node!));
  };

  /** The block, new or a server's; `undefined` while it is another element's. */
  #claim(): Block | undefined {
    const found = this.#page.head.querySelector<Block>(`script[${MARK}]`);
    if (found?.[OWNER] && found[OWNER] !== this.#element) return undefined;
    this.#isAdopted = !!found && !found[OWNER];
    const block: Block = found ?? newBlock(this.#page, MARK);
    block[OWNER] = this.#element;
    if (!found) this.#page.head.append(block);
    // That was us, and whatever else came before it has been read.
    this.#observer.takeRecords();
    return block;
  }

  #remove(): void {
    const block = this.#block;
    if (!block) return;
    this.#block = undefined;
    block[OWNER] = undefined;
    if (!this.#isAdopted) block.remove();
    for (const write of [...(this.#page[WAITING] ?? [])]) if (write !== this.#write) write();
  }
}
