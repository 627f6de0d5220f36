/*
 * The Markdown subset of comments, read into a plain tree. Written by hand because the tree is the safety: there is no
 * kind of node for HTML, an image or a heading, so those stay the text they were. Every character is looked at a
 * bounded number of times: delimiters, brackets and code fences are paired by stacks and tables, never by searching
 * ahead again.
 */
import { cleanBody } from '../text.ts';
import { inlineText, MAX_DEPTH, MAX_LINKS, parseInline, type Inline, type Limits } from './markup-inline.ts';

export type { Inline, Link } from './markup-inline.ts';
export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] };

/** Characters that are read as markup; what follows is one paragraph of text. */
export const MAX_SOURCE_LENGTH = 10_000;
/** Most nodes in a tree; what would be more stays text. */
export const MAX_NODES = 5_000;
/** Reads the source text of a comment, tamed by `cleanBody` first. Never throws; what is not in the subset is text. */
export function parseMarkup(source: string): Block[] {
  const text = cleanBody(source);
  const limits: Limits = { links: MAX_LINKS, nodes: MAX_NODES };
  const lines = text
    .slice(0, MAX_SOURCE_LENGTH)
    .split('\n')
    .map((line) => line.replace(/^[ \t]+/, (indent) => indent.replace(/\t/g, '    ')));
  const blocks = parseBlocks(lines, 0, limits);
  const rest = text.slice(MAX_SOURCE_LENGTH);
  return rest ? [...blocks, { type: 'paragraph', children: [rest] }] : blocks;
}

/** The text of a tree without its markup, for notifications and summaries: blocks apart by an empty line. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'code') return block.text;
      if (block.type === 'paragraph') return inlineText(block.children);
      return block.type === 'quote' ? plainText(block.children) : block.items.map(plainText).join('\n');
    })
    .join('\n\n');
}

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)/;
const QUOTE = /^ {0,3}> ?/;
// A list starts with a bullet or with 1, and with something to say: "1984. A year" and "* * *" are text.
const FIRST_ITEM = /^( {0,3})([-+*]|1[.)]) +(?=.*[^-+* ])/;
const ITEM = /^( *)([-+*]|\d{1,9}[.)])(?: +|$)/;

/** What a block is made of, and the index of the first line after it. */
type Taken = readonly [block: Block, next: number];

function parseBlocks(lines: readonly string[], depth: number, limits: Limits): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    if (!lines[at]!.trim()) {
      at += 1;
      continue;
    }
    if (limits.nodes < 1) return [...blocks, { type: 'paragraph', children: [lines.slice(at).join('\n')] }];
    limits.nodes -= 1;
    const [block, next] =
      (depth < MAX_DEPTH &&
        (takeCode(lines, at) ?? takeQuote(lines, at, depth, limits) ?? takeList(lines, at, depth, limits))) ||
      takeParagraph(lines, at, depth, limits);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/** A word beside the fence names a language and is dropped; more than that is code that somebody began there. */
function takeCode(lines: readonly string[], start: number): Taken | undefined {
  const match = FENCE.exec(lines[start]!);
  if (!match) return undefined;
  const fence = match[1]!;
  const code = /^\s*[\w+#.-]*\s*$/.test(match[2]!) ? [] : [match[2]!];
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end]!.trim();
    if (line.length >= fence.length && line === fence[0]!.repeat(line.length)) break;
  }
  return [{ type: 'code', text: [...code, ...lines.slice(start + 1, end)].join('\n') }, end + 1];
}

/** Unlike CommonMark, a line without `>` ends the quote: what a reader answers below it is not part of it. */
function takeQuote(lines: readonly string[], start: number, depth: number, limits: Limits): Taken | undefined {
  let end = start;
  while (end < lines.length && QUOTE.test(lines[end]!)) end += 1;
  if (end === start) return undefined;
  const inner = lines.slice(start, end).map((line) => line.replace(QUOTE, ''));
  return [{ type: 'quote', children: parseBlocks(inner, depth + 1, limits) }, end];
}

function takeList(lines: readonly string[], start: number, depth: number, limits: Limits): Taken | undefined {
  const first = FIRST_ITEM.exec(lines[start]!);
  if (!first) return undefined;
  const inside = first[1]!.length + 2;
  const family = first[2]!.slice(-1);
  const items: string[][] = [];
  let offset = 0;
  let end = start;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (!line.trim()) continue;
    const indent = line.search(/\S/);
    const item = indent < inside ? ITEM.exec(line) : null;
    if (item ? item[2]!.slice(-1) !== family : indent < inside) break;
    // Blank lines count only between lines that belong to the list.
    if (item) {
      offset = item[0].length;
      items.push([line.slice(offset)]);
    } else items[items.length - 1]!.push(...lines.slice(end, at), line.slice(Math.min(indent, offset)));
    end = at + 1;
  }
  limits.nodes -= items.length;
  return [
    {
      type: 'list',
      ordered: family === '.' || family === ')',
      items: items.map((item) => parseBlocks(item, depth + 1, limits)),
    },
    end,
  ];
}

function takeParagraph(lines: readonly string[], start: number, depth: number, limits: Limits): Taken {
  const isBlockStart = (line: string): boolean => FENCE.test(line) || QUOTE.test(line) || FIRST_ITEM.test(line);
  let end = start + 1;
  while (end < lines.length && lines[end]!.trim() && (depth >= MAX_DEPTH || !isBlockStart(lines[end]!))) end += 1;
  const text = lines
    .slice(start, end)
    .map((line) => line.trim())
    .join('\n');
  return [{ type: 'paragraph', children: parseInline(text, limits) }, end];
}
