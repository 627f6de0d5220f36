import { parseTemplate } from 'url-template';

import { EXPRESSION } from './checkout.ts';

/** What a checkout template may hold. */
export const VARIABLES = ['amount', 'amountMinor', 'currency', 'frequency', 'tier', 'reference', 'lang'] as const;
export type Variable = (typeof VARIABLES)[number];

/**
 * Fills a URI template.
 *
 * The library gets one expression after the other and values without a prototype: given the whole, it would also encode
 * what the publisher wrote between expressions (and make no host of `spendë.example`), and find inherited names.
 *
 * @param values - Text by name; an absent value leaves nothing behind.
 * @see RFC 6570, levels 1 to 3, and the prefix modifier of level 4
 */
export function expandTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string {
  const own = Object.assign(Object.create(null), values) as Record<string, string>;
  return template.replace(EXPRESSION, (expression) => parseTemplate(expression).expand(own));
}

/** The variables that a template names. */
export function variablesOf(template: string): string[] {
  const names: string[] = [];
  template.replace(EXPRESSION, (_, _operator, list: string) => {
    names.push(...list.split(',').map((item) => item.split(/[:*]/)[0]!));
    return '';
  });
  return names;
}

/** The variables that a template names and that nothing is known for. */
export function unknownVariables(template: string): string[] {
  return variablesOf(template).filter((name) => !VARIABLES.some((known) => known === name));
}

/** Whether a template takes only the first characters of the amount: `{amount:2}` makes 12 of 125. */
export function cutsAmount(template: string): boolean {
  return (template.match(EXPRESSION) ?? []).some((expression) => /\bamount(?:Minor)?:/.test(expression));
}
