const Z = 1.959964;

/** Lower bound of the 95 % confidence interval of a share: how good it is for sure. 0 to 1. */
function wilson(positive: number, total: number): number {
  if (total === 0) return 0;
  const share = positive / total;
  const square = Z * Z;
  const spread = Z * Math.sqrt((share * (1 - share) + square / (4 * total)) / total);
  return (share + square / (2 * total) - spread) / (1 + square / total);
}

/**
 * Where a comment stands under *top*: ascending, best first; 0 without votes, and what only has votes against it last.
 *
 * Stored with the comment, so that a page is an index range.
 *
 * @returns -1 to 1.
 * @see Wilson, "Probable inference …" (1927)
 */
export function rankOf(up: number, down: number): number {
  const score = up > 0 ? wilson(up, up + down) : -wilson(down, down);
  return score === 0 ? 0 : -score;
}
