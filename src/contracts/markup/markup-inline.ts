/*
 * The inside of one paragraph. First the text becomes tokens, and delimiters are paired as they close; then the pairs
 * become nodes. A delimiter that finds no partner, or whose pair crosses another, is the text it was.
 */
import { displayHost, safeLink } from '../links.ts';
import { isBlank } from '../text.ts';

export type Inline =
  | string
  | { readonly type: 'break' }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'emphasis' | 'strong' | 'deleted'; readonly children: readonly Inline[] }
  | Link;

/** `host` is to be shown where the text does not say where the link goes; it is empty where nothing is hidden. */
export interface Link {
  readonly type: 'link';
  readonly href: string;
  readonly host: string;
  readonly children: readonly Inline[];
}

/** What one comment may still use up. */
export interface Limits {
  links: number;
  nodes: number;
}

/** Most links in a comment; the others stay text. */
export const MAX_LINKS = 20;
/** Deepest quotes and lists, and deepest emphasis inside them: about 32 elements in all. */
export const MAX_DEPTH = 10;

/**
 * A delimiter or bracket: `end` is the index of the token that closes it, 0 if none does; `href` makes the pair a link.
 * Every field is always there, so that nothing is ever read from a prototype.
 */
interface Mark {
  readonly type: 'mark';
  readonly mark: string;
  end: number;
  href: string;
}
type Token = Inline | Mark;

interface Scan {
  readonly text: string;
  readonly limits: Limits;
  readonly tokens: Token[];
  /** Token indexes of the emphasis that is open, and how many of each mark there are. */
  readonly openers: number[];
  readonly open: Map<string, number>;
  /** Token indexes of the brackets that are open. */
  readonly brackets: number[];
  /** The token index of the last `[text](link)`: links hold no links. */
  lastLink: number;
  /** Where each `(` is closed. */
  readonly parentheses: ReadonlyMap<number, number>;
}

const SPECIAL =
  /\\[!-/:-@[-`{-~\n]|`+|\*+|_+|~+|[[\]\n]|<[^\s<>]+>|https?:\/\/(?:(?!\]\()[^\s<>"\u3000-\u3003\u3008-\u3011\uff01-\uff1f])+/gi;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
// A title is passed over, whatever it says.
const DESTINATION = /^(?:<([^\s<>]*)>|([^\s<>]+))(?:\s+(?:".*"|'.*'|\(.*\)))?$/s;
const TYPES = new Map<string, 'emphasis' | 'strong' | 'deleted'>([
  ['*', 'emphasis'],
  ['_', 'emphasis'],
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'deleted'],
]);

const toMark = (mark: string): Mark => ({ type: 'mark', mark, end: 0, href: '' });

/** Reads the text of one paragraph; line ends in it become breaks. */
export function parseInline(text: string, limits: Limits): Inline[] {
  const tokens = tokenize(text, limits);
  return build(tokens, 0, tokens.length, 0, limits);
}

/** The text of inline nodes without their markup. */
export function inlineText(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.type === 'break') return '\n';
      return child.type === 'code' ? child.text : inlineText(child.children);
    })
    .join('');
}

function tokenize(text: string, limits: Limits): Token[] {
  const tokens: Token[] = [];
  const parentheses = pairParentheses(text);
  const scan: Scan = { text, limits, tokens, openers: [], open: new Map(), brackets: [], lastLink: -1, parentheses };
  const codeEnds = pairBackticks(text);
  let at = 0;
  for (;;) {
    SPECIAL.lastIndex = at;
    const match = SPECIAL.exec(text);
    if (!match) break;
    const [found] = match;
    const start = match.index;
    if (start > at) tokens.push(text.slice(at, start));
    at = start + found.length;
    const codeEnd = codeEnds.get(start);
    if (found === '\n' || found === '\\\n') tokens.push({ type: 'break' });
    else if (found[0] === '\\') tokens.push(found[1]!);
    else if (codeEnd) {
      tokens.push({ type: 'code', text: codeText(text.slice(at, codeEnd)) });
      at = codeEnd + found.length;
    } else if (found === '[') {
      // An image is its source text.
      scan.brackets.push(text[start - 1] === '!' ? -1 : tokens.length);
      tokens.push(toMark(found));
    } else if (found === ']') at = closeBracket(scan, start);
    else if (/^[*_~]/.test(found)) addDelimiters(scan, found, start);
    else if (/^[<h]/i.test(found)) at = addLink(scan, found, start);
    else tokens.push(found);
  }
  tokens.push(text.slice(at));
  return tokens;
}

/** Where the code that starts at a run of backticks ends: the next run of the same length, looked up from the back. */
function pairBackticks(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const next = new Map<number, number>();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].reverse()) {
    const end = next.get(run.length);
    if (end) ends.set(index, end);
    next.set(run.length, index);
  }
  return ends;
}

function pairParentheses(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(/\\.|[()]/gs)) {
    if (found === '(') open.push(index);
    else if (found === ')' && open.length) ends.set(open.pop()!, index);
  }
  return ends;
}

/** One space on both sides is there to set off backticks. */
function codeText(source: string): string {
  const code = source.replace(/\n/g, ' ');
  return code.startsWith(' ') && code.endsWith(' ') && code.trim() ? code.slice(1, -1) : code;
}

/** Opens or closes emphasis. A run of three is two marks; a longer one is text, and so is `2**10 and 3**5`. */
function addDelimiters(scan: Scan, run: string, start: number): void {
  const { text, tokens, open, openers } = scan;
  const before = text[start - 1] ?? ' ';
  const after = text[start + run.length] ?? ' ';
  const isInWord = (run[0] === '_' ? /[\p{L}\p{N}]{2}/u : /\d\d/).test(before + after);
  const marks = run.length === 3 ? [run[0]!, run.slice(1)] : [run];
  const isMark = TYPES.has(marks[0]!) && !isInWord;
  const closes = isMark && /\S/.test(before) && marks.some((mark) => open.get(mark));
  for (const mark of closes ? marks.reverse() : marks) {
    if (closes && open.get(mark)) {
      for (let isFound = false; !isFound;) {
        const opener = tokens[openers.pop()!] as Mark;
        open.set(opener.mark, open.get(opener.mark)! - 1);
        isFound = opener.mark === mark;
        if (isFound) opener.end = tokens.length;
      }
    } else if (isMark && /\S/.test(after)) {
      openers.push(tokens.length);
      open.set(mark, (open.get(mark) ?? 0) + 1);
    }
    tokens.push(toMark(mark));
  }
}

/** Makes `[text](destination "title")` a link if it is one, and says where to read on. */
function closeBracket(scan: Scan, start: number): number {
  const { text, tokens, limits } = scan;
  const opener = scan.brackets.pop() ?? -1;
  const end = text[start + 1] === '(' && opener > scan.lastLink ? scan.parentheses.get(start + 1) : undefined;
  const match = end ? DESTINATION.exec(text.slice(start + 2, Math.min(end, start + 4096)).trim()) : null;
  const href = match && toHref((match[1] ?? match[2]!).replace(ESCAPED, '$1'));
  const next = href ? end! + 1 : start + 1;
  if (href && limits.links > 0) {
    limits.links -= 1;
    scan.lastLink = opener;
    Object.assign(tokens[opener] as Mark, { end: tokens.length, href });
    // A bare link in the text of a link is text.
    for (let index = opener + 1; index < tokens.length; index += 1) {
      const token = tokens[index]!;
      if (typeof token === 'object' && token.type === 'link') {
        tokens[index] = inlineText(token.children);
        limits.links += 1;
      }
    }
  }
  tokens.push(toMark(text.slice(start, next)));
  return next;
}

/** A bare link or `<link>`, without the punctuation that ends the sentence around it. */
function addLink(scan: Scan, found: string, start: number): number {
  const { text, tokens, limits } = scan;
  const isAngled = found[0] === '<';
  const written = isAngled ? found.slice(1, -1) : withoutTail(found);
  const isInWord = !isAngled && /[\p{L}\p{N}]/u.test(text[start - 1] ?? ' ');
  const href = limits.links > 0 && !isInWord ? toHref(written) : undefined;
  const source = isAngled ? found : written;
  tokens.push(href ? link(href, [written]) : source);
  if (href) limits.links -= 1;
  return start + source.length;
}

const nesting = (letter: string): number => Number('([{'.includes(letter)) - Number(')]}'.includes(letter));

function withoutTail(found: string): string {
  let depth = 0;
  for (const letter of found) depth += nesting(letter);
  let end = found.length;
  // Brackets that close more than the link opened are around it.
  for (; end > 8; end -= 1) {
    const last = found[end - 1]!;
    if (nesting(last) < 0 && depth < 0) depth += 1;
    else if (!/[!'*,.:;?_~`’”»]/.test(last)) break;
  }
  return found.slice(0, end);
}

/** A host alone gets its slash, as the browser would write it. */
const toHref = (written: string): string | undefined =>
  safeLink(written, 'comment')?.replace(/^https?:\/\/[^/?#]+$/i, '$&/');

function link(href: string, children: readonly Inline[]): Link {
  const text = inlineText(children);
  if (isBlank(text)) return link(href, [href]);
  const host = displayHost(href);
  const named = /^\s*(?:https?:\/\/)?(?:www\.)?([^\s/:?#]+)/i.exec(text)?.[1]?.toLowerCase();
  const isClear = /\.\p{L}|:\/\//u.test(text) ? named === host.replace(/^www\./, '') : !host.includes('xn--');
  return { type: 'link', href, host: isClear ? '' : host, children };
}

function build(tokens: readonly Token[], from: number, to: number, depth: number, limits: Limits): Inline[] {
  const built: Inline[] = [];
  const add = (text: string): void => {
    const last = built.length - 1;
    if (typeof built[last] === 'string') built[last] += text;
    else if (text) built.push(text);
  };
  for (let at = from; at < to; at += 1) {
    const token = tokens[at]!;
    if (typeof token === 'string') add(token);
    else if (limits.nodes < 1) add(token.type === 'mark' ? token.mark : inlineText([token]));
    else if (token.type !== 'mark') {
      limits.nodes -= 1;
      built.push(token);
    } else if (!token.end || token.end >= to || depth >= MAX_DEPTH) add(token.mark);
    else {
      limits.nodes -= 1;
      const children = build(tokens, at + 1, token.end, depth + 1, limits);
      built.push(token.href ? link(token.href, children) : { type: TYPES.get(token.mark)!, children });
      at = token.end;
    }
  }
  return built;
}
