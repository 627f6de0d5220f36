/** Minor units other than two digits; everything unlisted has two. @see ISO 4217, list one (2026) */
const EXPONENTS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/**
 * How many digits stand after the decimal separator of a currency, 0 to 4: the one table that the page and the server
 * count money by. Never from `Intl`, which says 0 for HUF.
 *
 * @param currency - Three capital letters.
 */
export function exponentOf(currency: string): number {
  return EXPONENTS.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;
}
