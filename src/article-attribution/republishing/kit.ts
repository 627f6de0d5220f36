import { displayHost } from '../../contracts/links.ts';
import type { Facts } from '../facts.ts';
import { markup, toHtml, type Markup, type Piece } from '../markup.ts';
import type { Cleaned } from './clean.ts';
import { toPlain } from './plain.ts';

/** An article to take away, the same as HTML and as plain text. */
export interface Kit {
  readonly html: string;
  readonly text: string;
}

export interface KitSource {
  readonly cleaned: Cleaned;
  readonly facts: Facts;
  /** The address of the article here, absolute. */
  readonly url: string;
  /** What relative addresses in the facts start from. */
  readonly base: string;
  /** Address of a picture that counts how often the copy is read, if the publisher has one. */
  readonly counter: string | undefined;
  /** Facts as sentences in the page's language; `undefined` where there is nothing to say. */
  readonly credit: (facts: Facts) => Markup | undefined;
}

/**
 * The article between two credits: where it comes from, and under which licence it may be passed on. Both are made from
 * the facts and never from the article, so that nothing in its text can put words into the mouth of the publication.
 */
export function kitOf(source: KitSource): Kit {
  const { cleaned, facts, counter } = source;
  const pieces = [...credit(source, header(source)), ...cleaned.pieces, ...credit(source, footer(facts, cleaned))];
  const counting = counter === undefined ? [] : [markup('p', {}, [picture(counter)])];
  return { html: [...pieces, ...counting].map(toHtml).join('\n'), text: toPlain(pieces) };
}

/**
 * Where a republisher has it from is this page: as the source of what appeared here first, and as this version, with the
 * original before it, of anything else. Nothing stays exclusive that may be republished, and a permission was given to
 * this publication alone.
 */
function header({ facts, url }: KitSource): Facts {
  const publisher = facts.publisher ?? (displayHost(url) || url);
  const said = { ...facts, ...NOTHING_OF_RIGHTS, exclusive: [], changes: undefined, updated: undefined };
  const original = facts.source ?? facts.sourceUrl ?? facts.sourceTitle ?? facts.sourcePublished;
  if (facts.kind !== 'original' || original !== undefined) return { ...said, publisher, publisherUrl: url };
  const { published: sourcePublished } = facts;
  const source = { source: publisher, sourceUrl: url, sourcePublished, sourceUpdated: undefined };
  return { ...said, ...source, kind: 'republication', publisher: undefined, published: undefined };
}

const NOTHING_OF_RIGHTS = {
  sourceLicence: undefined,
  rights: undefined,
  permission: undefined,
  permissionUrl: undefined,
  licence: undefined,
  imagesLicence: undefined,
};

/** Licence, notice and changes. A picture that did not come along is a change, too. */
function footer(facts: Facts, cleaned: Cleaned): Facts {
  const { lang, sourceLicence, imagesLicence, rights, licence, changes = [] } = facts;
  const isWithout = cleaned.leftOut.pictures > 0;
  const isSaid = changes.some((change) => 'type' in change && change.type === 'images-removed');
  const all = isWithout && !isSaid ? [...changes, { type: 'images-removed' } as const] : changes;
  return {
    // An original is said to come from nowhere: the header has told it all.
    kind: 'original',
    lang,
    method: 'unknown',
    authors: [],
    translators: [],
    exclusive: [],
    beneficiary: undefined,
    licence,
    sourceLicence,
    imagesLicence: isWithout ? undefined : imagesLicence,
    rights,
    changes: [...all],
  };
}

function credit(source: KitSource, facts: Facts): readonly Piece[] {
  const said = source.credit(facts);
  return said ? bare(said, source.base) : [];
}

/** A credit without what only this page knows how to read: no classes, no data, every address whole. */
function bare(piece: Piece, base: string): readonly Piece[] {
  if (typeof piece === 'string') return [piece];
  const { href, rel, hreflang, lang, dir, datetime } = piece.attributes;
  const children = piece.children.flatMap((child) => bare(child, base));
  if (piece.tag === 'span') return children;
  const whole = href === undefined ? undefined : absolute(href, base);
  return [markup(piece.tag, { href: whole, rel, hreflang, lang, dir, datetime }, children)];
}

function absolute(link: string, base: string): string {
  try {
    return new URL(link, base).href;
  } catch {
    return link;
  }
}

const picture = (src: string): Markup => markup('img', { src, alt: '', width: '1', height: '1' }, []);
