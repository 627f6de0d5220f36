import { markup, type Piece } from '../markup.ts';
import { addressOf, attributesOf, walk, type Manner } from '../walk.ts';
import { fromElsewhere, withoutTracking } from './addresses.ts';
import { arrange, LEFT_OUT } from './arrange.ts';
import type { ImagePolicy } from './policy.ts';

/** How many of each kind were left out. */
export interface Counts {
  pictures: number;
  /** Videos and sounds, each replaced by a link where it has an address. */
  media: number;
  /** Parts of other sites. */
  embeds: number;
  trackers: number;
  /** Forms and buttons. */
  controls: number;
  /** What the publisher marked, or does not show. */
  parts: number;
}

export interface Cleaned {
  /** Blocks: paragraphs, headings, lists, tables, figures. */
  readonly pieces: readonly Piece[];
  readonly leftOut: Readonly<Counts>;
  /** Invisible control characters that no script needs; they are kept, for the publisher to look at. */
  readonly oddCharacters: number;
}

export interface CleanOptions {
  /** What relative addresses start from. */
  readonly base: string;
  /** The address of the article, for links to places in it. */
  readonly page: string;
  readonly imagePolicy: ImagePolicy;
  /** What stands where a picture was. */
  readonly placeholder: string;
  /** Whether the reader can see an element; everything can be seen if absent. */
  readonly isShown?: (element: Element) => boolean;
}

const COMMON = ['lang', 'dir'];
/** What a copy keeps. Elements of no meaning of their own are `div`s until they are arranged. */
const KEPT: Record<string, readonly string[]> = {
  a: ['href', 'title', ...COMMON],
  blockquote: ['cite', ...COMMON],
  q: ['cite', ...COMMON],
  ol: ['start', ...COMMON],
  td: ['colspan', 'rowspan', ...COMMON],
  th: ['colspan', 'rowspan', 'scope', ...COMMON],
  time: ['datetime', ...COMMON],
  abbr: ['title', ...COMMON],
  br: [],
  hr: [],
};
for (const tag of (
  'p h2 h3 h4 h5 h6 ul li cite strong b em i s sub sup small figure figcaption table thead tbody tfoot tr caption ' +
  'pre code dl dt dd bdi bdo ruby rt rp mark span div'
).split(' ')) {
  KEPT[tag] = COMMON;
}
const IMAGE = ['src', 'alt', 'title', 'width', 'height'];

const NOTHING = /^(?:script|style|template|noscript|link|meta|title|base|source|track|param|article-attribution)$/;
const EMBED = /^(?:iframe|object|embed|frame|frameset|portal|fencedframe|applet)$/;
const CONTROL = /^(?:form|input|button|select|textarea|datalist|output|progress|meter|dialog|menu)$/;
const BLOCK = /^(?:section|article|header|footer|main|aside|nav|address|details|summary|center|hgroup|fieldset)$/;
const EMOJI = /^(?=.*\p{Extended_Pictographic})[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;
// Not among these: joiners and marks of direction, which Arabic, Persian, Hebrew and Indian scripts and emoji need, and
// variation selectors, in which content credentials are written.
const ODD = /[\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/**
 * A copy of an article that can stand anywhere: what is written, and nothing that runs, tracks, or belongs to this page
 * alone. Reads the page as it stands, and changes nothing in it.
 */
export function clean(nodes: Iterable<Node>, options: CleanOptions): Cleaned {
  const leftOut: Counts = { pictures: 0, media: 0, embeds: 0, trackers: 0, controls: 0, parts: 0 };
  const manner: Manner = {
    base: options.base,
    keep: KEPT,
    address: (link) => withoutTracking(fromElsewhere(link, options.base, options.page)),
    instead: (element) => instead(element, manner, options, leftOut),
  };
  const pieces = arrange(walk(nodes, manner), options.placeholder);
  return { pieces, leftOut, oddCharacters: oddIn(pieces) };
}

function oddIn(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, piece) => sum + (typeof piece === 'string' ? (piece.match(ODD)?.length ?? 0) : oddIn(piece.children)),
    0,
  );
}

function instead(
  element: Element,
  manner: Manner,
  options: CleanOptions,
  leftOut: Counts,
): readonly Piece[] | undefined {
  const tag: unknown = element.localName;
  const drop = (what?: keyof Counts): readonly Piece[] => {
    if (what) leftOut[what]++;
    return [];
  };
  if (typeof tag !== 'string' || CONTROL.test(tag)) return drop('controls');
  if (NOTHING.test(tag) || element.hasAttribute('data-furniture')) return [];
  if (EMBED.test(tag)) return drop('embeds');
  if (tag === 'img') return picture(element, manner, options, leftOut);
  if (isKeptBack(element, tag) || options.isShown?.(element) === false) {
    return drop(/\S/.test(element.textContent ?? '') ? 'parts' : undefined);
  }
  if (tag === 'svg' || tag === 'canvas') {
    if (tag === 'svg' && element.getAttribute('role') !== 'img') return [];
    leftOut.pictures++;
    return [markup(LEFT_OUT, {}, [])];
  }
  if (tag === 'video' || tag === 'audio') return medium(element, manner, leftOut);
  return renamed(element, tag, manner);
}

function isKeptBack(element: Element, tag: string): boolean {
  return (
    tag.includes('-') ||
    element.hasAttribute('data-no-republish') ||
    element.getAttribute('data-republish') === 'no' ||
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true'
  );
}

/** The page's own title becomes one of several, and what only groups becomes a `div`. */
function renamed(element: Element, tag: string, manner: Manner): readonly Piece[] | undefined {
  // A mark of an editor's that asks for feedback means nothing elsewhere.
  if (tag === 'mark' && element.hasAttribute('data-question')) return walk(element.childNodes, manner);
  const name = tag === 'h1' ? 'h2' : BLOCK.test(tag) ? 'div' : undefined;
  return name && [markup(name, attributesOf(element, COMMON, manner), walk(element.childNodes, manner))];
}

function picture(image: Element, manner: Manner, options: CleanOptions, leftOut: Counts): readonly Piece[] {
  const alt = image.getAttribute('alt') ?? '';
  if (EMOJI.test(alt)) return [alt];
  if (isTracker(image) || options.isShown?.(image) === false) {
    leftOut.trackers++;
    return [];
  }
  const src = [...['src', 'data-src', 'data-lazy-src'].map((name) => image.getAttribute(name) ?? undefined)]
    .map((value) => addressOf(value, manner))
    .find((value) => value !== undefined && /^https?:/i.test(value));
  if (src !== undefined && mayPass(image, options.imagePolicy)) {
    return [markup('img', { ...attributesOf(image, IMAGE, manner), src }, [])];
  }
  leftOut.pictures++;
  return [markup(LEFT_OUT, {}, [])];
}

function isTracker(image: Element): boolean {
  return ['width', 'height'].some((name) => /^\s*[01](?:px)?\s*$/.test(image.getAttribute(name) ?? ''));
}

/** By the policy, or by a word at the picture or its figure. */
function mayPass(image: Element, policy: ImagePolicy): boolean {
  const figure = image.closest('figure');
  const word = image.getAttribute('data-republish') ?? figure?.getAttribute('data-republish');
  if (word === 'yes' || word === 'no') return word === 'yes';
  if (policy !== 'licensed-only') return policy === 'include';
  return !!figure?.querySelector('[rel~=license], [itemprop~=license]') || image.hasAttribute('data-licence');
}

/** A player would be the page's own; a link to what it plays is everybody's. */
function medium(element: Element, manner: Manner, leftOut: Counts): readonly Piece[] {
  leftOut.media++;
  const own = element.getAttribute('src') ?? element.querySelector('source')?.getAttribute('src') ?? undefined;
  const href = addressOf(own, manner);
  if (href === undefined || !/^https?:/i.test(href)) return [];
  const name = element.getAttribute('title') ?? element.getAttribute('aria-label');
  return [markup('p', {}, [markup('a', { href }, [name ?? href])])];
}
