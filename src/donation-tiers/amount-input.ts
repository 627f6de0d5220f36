import { MAX_MINOR, toMinor } from './money.ts';

/** What a typed amount must be understood against. */
export interface AmountContext {
  /** Digits after the decimal separator, 0 to 4. */
  readonly exponent: number;
  /** The page language's decimal separator: it decides about `1.000`, and about nothing else. */
  readonly decimal: string;
  /** How the currency may stand beside the amount; currency symbols of Unicode are always understood. */
  readonly signs?: readonly string[];
}

/** Why a typed amount could not be read. `unfinished` is `12.` on the way to `12.50`. */
export type AmountProblem = 'empty' | 'unfinished' | 'format' | 'step' | 'large' | 'ambiguous';

export type TypedAmount =
  | {
      readonly minor: number;
      /** The page's language decided between two readings: show the one that was taken. */
      readonly isGuess: boolean;
    }
  | {
      readonly problem: AmountProblem;
      /** With `ambiguous`: both readings in minor units. */
      readonly meanings?: readonly number[];
    };

const DIGIT = /\p{Nd}/u;
const SEPARATORS = /[.,٫٬]/g;
const MARKS = /[\u200e\u200f\u061c]/g;

/**
 * Reads an amount as a person types it, in any script's digits and with either separator, and never rounds.
 *
 * Both separators present: the last is the decimal one. One kind several times: grouping, in threes or as in India.
 * One separator once: decimal if one or two digits follow (or as many as the currency has), whatever the language;
 * with three digits after it, grouping if it is not the language's decimal separator, else a question back. `٬` is never
 * anything but grouping.
 */
export function parseAmount(typed: string, { exponent, decimal, signs = [] }: AmountContext): TypedAmount {
  const text = tidy(typed, signs);
  if (text === '') return { problem: typed.trim() === '' ? 'empty' : 'format' };
  if (!/^[\d'.,٫٬]+$/.test(text) || !/\d/.test(text)) return { problem: 'format' };
  if (/[.,٫٬]$/.test(text)) return { problem: 'unfinished' };
  const found = text.match(SEPARATORS) ?? [];
  const last = found[found.length - 1];
  const kinds = new Set(found).size;
  if (!last || (kinds === 1 && found.length > 1)) return inGroups(text, '', exponent);
  const at = text.lastIndexOf(last);
  const [whole, fraction] = [text.slice(0, at), text.slice(at + 1)];
  if (kinds > 1 || whole.includes("'")) {
    return whole.includes(last) || kinds > 2 ? { problem: 'format' } : inGroups(whole, fraction, exponent);
  }
  if (fraction.length === 3 && (exponent !== 3 || last === '٬'))
    return oneOfTwo(whole, fraction, last, decimal, exponent);
  if (fraction.length > Math.max(2, exponent)) return { problem: 'format' };
  return { ...inGroups(whole, fraction, exponent), ...(fraction.length === 3 && { isGuess: last !== decimal }) };
}

/** `1.000`: a thousand, or one with three decimals? The language's grouping is believed, its decimals are not. */
function oneOfTwo(whole: string, fraction: string, separator: string, decimal: string, exponent: number): TypedAmount {
  const isGroup = separator === '٬' || (separator !== '٫' && separator !== decimal && decimal !== '٫');
  const grouped = /^[1-9]\d{0,2}$/.test(whole) ? inGroups(whole + fraction, '', exponent) : undefined;
  if (isGroup) return grouped ? { ...grouped, ...('minor' in grouped && { isGuess: true }) } : { problem: 'format' };
  if (!grouped || !('minor' in grouped)) return { problem: 'step' };
  const meant = toMinor(`${whole}.${fraction.slice(0, exponent)}`.replace(/\.$/, ''), exponent);
  return { problem: 'ambiguous', meanings: [grouped.minor, meant!] };
}

/** Whole part with or without grouping, fraction without. */
function inGroups(whole: string, fraction: string, exponent: number): TypedAmount {
  const digits = whole.replace(/['.,٫٬]/g, '');
  const isGrouped = digits.length < whole.length;
  const hasGroups =
    new Set(whole.match(/['.,٫٬]/g)).size === 1 &&
    /^[1-9]\d{0,2}(?:\D\d{3})+$|^[1-9]\d?(?:\D\d{2})+\D\d{3}$/.test(whole);
  if (isGrouped && !hasGroups) return { problem: 'format' };
  if (fraction.length > exponent) return { problem: 'step' };
  const minor = toMinor(`${digits}.${fraction}`.replace(/\.$/, ''), exponent);
  return minor === undefined || minor > MAX_MINOR ? { problem: 'large' } : { minor, isGuess: false };
}

/** ASCII digits and separators; spaces and apostrophes between digits become `'`, signs of the currency go. */
function tidy(typed: string, signs: readonly string[]): string {
  let text = typed.slice(0, 100).normalize('NFKC').replace(MARKS, '').trim();
  for (const sign of signs) {
    const plain = sign.normalize('NFKC').replace(MARKS, '').toLowerCase();
    const lower = text.toLowerCase();
    if (plain !== '' && lower.startsWith(plain)) text = text.slice(plain.length).trim();
    else if (plain !== '' && lower.endsWith(plain)) text = text.slice(0, -plain.length).trim();
  }
  return text
    .replace(/^\p{Sc}\s*|\s*\p{Sc}$/gu, '')
    .replace(/\p{Nd}/gu, toAscii)
    .replace(/(\d)[\s'’]+(?=\d)/g, "$1'");
}

/** Every script has its ten digits in a row; the zero is as far below as there are digits. */
function toAscii(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** What a typed amount must keep to, in minor units. */
export interface AmountLimits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A typed amount that can be given, or what is wrong with it. */
export type CheckedAmount =
  | { readonly minor: number; readonly isGuess: boolean }
  | {
      readonly problem: AmountProblem | 'minimum' | 'maximum';
      /** With `minimum`, `maximum` and `step`: the limit. With `ambiguous`: both readings. In minor units. */
      readonly meanings: readonly number[];
    };

/** Reads a typed amount and holds it against its limits; nothing is clamped. */
export function checkAmount(typed: string, context: AmountContext, { min, max, step }: AmountLimits): CheckedAmount {
  const read = parseAmount(typed, context);
  if ('problem' in read) {
    if (read.problem === 'large') return { problem: 'maximum', meanings: [max] };
    return { problem: read.problem, meanings: read.meanings ?? [step] };
  }
  if (read.minor < min) return { problem: 'minimum', meanings: [min] };
  if (read.minor > max) return { problem: 'maximum', meanings: [max] };
  if (read.minor % step !== 0) return { problem: 'step', meanings: [step] };
  return read;
}
