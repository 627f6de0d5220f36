import { own } from '../base/own.ts';
import { EXPRESSION } from './checkout.ts';

/** What a checkout template may hold. */
export const VARIABLES = ['amount', 'amountMinor', 'currency', 'frequency', 'tier', 'reference', 'lang'] as const;
export type Variable = (typeof VARIABLES)[number];

/** Operator → what comes first, what comes between, whether names are written, whether reserved characters stay. */
const OPERATORS: Readonly<Record<string, readonly [first: string, between: string, isNamed: boolean, isRaw: boolean]>> =
  {
    '': ['', ',', false, false],
    '+': ['', ',', false, true],
    '#': ['#', ',', false, true],
    '.': ['.', '.', false, false],
    '/': ['/', '/', false, false],
    ';': [';', ';', true, false],
    '?': ['?', '&', true, false],
    '&': ['&', '&', true, false],
  };

/**
 * Fills a URI template.
 *
 * @param values - Text by name; an absent value leaves nothing behind.
 * @see RFC 6570, levels 1 to 3, and the prefix modifier of level 4
 */
export function expandTemplate(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return template.replace(EXPRESSION, (_, operator: string, list: string) => {
    const [first, between, isNamed, isRaw] = OPERATORS[operator]!;
    const pieces: string[] = [];
    for (const item of list.split(',')) {
      const [name = '', length] = item.replace('*', '').split(':');
      const value = own(values, name) ? values[name] : undefined;
      if (value === undefined) continue;
      const text = encode(length ? value.slice(0, Number(length)) : value, isRaw);
      const joint = text === '' && operator === ';' ? '' : '=';
      pieces.push(isNamed ? `${name}${joint}${text}` : text);
    }
    return pieces.length > 0 ? first + pieces.join(between) : '';
  });
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

function encode(value: string, isRaw: boolean): string {
  const encoded = encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (!isRaw) return encoded;
  return encoded.replace(/%(?:[235][0-9A-F]|40)/g, (code) => {
    const sign = decodeURIComponent(code);
    return /[:/?#[\]@!$&'()*+,;=]/.test(sign) ? sign : code;
  });
}
