import { dateParts } from './dates.ts';
import type { Container, Item } from './item.ts';
import { surname, type Name } from './names.ts';
import { provenance } from './provenance.ts';
import { stop } from './text.ts';

const TYPES: Readonly<Record<Container, string>> = {
  newspaper: 'NEWS',
  website: 'ELEC',
  magazine: 'MGZN',
  blog: 'BLOG',
  journal: 'JOUR',
};

/**
 * A record for reference managers. Translators are `A4`, as Zotero reads it; the original has no tag of its own and
 * stands in a note.
 */
export function ris(item: Item): string {
  const { date, url } = item;
  const note = provenance(item, '"', '"', (text) => text);
  const fields: readonly (readonly [tag: string, value: string | undefined])[] = [
    ['TY', TYPES[item.type]],
    ['TI', item.title],
    ['T2', item.container],
    ...item.authors.map((name) => ['AU', nameIn(name)] as const),
    ...item.translators.map((name) => ['A4', nameIn(name)] as const),
    ['PY', date && String(dateParts(date).year)],
    ['DA', date && slashed(date)],
    ['LA', item.language],
    ['UR', url],
    ['Y2', url && slashed(item.accessed)],
    ['N1', note && note + stop(note)],
  ];
  const lines = fields.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`);
  return [...lines, 'ER  - ', ''].join('\r\n');
}

function nameIn({ full, parts }: Name): string {
  if (!parts) return full;
  return [surname(parts), parts.given, ...(parts.suffix ? [parts.suffix] : [])].join(', ');
}

/** `2015/03/16`; what is not known stays empty: `2015/03//`, `2015///`. */
function slashed(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  return day === undefined ? `${year}/${month ?? ''}//` : `${year}/${month}/${day}`;
}
