import { attempt } from '../base/messages.ts';

/** What stands before the decimals in this language: `.`, `,` or `٫`. */
export function decimalSeparator(tag: string): string {
  return partOf('decimal', tag) ?? '.';
}

/** How people may write a currency beside an amount: its code, and its sign in this language (`kr`, `zł`, `R$`). */
export function currencySigns(currency: string, tag: string): string[] {
  const signs = (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
    partOf('currency', tag, { style: 'currency', currency, currencyDisplay }),
  );
  return [currency, ...signs].filter((sign) => sign !== undefined);
}

function partOf(type: string, tag: string, options?: Intl.NumberFormatOptions): string | undefined {
  return attempt(
    () => new Intl.NumberFormat(tag, options).formatToParts(1.1).find((part) => part.type === type)?.value,
  );
}
