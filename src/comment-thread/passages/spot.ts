/** A rectangle in the window, in CSS pixels. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Where the buttons of a paragraph go. */
export interface Spot {
  /** Beside the article, after the last word, or below the end of the last line. */
  readonly way: 'margin' | 'line' | 'gap';
  /** Where they begin, or end with `isBefore`; from the left edge of the window. */
  readonly x: number;
  /** Where they begin; with `line` their middle. */
  readonly y: number;
  readonly isBefore: boolean;
  /** How wide they may be. */
  readonly room: number;
}

/** Between text and buttons. */
const SPACE = 8;
/** Narrowest margin that takes the buttons. */
const MIN_MARGIN = 56;

/**
 * Finds a place for a paragraph's buttons where they cover no words.
 *
 * @param box - The paragraph.
 * @param lastLine - The last line of its words.
 * @param margin - How much room there is beside the article, at the end of its lines.
 * @param size - How much the buttons take, at least: in the margin, where their words may be broken, and on a line.
 */
export function spotOf(
  box: Box,
  lastLine: Box,
  isRtl: boolean,
  margin: number,
  size: { readonly broken: number; readonly whole: number },
): Spot {
  const end = isRtl ? box.left : box.right;
  const outwards = isRtl ? -1 : 1;
  if (margin >= Math.max(MIN_MARGIN, size.broken + SPACE)) {
    return { way: 'margin', x: end + outwards * SPACE, y: box.top, isBefore: isRtl, room: margin - SPACE };
  }
  const wordsEnd = isRtl ? lastLine.left : lastLine.right;
  const rest = (end - wordsEnd) * outwards - SPACE;
  const middle = (lastLine.top + lastLine.bottom) / 2;
  if (rest >= size.whole)
    return { way: 'line', x: wordsEnd + outwards * SPACE, y: middle, isBefore: isRtl, room: rest };
  return { way: 'gap', x: end, y: box.bottom, isBefore: !isRtl, room: box.right - box.left };
}

/**
 * How much room is free beside an article.
 *
 * @param article - Its box.
 * @param others - What stands around it.
 * @param ground - From where to where buttons can be seen: the window, or what cuts off all that reaches beyond it.
 */
export function marginBeside(
  article: Box,
  others: readonly Box[],
  isRtl: boolean,
  ground: Pick<Box, 'left' | 'right'>,
): number {
  const beside = others.filter(({ top, bottom }) => top < article.bottom && bottom > article.top);
  if (isRtl) {
    const edges = beside.map(({ right }) => right).filter((right) => right <= article.left + 1);
    return article.left - Math.max(ground.left, ...edges);
  }
  const edges = beside.map(({ left }) => left).filter((left) => left >= article.right - 1);
  return Math.min(ground.right, ...edges) - article.right;
}

/**
 * Puts buttons below one another where those of a paragraph are higher than it is.
 *
 * @param tops - Where each would begin, from the first to the last.
 * @param heights - How high each is.
 * @returns Where each begins; none higher up than it would.
 */
export function stack(tops: readonly number[], heights: readonly number[]): number[] {
  let free = -Infinity;
  return tops.map((top, index) => {
    const start = Math.max(top, free);
    free = start + heights[index]!;
    return start;
  });
}
