/*
 * What people type, tamed. Everything invisible is taken out except where a script or an emoji cannot be written
 * without it: one regular expression names both, the sequences to keep first, so that a removal is the default and a
 * character nobody thought of cannot hide a second "Admin" or reorder the page around a comment.
 */

/** Letters and marks of scripts that are written with ZWJ, ZWNJ or a direction mark: Hebrew, Arabic, Indic, Khmer … */
const JOINING =
  '\\u0590-\\u109f\\u1780-\\u1c4f\\ua840-\\uab2f\\uabc0-\\uabff' +
  '\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10a00}-\\u{11fff}\\u{1e900}-\\u{1e95f}';

const KEPT = [
  // Flags of England, Scotland, Wales …: a black flag spelled out in tag characters.
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}',
  '\\p{ExtPict}[\\ufe0e\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?(?:\\u200d(?=\\p{ExtPict}))?',
  '[\\d#*]\\ufe0f(?=\\u20e3)',
  // Ideographic variants (葛󠄀 in Japanese names) and the Myanmar and Mongolian ones.
  '\\p{UIdeo}[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '[\\u1000-\\u102a]\\ufe00',
  '[\\u1820-\\u18a8\\u18aa][\\u180b-\\u180f]\\u200d?',
  // Any marks may stand between, because NFC changes their order.
  `[${JOINING}]\\p{M}{0,8}[\\u200c-\\u200f\\u061c]`,
  // A Braille blank is the space of Braille text, and an invisible name elsewhere.
  '[\\u2801-\\u28ff]\\u2800',
].join('|');

const INVISIBLE = '\\p{DI}\\p{Cc}\\p{NChar}\\ufff9-\\ufffb\\u2800';
// The rule takes single code points named by escapes for halves of one character.
/* eslint-disable no-misleading-character-class */
const LINE = new RegExp(`(${KEPT})|[${INVISIBLE}]`, 'gu');
// A body keeps its line breaks, tabs and direction marks, which writers of Hebrew and Arabic put after "C++".
const BODY = new RegExp(`(${KEPT}|[\\n\\t\\u200e\\u200f\\u061c])|[${INVISIBLE}]`, 'gu');
/* eslint-enable no-misleading-character-class */
const VISIBLE = new RegExp(`[^\\s\\p{M}\\p{Z}${INVISIBLE}]`, 'u');

const clampMarks = (value: string): string =>
  value.replace(/((?:\p{M}[\u200c\u200d]?){8})[\p{M}\u200c\u200d]+/gu, '$1');

/** Marks are clamped before NFC too: normalising a run of thousands takes quadratic time. */
function tame(value: string, pattern: RegExp): string {
  // With the `u` flag only lone surrogates match here.
  const visible = value.replace(/[\ud800-\udfff]/gu, '\ufffd').replace(pattern, '$1');
  return clampMarks(clampMarks(visible).normalize('NFC'));
}

/**
 * One line of text, such as a name: no line breaks, no control, bidi or invisible characters, single spaces, at most
 * eight marks on a letter, NFC.
 *
 * Joiners that Persian, Malayalam … need, emoji sequences and ideographic variants are kept. Cleaning twice changes
 * nothing more.
 *
 * @param maxLength - Longest result, in UTF-16 code units; a character is never cut in half.
 */
export function cleanLine(value: string, maxLength: number): string {
  const line = (text: string): string =>
    tame(text.replace(/[^\S\ufeff]+|\x85/g, ' '), LINE)
      .replace(/[\s\p{Z}]+/gu, ' ')
      .trim();
  const whole = line(value);
  return whole.length > maxLength ? line(whole.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')) : whole;
}

/**
 * The text of a comment as it is stored: lines kept (`\n` only, two blank lines at most in a row), otherwise tamed as
 * in {@link cleanLine}. Its length is for the caller to check.
 */
export function cleanBody(value: string): string {
  return tame(value.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n'), BODY)
    .replace(/[\u200e\u200f\u061c]+(?=[\u200e\u200f\u061c])/g, '')
    .replace(/\n(?:[^\S\n]*\n){3,}/g, '\n\n\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

/** Whether nothing in the text can be seen: only spaces, invisible characters, or marks with no letter under them. */
export function isBlank(value: string): boolean {
  return !VISIBLE.test(value);
}

/** Letters that pass for Latin ones, most similar case first: Cyrillic, Greek, Cherokee, Armenian, small capitals. */
const CONFUSABLE =
  'АВЕЅІЈКМНОРСТУХԚԜ ABESIJKMHOPCTYXQW ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ ABEZHIKMNOPTYX ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏒᏚᏙᏞᏟᏢᏦᏴ DRTAJEWMHGZRSVLCPKB ' +
  'авеѕіјкмнорстухԁԛԝһӏгпѵ abesijkmhopctyxdqwhirnv αεγηικνορτυχϲ aeynikvoptuxc ոօսհցյ nouhgj ' +
  'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıȷɩ abcdefghijklmnoprstuvwyzagiji l1|0 iiio';

let lookalikes: Map<string, string> | undefined;

/** The Latin letter that a letter or digit passes for (small Cyrillic о: `o`; `0`: `o`), or itself. Case is not changed. */
export function latin(letter: string): string {
  if (!lookalikes) {
    lookalikes = new Map();
    const words = CONFUSABLE.split(' ');
    for (let index = 0; index < words.length; index += 2)
      [...words[index]!].forEach((from, place) => lookalikes!.set(from, words[index + 1]![place]!));
  }
  return lookalikes.get(letter) ?? letter;
}

/**
 * A key for comparing a name with reserved ones: equal for names that look alike (`Adrnin`, `ＡＤＭＩＮ`, `Аdmin ✅`).
 *
 * Compatibility forms, case, accents, spaces, punctuation and look-alike letters are folded away, so that it is far
 * too coarse to tell people apart. Only the first 400 code units count.
 *
 * @see Unicode TR 39 (skeletons), of which this is a small part
 */
export function nameKey(value: string): string {
  const folded = [...value.slice(0, 400).normalize('NFKD')]
    .map(latin)
    .join('')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD');
  return [...folded]
    .map(latin)
    .join('')
    .replace(/[\u0300-\u036f\p{DI}]|[^\p{L}\p{M}\p{N}]/gu, '')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
}
