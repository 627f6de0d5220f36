/** What steers a terminal, hides, or reorders what stands around it: controls, bidi and invisible characters. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]/gu;

const shown = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;

/** Text for a terminal, line breaks kept; every other character that could steer it is spelled out, as `\u{1b}`. */
export const forTerminal = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(UNSAFE, shown))
    .join('\n');

/** The same for one line: a line break is spelled out too. */
export const lineForTerminal = (text: string): string => text.replace(UNSAFE, shown);

/** JSON in ASCII: nothing in it can steer a terminal, and every reader of JSON gets the characters back. */
export const jsonForTerminal = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Prints a line. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a line for people, beside what a program may read. */
export const remark = (line: string): void => void process.stderr.write(`${line}\n`);

/** Prints a line of what went wrong. */
export const complain = (line: string): void => void process.stderr.write(`${line}\n`);
