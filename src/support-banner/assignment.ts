import { hash32 } from './hash.ts';

/** One variant of a test, and how many readers it gets in relation to the others. */
export interface Arm {
  readonly variant: string;
  /** Above 0, in any unit (shares, per cent); 0 or less is never drawn. */
  readonly weight: number;
}

const HASHES = 0x1_0000_0000;

/**
 * The variant of a test that a reader belongs to: always the same for the same reader, in the shares of the weights.
 *
 * Each arm draws a number of its own for the reader, and the highest wins (weighted rendezvous hashing). So a changed
 * weight moves readers to or from that arm alone, as few as its new share asks for, and so does an arm that comes or goes;
 * the order of the arms means nothing.
 *
 * @param test - What the draw is for; another test draws independently, however alike the names.
 * @param reader - Anything that stays the same for a reader.
 * @returns `undefined` where no arm has a weight.
 * @see Schindelhauer and Schomaker, “Weighted distributed hash tables” (SPAA 2005), for the score
 */
export function assign(test: string, arms: readonly Arm[], reader: string): string | undefined {
  let best: Arm | undefined;
  let highest = 0;
  for (const arm of arms) {
    if (!(arm.weight > 0)) continue;
    const score = -arm.weight / Math.log(draw(`${test}/${arm.variant}|${reader}`));
    if (score > highest) [best, highest] = [arm, score];
  }
  return best?.variant;
}

/**
 * Whether a reader is one of those whom a test is for at all. Who takes part in one of 10 % does so in one of 20 %, too.
 * It has a salt of its own: the share says nothing of the arm.
 *
 * @param share - Per cent of the readers, 0 (nobody) to 100 (everybody).
 */
export function takesPart(test: string, share: number, reader: string): boolean {
  return draw(`${test}/share|${reader}`) * 100 < share;
}

/**
 * Whether a campaign may be shown for an article on a day, where nothing may be remembered of the reader: about one in
 * `dilution` of the days of an article is open, and about one in `dilution` of the articles of a day.
 *
 * @param dilution - 1 or less is always open.
 * @param day - As `dayOf` writes it.
 */
export function isOpenDay(campaign: string, dilution: number, day: string, path: string): boolean {
  return draw(`${campaign}/day|${day}|${path}`) * dilution < 1;
}

/** Between 0 and 1, and never one of them: neither has a logarithm to divide by. */
function draw(text: string): number {
  return (hash32(text) + 0.5) / HASHES;
}
