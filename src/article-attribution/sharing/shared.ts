import type { Known } from '../page-known.ts';

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
