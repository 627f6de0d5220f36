import { newBlock, readBlocks, readMarkup, readMeta, serialise, writeBlock, type Node } from '../base/json-ld.ts';
import type { Describable } from './page-description.ts';
import { describeWays, isDonation, publisherIn, saysHowToGive, waysToGive } from './structured-data.ts';

/** Marks our block, and keeps a second element of a page from writing another one. */
const MARK = 'data-donation-tiers';

/** Keeps the ways to give in the page's head as JSON-LD, where the page has nothing of the kind, until the signal ends. */
export class PageWays {
  readonly #page: Document;
  #block: HTMLScriptElement | undefined;

  constructor(page: Document, signal: AbortSignal) {
    this.#page = page;
    signal.addEventListener('abort', () => this.#block?.remove());
  }

  /** Writes them, or nothing where there are none, or none are wanted. */
  write({ config, offer, tag, nameOf }: Describable): void {
    const page = this.#page;
    const isFree = config.structuredData !== 'none' && !this.#isDescribed();
    const surroundings = () => ({ base: page.baseURI, heading: config.heading, recipient: recipientOf(page) });
    const node = isFree && describeWays(waysToGive(offer, tag, nameOf), surroundings());
    if (!node) return void this.#block?.remove();
    const block = (this.#block ??= newBlock(page, MARK));
    if (!writeBlock(block, serialise(node))) return block.remove();
    if (!block.isConnected) page.head.append(block);
  }

  /** Whether the page says by itself how to give, or another element of it does. */
  #isDescribed(): boolean {
    const other = [...this.#page.querySelectorAll(`script[${MARK}]`)].some((block) => block !== this.#block);
    return (
      other ||
      readMarkup(this.#page).some(({ types }) => types.some(isDonation)) ||
      readBlocks(this.#page, MARK).some((json) => saysHowToGive(json))
    );
  }
}

/** Who publishes the page: as its own data says, else the site by its name. */
function recipientOf(page: Document): Node | undefined {
  for (const json of readBlocks(page, MARK)) {
    const publisher = publisherIn(json);
    if (publisher) return publisher;
  }
  const name = readMeta(page, 'og:site_name');
  return name === undefined ? undefined : { '@type': 'Organization', name };
}
