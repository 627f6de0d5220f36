import { markup, type Markup } from '../markup.ts';
import type { Known } from '../page-known.ts';
import type { Say } from '../panel.ts';
import type { SHARING_WORDS } from './words-sharing.ts';

/** What of an article can be shared, and where it stands. */
export interface Shared {
  readonly title: string;
  /** Absolute, http(s). */
  readonly url: string;
}

/** An article without a title is called by its address. */
export const sharedOf = ({ facts, page, url }: Known): Shared => ({
  title: facts.headline ?? page.headline ?? url,
  url,
});

/** The line below a quotation that names its source: as markup with a link, and as text with the address. */
export function sourceLine({ title, url }: Shared, say: Say<Pick<typeof SHARING_WORDS, 'quotedFrom'>>): SourceLine {
  const [before = '', after = ''] = say('quotedFrom', { source: '\n' }).split('\n');
  return {
    piece: markup('p', {}, [before, markup('a', { href: url }, [title]), after]),
    text: say('quotedFrom', { source: `${title}, ${url}` }),
  };
}

interface SourceLine {
  readonly piece: Markup;
  readonly text: string;
}
