import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Somebody in an item of Zotero's. */
export interface Creator {
  readonly creatorType: string;
  readonly firstName?: string;
  readonly lastName: string;
}

export interface ZoteroItem {
  readonly itemType: string;
  readonly creators: readonly Creator[];
  readonly title?: string | undefined;
  readonly publicationTitle?: string | undefined;
  readonly date?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  /** Found in an identifier, whether or not it is meant. */
  readonly numberFound?: string | undefined;
}

/** Who can have a part in what, as far as it matters here: from schema.json of zotero/zotero-schema, version of 2026. */
const CREATOR_TYPES: Readonly<Record<string, readonly string[]>> = {
  newspaperArticle: ['author', 'contributor', 'translator', 'reviewedAuthor'],
  magazineArticle: ['author', 'contributor', 'translator', 'reviewedAuthor'],
  journalArticle: ['author', 'contributor', 'editor', 'translator', 'reviewedAuthor'],
  webpage: ['author', 'contributor', 'translator'],
};

/**
 * What Zotero makes of a page, by the rules that `Embedded Metadata.js` and `RDF.js` of zotero/translators follow
 * (snapshot of 26 June 2026), written anew for the tags that matter to a newspaper: of `z:…` and Dublin Core, and of
 * `citation_…`, which takes the place of all other creators.
 */
export function readAsZotero(html: string): ZoteroItem {
  const metas = metasOf(html);
  const all = (name: string) => metas.filter((meta) => meta.name.toLowerCase() === name).map(({ content }) => content);
  const title = all('dc.title')[0];
  const hinted = all('citation_title').length > 0 ? 'journalArticle' : 'webpage';
  const itemType = all('z:itemtype')[0] ?? hinted;
  const ofType = (type: string) => {
    if (type === 'author') return all('dc.creator');
    return all(`${type === 'editor' || type === 'contributor' ? 'bib' : 'z'}:${type}s`);
  };
  const creators = (CREATOR_TYPES[itemType] ?? []).flatMap((type) => ofType(type).map((name) => clean(name, type)));
  const highwire = all('citation_author').map((name) => clean(name, 'author'));
  return {
    itemType,
    creators: highwire.length > 0 ? highwire : creators,
    title,
    publicationTitle: all('dc.source')[0],
    date: all('dc.date')[0],
    language: all('dc.language')[0],
    rights: all('dc.rights')[0],
    numberFound: all('dc.identifier').map(numberIn).find(Boolean),
  };
}

/** At a comma, else at the last space; a single word is a family name. */
function clean(name: string, creatorType: string): Creator {
  const [before, after] = name.split(/, ?/);
  if (after !== undefined) return { creatorType, firstName: after, lastName: before! };
  const space = name.lastIndexOf(' ');
  if (space < 0) return { creatorType, lastName: name };
  return { creatorType, firstName: name.slice(0, space), lastName: name.slice(space + 1) };
}

/** An ISSN by its check digit, wherever it stands. */
function numberIn(text: string): string | undefined {
  const candidates =
    text
      .toUpperCase()
      .replace(/[-\u00ad\u2010-\u2015]/g, '')
      .match(/\b\d{7}[\dX]\b/g) ?? [];
  return candidates.find((digits) => {
    const sum = [...digits].reduce((total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * (8 - at), 0);
    return sum % 11 === 0;
  });
}

function metasOf(html: string): { name: string; content: string }[] {
  const found: { name: string; content: string }[] = [];
  const visit = (node: Tree.Node) => {
    if ('tagName' in node && node.tagName === 'meta') {
      const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value ?? '';
      found.push({ name: attribute('name'), content: attribute('content') });
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return found.filter(({ name, content }) => name && content);
}
