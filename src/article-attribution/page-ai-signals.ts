import { attempt } from '../base/messages.ts';
import { safeLink } from '../contracts/links.ts';

/** What a page says to machines that gather texts. Its headers and `robots.txt` are not seen from a page. */
export interface AiSignals {
  /** Whether text and data mining is reserved (TDMRep); `undefined` where the page does not say. */
  readonly isMiningReserved: boolean | undefined;
  /** Where the policy of mining is (TDMRep), absolute. */
  readonly miningPolicy: string | undefined;
  /** Terms for machines (RSL) that the page links, absolute; they are no licence for readers. */
  readonly machineTerms: readonly string[];
}

/**
 * Reads the signals for AI and mining that stand in a page, for a publisher's own tools. They are never written, nothing
 * is requested, and no reader sees them.
 *
 * @see https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ and https://rslstandard.org/rsl
 */
export function readAiSignals(page: Document): AiSignals {
  const reservation = contentOf(page, 'tdm-reservation');
  const policy = safeLink(contentOf(page, 'tdm-policy'), 'publisher');
  return {
    isMiningReserved: reservation === '1' ? true : reservation === '0' ? false : undefined,
    miningPolicy: policy === undefined ? undefined : attempt(() => new URL(policy, page.baseURI).href),
    machineTerms: [...page.querySelectorAll<HTMLLinkElement>('link[rel~="license"][type="application/rsl+xml"]')].map(
      ({ href }) => href,
    ),
  };
}

const contentOf = (page: Document, name: string): string | undefined =>
  page.querySelector(`meta[name="${name}"]`)?.getAttribute('content')?.trim();
