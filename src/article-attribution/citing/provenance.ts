import { languageName } from '../languages.ts';
import { dayFirst } from './dates.ts';
import type { Item } from './item.ts';
import { listed } from './names.ts';

/**
 * Where a text comes from, in words, for formats that have no field for it: `Translated from German by Jonas Weber.
 * Originally published as "Title", Der Bote, 14 March 2015`. Without the last full stop.
 *
 * @param escape - For every value, as the format needs it.
 */
export function provenance(item: Item, open: string, close: string, escape: (text: string) => string): string {
  const sentences = [translationOf(item, escape), originOf(item, open, close, escape)];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}

function translationOf({ translation, translators }: Item, escape: (text: string) => string): string {
  if (!translation && translators.length === 0) return '';
  const language = translation?.from === undefined ? '' : ` from ${escape(languageName(translation.from, 'en'))}`;
  if (translation?.machine !== undefined) {
    return `Machine translation${language}${translation.machine && ` (${escape(translation.machine)})`}`;
  }
  const names = translators.map(({ full }) => escape(full));
  return `Translated${language}${names.length > 0 ? ` by ${listed(names, 'and')}` : ''}`;
}

function originOf({ original }: Item, open: string, close: string, escape: (text: string) => string): string {
  if (!original) return '';
  const { title, container, date } = original;
  const facts = [
    ...(title === undefined ? [] : [`as ${open}${escape(title)}${close}`]),
    ...(container === undefined ? [] : [`${title === undefined ? 'in ' : ''}${escape(container)}`]),
    ...(date === undefined ? [] : [dayFirst(date)]),
  ];
  return facts.length === 0 ? '' : `Originally published ${facts.join(', ')}`;
}
