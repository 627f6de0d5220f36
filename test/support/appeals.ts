/** What our own stories, pages and guides say to readers who are asked for support, and what they choose for them. */
import { registerHooks } from 'node:module';

import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import type { Asked } from './honest-words.ts';

/** One page or story. */
export interface Appeal {
  readonly where: string;
  /** Every text and every value of an attribute. */
  readonly texts: readonly string[];
  /** What is set of each `<donation-tiers>`. */
  readonly asked: readonly Asked[];
  /** Whether it ends, and says when. */
  readonly hasEnd: boolean;
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The appeal in a piece of HTML; a property is an attribute with a dot before its name, as `.campaign`, in JSON. */
export function appealIn(where: string, html: string): Appeal {
  const nodes = [...walk(parseFragment(html).childNodes)];
  const elements = nodes.filter((node): node is Element => 'attrs' in node);
  const values = elements.flatMap(({ attrs }) => attrs).filter(({ value }) => value !== '');
  const texts = nodes.flatMap((node) => ('value' in node ? [node.value] : []));
  return {
    where,
    texts: [...texts, ...values.map(({ value }) => value)],
    asked: elements.filter(({ tagName }) => tagName === 'donation-tiers').map(askedBy),
    hasEnd: values.some(({ name, value }) => ['ends', 'deadline'].includes(name) || /"(?:ends|endsAt)":/.test(value)),
  };
}

/** Every element of one kind in a piece of HTML, by its attributes. */
export function elementsIn(html: string, tagName: string): Readonly<Record<string, string>>[] {
  const found = [...walk(parseFragment(html).childNodes)].filter((node) => 'attrs' in node && node.tagName === tagName);
  return (found as Element[]).map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value])));
}

function* walk(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if ('content' in node) yield* walk(node.content.childNodes);
    if ('childNodes' in node) yield* walk(node.childNodes);
  }
}

/** Attributes, over the JSON that the element holds or is given. */
function askedBy({ attrs, childNodes }: Element): Asked {
  const values = Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
  const script = childNodes.find((node): node is Element => 'tagName' in node && node.tagName === 'script');
  const text = script?.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  const campaign: unknown = JSON.parse(values['.campaign'] || text || '{}');
  return { ...(campaign as Asked), ...values, campaign };
}

interface StoryModule {
  readonly default: Story;
}
interface Story {
  readonly args?: Readonly<Record<string, unknown>>;
  readonly render?: (args: unknown, context: { readonly name: string }) => unknown;
}

/** The appeals of a file of stories, each as it is drawn before anybody acts. */
export async function appealsOf(file: URL): Promise<Appeal[]> {
  const { default: meta, ...stories } = await importStories(file);
  return Object.entries(stories).map(([name, story]) => {
    const drawn = (story.render ?? meta.render)?.({ ...meta.args, ...story.args }, { name });
    return appealIn(`story ${name}`, markupOf(drawn));
  });
}

/** Stories register elements and share style sheets: here nobody needs them. */
async function importStories(file: URL): Promise<StoryModule & Readonly<Record<string, Story>>> {
  globalThis.CSSStyleSheet ??= class {
    replaceSync(): void {}
  } as unknown as typeof CSSStyleSheet;
  const hooks = registerHooks({
    load: (url, context, next) =>
      url.endsWith('/define.ts') ? { format: 'module', source: '', shortCircuit: true } : next(url, context),
  });
  try {
    return (await import(file.href)) as StoryModule & Readonly<Record<string, Story>>;
  } finally {
    hooks.deregister();
  }
}

/** A template of Lit as HTML: every value of an attribute in quotes, objects in JSON, and what is nothing left out. */
export function markupOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(markupOf).join('');
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if (typeof value !== 'object' || value === null || !('strings' in value)) return '';
  const { strings, values } = value as unknown as { strings: readonly string[]; values: readonly unknown[] };
  return strings.map((text, index) => `${text}${index < values.length ? filled(text, values[index]) : ''}`).join('');
}

function filled(before: string, value: unknown): string {
  if (!before.endsWith('=')) return markupOf(value);
  return `"${typeof value === 'object' && value !== null ? escape(JSON.stringify(value)) : markupOf(value)}"`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
