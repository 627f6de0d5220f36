import type { Comment } from '../../contracts/comments.ts';
import { trustedJson } from '../../base/trusted.ts';
import { canonicalAddress } from '../page-world.ts';
import type { Session } from '../session.ts';
import { describeThread, isDiscussion, readNodes, serialise, type PageFacts } from './structured-data.ts';

/** Marks our block, and keeps a second thread of a page from writing another one. */
const MARK = 'data-comment-thread';

/**
 * Writes what the discussion says into the page's head as JSON-LD, where the page has nothing of the kind, until the
 * signal ends. Written once for a first page: search engines read no more.
 */
export function describeDiscussion(element: Element, session: Session, signal: AbortSignal): void {
  const page = element.ownerDocument;
  const facts = readPage(page);
  if (!facts || signal.aborted) return;
  const textOf = ({ id, body }: Comment) => drawnText(element.shadowRoot, id) ?? body.text;
  const node = describeThread(session.comments.ordered, session.total, facts, textOf);
  if (!node) return;
  const block = page.createElement('script');
  // The type comes first: without it this would be a script.
  block.type = 'application/ld+json';
  block.setAttribute(MARK, '');
  block.textContent = trustedJson(serialise(node));
  page.head.append(block);
  signal.addEventListener('abort', () => block.remove());
}

/** What the page says of itself; nothing where it describes a discussion already. */
function readPage(page: Document): PageFacts | undefined {
  const meta = (name: string) =>
    page.querySelector(`head meta[property="${name}"], head meta[name="${name}"]`)?.getAttribute('content')?.trim() ||
    undefined;
  if (page.querySelector(`script[${MARK}]`)) return undefined;
  for (const root of page.querySelectorAll('[itemscope][itemtype], [typeof]')) {
    const types = (root.getAttribute('itemtype') ?? root.getAttribute('typeof') ?? '').split(/\s+/);
    if (types.some(isDiscussion)) return undefined;
  }
  let article: PageFacts['article'];
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const found = readNodes(parse(script.textContent));
    if (found.isDescribed) return undefined;
    article ??= found.article;
  }
  const url = canonicalAddress().split('#', 1)[0]!;
  const headline = meta('og:title') ?? (page.title.trim() || undefined);
  const [site, author, published] = [meta('og:site_name'), meta('author'), meta('article:published_time')];
  return { url, headline, site, author, published, article };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // What is no JSON describes nothing.
    return undefined;
  }
}

/** What a reader reads in a comment, paragraph by paragraph. */
function drawnText(root: ShadowRoot | null, id: string): string | undefined {
  const body = root?.getElementById(`comment-${id}`)?.querySelector('.body');
  return body ? [...body.children].map(({ textContent }) => textContent.trim()).join('\n') : undefined;
}
