/** What a copyright notice says beyond doubt. */
export interface Copyright {
  readonly year: number | undefined;
  /** As it is written; whether a person or an organisation, a notice does not say. */
  readonly holder: string | undefined;
}

const SIGN = /©|\(c\)|\bcopyright\b/gi;
const YEAR = /\b(?:1[5-9]|20)\d\d\b/g;
const RESERVED = /[.,;]?\s*all rights reserved\.?$/i;

/**
 * Reads a notice of the form `© 2015 Der Bote`, in that order or another. Several years or several notices in one text
 * say nothing that one field could hold.
 */
export function readCopyright(notice: string): Copyright {
  const text = notice.replace(/(?:copyright\s*)(?=©|\(c\))/gi, '').trim();
  const years = text.match(YEAR) ?? [];
  if (text.match(SIGN)?.length !== 1 || years.length > 1) return { year: undefined, holder: undefined };
  const rest = text.replace(RESERVED, '').replace(SIGN, ' ').replace(YEAR, ' ').trim();
  const holder = rest.replace(/^(?:by\s+|[,:]\s*)|[\s,]+$/gi, '').trim();
  return { year: years[0] === undefined ? undefined : Number(years[0]), holder: holder || undefined };
}
