/** How long after the first page the first look for news comes, in milliseconds. */
export const FIRST_LOOK_MS = 20_000;
/** Longest time between two looks, in milliseconds: 5 minutes. */
export const SLOWEST_MS = 300_000;
/** By how much the time between looks grows while nothing comes. */
const GROWTH = 1.5;
/** Share of the time by which looks are spread, so that a thousand readers do not ask at once. */
const SPREAD = 0.2;

/** When news are asked for. Times are milliseconds since the epoch. */
export interface Rhythm {
  readonly lastAt: number;
  /** Between the last look and the next one, without the spread. */
  readonly delayMs: number;
  /** 0 to 1. */
  readonly chance: number;
  /** The server asked to be left alone until then. */
  readonly notBefore: number;
}

/** What came of a look. */
export type Outcome = 'news' | 'nothing' | 'failure';

/** The rhythm when a first page has just arrived. @param chance - Random, 0 to 1. */
export function startRhythm(now: number, chance: number): Rhythm {
  return { lastAt: now, delayMs: FIRST_LOOK_MS, chance, notBefore: 0 };
}

/**
 * The rhythm after a look: as at first when something came, slower and slower when nothing did or it failed.
 *
 * @param retryAfterMs - How long the server asks to wait.
 */
export function afterLook(rhythm: Rhythm, outcome: Outcome, now: number, chance: number, retryAfterMs = 0): Rhythm {
  const slower = Math.min(rhythm.delayMs * GROWTH, SLOWEST_MS);
  return {
    lastAt: now,
    delayMs: outcome === 'news' ? FIRST_LOOK_MS : slower,
    chance,
    notBefore: retryAfterMs > 0 ? now + retryAfterMs : 0,
  };
}

/** The rhythm when the reader, or the network, comes back: as at first, so that an old look is followed at once. */
export function afterReturn(rhythm: Rhythm): Rhythm {
  return { ...rhythm, delayMs: FIRST_LOOK_MS };
}

/**
 * How long to wait for the next look, in milliseconds; 0 when it is due.
 *
 * A clock that was set back makes nobody wait longer than the rhythm says.
 */
export function waitMs({ lastAt, delayMs, chance, notBefore }: Rhythm, now: number): number {
  const spread = delayMs * (1 + SPREAD * (2 * chance - 1));
  const due = Math.max(Math.min(lastAt, now) + spread, Math.min(notBefore, now + 3_600_000));
  return Math.max(0, due - now);
}
