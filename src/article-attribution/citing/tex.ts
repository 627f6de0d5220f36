/** What TeX would act on. Braces are named: written with a backslash they would still count for BibTeX. */
const ACTIVE: Readonly<Record<string, string>> = {
  '\\': '{\\textbackslash}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  $: '\\$',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
};

const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u ',
  '\u0307': '.',
  '\u0308': '"',
  '\u030a': 'r ',
  '\u030b': 'H ',
  '\u030c': 'v ',
  '\u0323': 'd ',
  '\u0327': 'c ',
  '\u0328': 'k ',
};

const SYMBOLS: Readonly<Record<string, string>> = {
  ß: '{\\ss}',
  æ: '{\\ae}',
  Æ: '{\\AE}',
  œ: '{\\oe}',
  Œ: '{\\OE}',
  ø: '{\\o}',
  Ø: '{\\O}',
  ł: '{\\l}',
  Ł: '{\\L}',
  ı: '{\\i}',
  '–': '--',
  '—': '---',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
  '…': '{\\textellipsis}',
};

/** Text in which TeX finds nothing to do. */
export function escapeTex(text: string): string {
  return text.replace(/[\\{}%&#_$~^]/g, (letter) => ACTIVE[letter]!);
}

/** The same for readers that know ASCII only: Latin letters by their accents. Other scripts stay as they are. */
export function escapeAscii(text: string): string {
  const escaped = escapeTex(text).replace(/[ßæÆœŒøØłŁı–—“”‘’…]/g, (letter) => SYMBOLS[letter]!);
  return escaped.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => {
    const [base, accent, ...more] = letter.normalize('NFD');
    const command = more.length === 0 ? ACCENTS[accent ?? ''] : undefined;
    return command === undefined ? letter : `{\\${command}${base}}`;
  });
}

/** Makes two of one: " and ", a comma; "family=…" is read by BibLaTeX as a part of a name. */
const DIVIDES = /[,=]|(?:^|\s)and(?:\s|$)/i;

/** The part of a name, or one of a list, in braces of its own if it has what divides them. */
export function undivided(part: string, escape: (text: string) => string): string {
  return DIVIDES.test(part) ? `{${escape(part)}}` : escape(part);
}

/**
 * A title whose capitals no style may take away. With the title in sentence case it is known which are worth it; without
 * it, all after the first letter.
 */
export function protectedTitle(title: string, sentence: string | undefined, escape: (text: string) => string): string {
  const words = title.split(/([\p{L}\p{M}\p{N}]+)/u);
  const plain = sentence?.split(/([\p{L}\p{M}\p{N}]+)/u);
  const isComparable = plain?.length === words.length;
  return words
    .map((word, index) => {
      const kept = isComparable ? plain[index]! : word;
      const capitals = index === 1 ? kept.slice(1) : kept;
      return index % 2 === 1 && /[\p{Lu}\p{Lt}]/u.test(capitals) ? `{${escape(word)}}` : escape(word);
    })
    .join('');
}
