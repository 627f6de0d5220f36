/** Marks that turn the direction of text around: unbalanced, they would turn what follows in a citation, too. */
const TURNS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Whole characters of two halves, and halves alone, which no file can hold. */
const HALVES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

/** One line without control characters: no value of a citation reaches beyond its own line. */
export function clean(text: string): string {
  return text
    .replace(HALVES, (found) => (found.length === 2 ? found : '\ufffd'))
    .replace(TURNS, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** A full stop, unless the text has an end already. */
export function stop(text: string): string {
  return /[.?!…。！？][”’"')\]]*$/.test(text) ? '' : '.';
}

/** Quotation marks inside a title that is quoted itself become single ones. */
export function innerQuotes(title: string): string {
  return title.replace(/“([^“”]*)”/g, '‘$1’').replace(/"([^"]*)"/g, '‘$1’');
}

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Small Latin letters, digits and hyphens: for keys and names of files. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]!)
    .replace(/['’]|\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
