import type { Diagnostic } from '../contracts/attribution.ts';
import { structuredData, toScript, type Node as JsonNode } from './structured-data.ts';
import type { Facts } from './facts.ts';

const ARTICLE = /Article$|^Report$|BlogPosting$/;
const OURS = 'script[type="application/ld+json"][data-furniture="article-attribution"]';

/**
 * Puts the article's JSON-LD into the page's head: once per page, and with `auto` never beside another article node.
 *
 * @returns Takes it out again, and what an article node of the page's own says differently.
 */
export function publishStructuredData(
  facts: Facts,
  creditText: string,
  mode: 'auto' | 'standalone',
): { remove: () => void; diagnostics: Diagnostic[] } {
  const { head } = document;
  const nothing = { remove: () => undefined, diagnostics: [] };
  if (!(head instanceof HTMLElement) || head.querySelector(OURS)) return nothing;
  const node = structuredData(facts, {
    creditText,
    base: document.baseURI,
    url: head.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href,
    headline: meta('og:title') ?? document.querySelector('h1')?.textContent.replace(/\s+/g, ' ').trim(),
  });
  const other = mode === 'auto' ? articleOnPage() : undefined;
  if (other) return { ...nothing, diagnostics: compare(node, other) };
  const script = document.createElement('script');
  script.type = 'application/ld+json';
  script.setAttribute('data-furniture', 'article-attribution');
  // A text node: setting the text of a script is a Trusted Types sink, whatever the script's type.
  script.appendChild(document.createTextNode(toScript(node)));
  head.appendChild(script);
  return { remove: () => script.remove(), diagnostics: [] };
}

function meta(property: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[property="${property}"]`)?.content || undefined;
}

/** The first article that the page's own JSON-LD or microdata describes. */
function articleOnPage(): Record<string, unknown> | undefined {
  for (const script of document.querySelectorAll(`script[type="application/ld+json"]:not(${OURS})`)) {
    const found = findArticle(parse(script.textContent), 0);
    if (found) return found;
  }
  return document.querySelector('[itemtype*="schema.org/"][itemtype$="Article"]') ? {} : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findArticle(value: unknown, depth: number): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  const types = [(value as Record<string, unknown>)['@type']].flat();
  if (types.some((type) => typeof type === 'string' && ARTICLE.test(type))) return value as Record<string, unknown>;
  for (const child of Array.isArray(value) ? value : [(value as Record<string, unknown>)['@graph']]) {
    const found = findArticle(child, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Fields that both tell, and tell differently. */
function compare(ours: JsonNode, theirs: Record<string, unknown>): Diagnostic[] {
  return ['inLanguage', 'datePublished', 'license', 'isBasedOn'].flatMap((field): Diagnostic[] => {
    const [a, b] = [ours[field], theirs[field]];
    if (typeof a !== 'string' || typeof b !== 'string' || a === b) return [];
    const message = `The page's own JSON-LD says ${field} ${b}, the credit says ${a}.`;
    return [{ code: 'jsonld-mismatch', level: 'warn', message }];
  });
}
