import { own } from '../base/own.ts';

/** What the words of a campaign may stand in for, each as `{name}`. */
export const PLACEHOLDERS = ['articles', 'raised', 'goal', 'percent', 'day'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What is known, written as the reader's language writes it. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | undefined>>>;

const IN_BRACES = /\{(\w+)\}/g;

/** The placeholders in a text, each once, by first appearance. A name that is not one of ours is no placeholder. */
export function placeholdersIn(text: string): Placeholder[] {
  const names = [...text.matchAll(IN_BRACES)].map(([, name]) => name);
  return [...new Set(names)].filter((name): name is Placeholder => PLACEHOLDERS.some((known) => known === name));
}

/** The placeholders in a text that nothing is known for: a text with one of these should not be shown. */
export function missingIn(text: string, values: PlaceholderValues): Placeholder[] {
  return placeholdersIn(text).filter((name) => valueOf(values, name) === undefined);
}

/** The text with what is known in place of the names. All else stays as it is written, other names in braces included. */
export function fill(text: string, values: PlaceholderValues): string {
  return text.replace(IN_BRACES, (written, name: string) => valueOf(values, name) ?? written);
}

function valueOf(values: PlaceholderValues, name: string): string | undefined {
  return PLACEHOLDERS.some((known) => known === name) && own(values, name) ? values[name as Placeholder] : undefined;
}
