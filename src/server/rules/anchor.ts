import { MAX_CONTEXT_LENGTH, MAX_QUOTE_LENGTH, type Anchor } from '../../contracts/anchor.ts';
import { cleanLine } from '../../contracts/text.ts';

/** Longest id of an element, as the contract has it. */
const MAX_FRAGMENT_LENGTH = 200;

/**
 * The words of a passage as they are stored: one line each, without control, bidi or invisible characters.
 *
 * What is looked for in the article later stays as it was typed where that is all there is to it: letters in pieces
 * (NFD) stay in pieces, and the space between a passage and the text around it stays a space.
 */
export function tameAnchor(anchor: Anchor): Anchor {
  return { ...anchor, selector: anchor.selector.map(tameSelector) };
}

function tameSelector(selector: Anchor['selector'][number]): Anchor['selector'][number] {
  switch (selector.type) {
    case 'TextQuoteSelector': {
      const { type, exact, prefix, suffix } = selector;
      return {
        ...{ type, exact: tameLine(exact, MAX_QUOTE_LENGTH) },
        ...(prefix !== undefined && { prefix: tameContext(prefix) }),
        ...(suffix !== undefined && { suffix: tameContext(suffix) }),
      };
    }
    case 'FragmentSelector':
      return { ...selector, value: tameLine(selector.value, MAX_FRAGMENT_LENGTH) };
    case 'TextPositionSelector':
      return selector;
  }
}

function tameLine(text: string, maxLength: number): string {
  const clean = cleanLine(text, maxLength);
  return text.normalize('NFC') === clean ? text : clean;
}

function tameContext(text: string): string {
  const middle = text.trim();
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\S\s+$/.test(text) ? ' ' : ''];
  return `${before}${tameLine(middle, MAX_CONTEXT_LENGTH - before.length - after.length)}${after}`;
}
