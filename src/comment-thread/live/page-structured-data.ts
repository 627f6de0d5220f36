import type { Comment } from '../../contracts/comments.ts';
import { atRest } from '../../base/at-rest.ts';
import { newBlock, readBlocks, readMarkup, readMeta, serialise, writeBlock } from '../../base/json-ld.ts';
import { canonicalAddress } from '../page-world.ts';
import type { Session } from '../session.ts';
import { describeThread, isDiscussion, readNodes, type PageFacts } from './structured-data.ts';

/** Marks our block, and keeps a second thread of a page from writing another one. */
const MARK = 'data-comment-thread';

/**
 * Keeps what the discussion says in the page's head as JSON-LD, where the page has nothing of the kind, until the signal
 * ends: what is posted, changed, deleted or hidden stands there, or no longer, when the page is next at rest.
 */
export class Description {
  readonly #element: Element;
  readonly #session: Session;
  readonly #signal: AbortSignal;
  /** Unknown until the first writing; nothing where the page describes a discussion itself. */
  #facts: { readonly page: PageFacts | undefined } | undefined;
  #block: HTMLScriptElement | undefined;
  #described: readonly Comment[] | undefined;
  #isDue = false;

  constructor(element: Element, session: Session, signal: AbortSignal) {
    this.#element = element;
    this.#session = session;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#block?.remove());
  }

  /** To be called after every drawing. Costs a glance where nothing changed. */
  follow(): void {
    if (this.#isDue || this.#described === this.#session.comments.ordered || this.#signal.aborted) return;
    this.#isDue = true;
    atRest(() => {
      this.#isDue = false;
      if (!this.#signal.aborted) this.#write();
    });
  }

  #write(): void {
    const { comments, total } = this.#session;
    const { ownerDocument: page, shadowRoot } = this.#element;
    this.#described = comments.ordered;
    this.#facts ??= { page: readPage(page) };
    if (!this.#facts.page) return;
    const stored = comments.ordered.filter(({ id }) => !comments.isPending(id));
    const textOf = ({ id, body }: Comment) => drawnText(shadowRoot, id) ?? body.text;
    const node = describeThread(stored, total, this.#facts.page, textOf);
    if (!node) return void this.#block?.remove();
    // Another thread of this page was faster.
    if (!this.#block?.isConnected && page.querySelector(`script[${MARK}]`)) return;
    const block = (this.#block ??= newBlock(page, MARK));
    if (!writeBlock(block, serialise(node))) return block.remove();
    if (!block.isConnected) page.head.append(block);
  }
}

/** What the page says of itself; nothing where it describes a discussion already. */
function readPage(page: Document): PageFacts | undefined {
  if (page.querySelector(`script[${MARK}]`)) return undefined;
  if (readMarkup(page).some(({ types }) => types.some(isDiscussion))) return undefined;
  let article: PageFacts['article'];
  for (const json of readBlocks(page)) {
    const found = readNodes(json);
    if (found.isDescribed) return undefined;
    article ??= found.article;
  }
  const meta = (name: string) => readMeta(page, name);
  const url = canonicalAddress().split('#', 1)[0]!;
  const headline = meta('og:title') ?? (page.title.trim() || undefined);
  const [site, author, published] = [meta('og:site_name'), meta('author'), meta('article:published_time')];
  return { url, headline, site, author, published, article };
}

/** What a reader reads in a comment, paragraph by paragraph. */
function drawnText(root: ShadowRoot | null, id: string): string | undefined {
  const body = root?.getElementById(`comment-${id}`)?.querySelector('.body');
  return body ? [...body.children].map(({ textContent }) => textContent.trim()).join('\n') : undefined;
}
