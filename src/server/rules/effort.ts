import type { Load } from './load.ts';

/** When guests' browsers must work for a comment: when the load calls for it, always, never. */
export const PROOFS = ['auto', 'always', 'off'] as const;
export type ProofMode = (typeof PROOFS)[number];

/** Faster than anybody writes, in milliseconds. */
const HASTY_MS = 1000;
/** A reader in the middle of a discussion writes as much. */
const FREE_POSTS = 10;
const BUSY_POSTS = 60;

/**
 * Whether a guest's comment needs a proof of work: its household has posted more than 10 times in ten minutes, all guests
 * more than 60 times in the last minute, or it was written in under a second.
 *
 * @param writingMs - As the page says; `undefined` if it does not say, which is no reason.
 */
export function needsProof(mode: ProofMode, load: Load, writingMs: number | undefined): boolean {
  if (mode !== 'auto') return mode === 'always';
  const isHasty = writingMs !== undefined && writingMs < HASTY_MS;
  return isHasty || load.householdPosts > FREE_POSTS || load.guestPosts > BUSY_POSTS;
}

/** Steps of the load; each one reached doubles the work. */
const HOUSEHOLD_STEPS = [15, 25];
const SERVER_STEPS = [60, 240, 960];
const LEAST = 100;
const MOST = 800;

/**
 * How many attempts a proof takes on average: 100, and twice as many with each step of the load, up to 800 (a second or
 * two on a computer, some on a phone).
 */
export function attemptsFor({ householdPosts, guestPosts }: Load): number {
  const reached = (steps: readonly number[], count: number) => steps.filter((step) => count > step).length;
  const steps = reached(HOUSEHOLD_STEPS, householdPosts) + reached(SERVER_STEPS, guestPosts);
  return Math.min(MOST, LEAST * 2 ** steps);
}
