/** How long somebody reads before they are asked what they think, in milliseconds of a page in view. */
export const READ_MS = 45_000;
/** Which share of the article they have seen by then. */
export const SEEN_SHARE = 0.5;
/** How long the invitation stays while nobody takes notice of it, in milliseconds. */
export const SHOWN_MS = 10_000;
/** Time between two looks that counts at most, in milliseconds: a computer that was asleep has read nothing. */
export const MAX_STEP_MS = 2_000;
/** In how many bands an article is divided to tell how much of it was seen. */
const BANDS = 20;

/** What a look at the page says. */
export interface Glance {
  /** Monotonic, in milliseconds. */
  readonly now: number;
  /** The page is in view. */
  readonly isVisible: boolean;
  /** Where the article stands, in pixels from the top of the window. */
  readonly article: { readonly top: number; readonly height: number };
  /** Height of the window, in pixels. */
  readonly windowHeight: number;
  /** The discussion is in view: nobody has to be led there. */
  readonly isThreadInView: boolean;
  /** Somebody writes, a dialog is open, a banner is pinned there, or the page wants it to wait: not now. */
  readonly isBusy: boolean;
  /** Somebody can write, or sign in to do so. */
  readonly canWrite: boolean;
  /** The pointer or the focus is on the invitation. */
  readonly hasInterest: boolean;
}

/** How far a reader has come, from look to look. */
export interface Reading {
  readonly at: number;
  readonly readMs: number;
  /** Which bands of the article were in view: bit by bit. */
  readonly seen: number;
  /** How long the invitation has stood there without interest; `undefined` before it does. */
  readonly idleMs: number | undefined;
  readonly phase: 'reading' | 'shown' | 'over';
}

export const startReading = (now: number): Reading => ({
  ...{ at: now, readMs: 0, seen: 0, idleMs: undefined, phase: 'reading' },
});

/**
 * Goes on from one look to the next.
 *
 * The invitation appears once, when somebody has read long enough and has seen enough of the article, and not while the
 * discussion is in view or something else goes on. It goes after a while without interest, or as soon as it is in the way.
 */
export function readOn(reading: Reading, glance: Glance): Reading {
  const { now, isVisible } = glance;
  if (reading.phase === 'over') return reading;
  const stepMs = isVisible ? Math.min(Math.max(now - reading.at, 0), MAX_STEP_MS) : 0;
  const next = { ...reading, at: now };
  if (reading.phase === 'shown') return goesOn(next, stepMs, glance);
  next.readMs += stepMs;
  if (isVisible) next.seen |= bandsInView(glance);
  const hasRead = next.readMs >= READ_MS && shareSeen(next.seen) >= SEEN_SHARE;
  return hasRead && isVisible && isPossible(glance) ? { ...next, idleMs: 0, phase: 'shown' } : next;
}

function goesOn(reading: Reading, stepMs: number, glance: Glance): Reading {
  const idleMs = glance.hasInterest ? 0 : (reading.idleMs ?? 0) + stepMs;
  const isOver = idleMs >= SHOWN_MS || !isPossible(glance);
  return { ...reading, idleMs, phase: isOver ? 'over' : 'shown' };
}

const isPossible = ({ isThreadInView, isBusy, canWrite }: Glance) => canWrite && !isThreadInView && !isBusy;

/** The bands whose middle is in the window: bit by bit, the top one first. */
function bandsInView({ article, windowHeight }: Glance): number {
  let seen = 0;
  for (let band = 0; band < BANDS; band++) {
    const middle = article.top + (article.height * (band + 0.5)) / BANDS;
    if (article.height > 0 && middle >= 0 && middle <= windowHeight) seen |= 1 << band;
  }
  return seen;
}

/** 0 to 1. */
function shareSeen(seen: number): number {
  let count = 0;
  for (let band = 0; band < BANDS; band++) count += (seen >> band) & 1;
  return count / BANDS;
}
