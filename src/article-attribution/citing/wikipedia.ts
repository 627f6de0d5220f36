import { dayFirst } from './dates.ts';
import type { Container, Item } from './item.ts';
import { surname, type Name } from './names.ts';

const TEMPLATES: Readonly<Record<Container, string>> = {
  newspaper: 'cite news',
  website: 'cite web',
  magazine: 'cite magazine',
  blog: 'cite web',
  journal: 'cite journal',
};

/**
 * A citation template of the English Wikipedia.
 *
 * @see https://en.wikipedia.org/wiki/Module:Citation/CS1/Configuration
 */
export function wikipedia(item: Item): string {
  const { authors, translators, container, date, original, url, language, meaning } = item;
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ...authors.flatMap((name, index) => nameIn(name, '', String(index + 1))),
    ...translators.flatMap((name, index) =>
      nameIn(name, 'translator-', translators.length > 1 ? String(index + 1) : ''),
    ),
    ...titleIn(item),
    ['trans-title', meaning && escape(meaning)],
    ['work', container && escape(container)],
    ['date', date && dayFirst(date)],
    ['orig-date', original?.date && dayFirst(original.date)],
    ['url', url?.replace(/[~']|_(?=_)/g, (letter) => ADDRESS[letter]!)],
    ['access-date', url && dayFirst(item.accessed)],
    ['language', language],
  ];
  const known = fields.filter(([, value]) => value).map(([name, value]) => `|${name}=${value}`);
  return `{{${[TEMPLATES[item.type], ...known].join(' ')}}}`;
}

const MARKUP: Readonly<Record<string, string>> = {
  '|': '{{!}}',
  '{': '&#123;',
  '}': '&#125;',
  '[': '&#91;',
  ']': '&#93;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '~': '&#126;',
  "''": '&#39;&#39;',
  __: '&#95;&#95;',
};

/** What would sign, set in bold or switch something in an address. */
const ADDRESS: Readonly<Record<string, string>> = { '~': '%7E', "'": '%27', _: '%5F' };

/** Text in which a wiki finds no markup. An ampersand is only written as its code where it would begin another one. */
function escape(text: string): string {
  return text.replace(/[|{}[\]<>]|''|__|~(?=~)|&(?=#?\w+;)/g, (found) => MARKUP[found]!);
}

function nameIn({ full, parts }: Name, role: string, number: string): [string, string][] {
  if (parts) {
    const given = parts.suffix ? `${parts.given}, ${parts.suffix}` : parts.given;
    return [
      [`${role}last${number}`, escape(surname(parts))],
      [`${role}first${number}`, escape(given)],
    ];
  }
  // Two round brackets: one name, whatever stands in it.
  const name = /[,;]/.test(full) ? `((${escape(full)}))` : escape(full);
  return [[role ? `translator${number}` : `author${number}`, name]];
}

/** A title in another script says in which language it is, so that it is set in that script. */
function titleIn({ title, language }: Item): [string, string][] {
  if (title === undefined) return [];
  const letters = title.replace(/[\p{Script=Common}\p{Script=Inherited}]/gu, '');
  const isForeignScript = letters !== '' && !/\p{Script=Latin}/u.test(letters);
  if (isForeignScript && language !== undefined)
    return [['script-title', `${language.split('-')[0]}:${escape(title)}`]];
  return [['title', escape(title)]];
}
