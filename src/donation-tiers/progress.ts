import { toMinor } from './money.ts';
import type { DonationConfig } from './settings.ts';

/** A point on the way, in minor units. */
export interface Step {
  readonly at: number;
  readonly label?: string | undefined;
}

export interface Progress {
  /** The goal on show, in minor units: the next one on the scale once the first is reached. */
  readonly goal: number;
  /** Whole percent of the goal on show, rounded down: 100 means reached. May be above 100. */
  readonly percent: number;
  /** How much of the bar is full, 0 to 1. */
  readonly ratio: number;
  /** Every milestone up to the goal on show and the goals themselves, ascending, without the zero. */
  readonly milestones: readonly (Step & {
    readonly isReached: boolean;
    /** Where on the bar, 0 to 1. */ readonly place: number;
  })[];
}

/**
 * How far an appeal has come, linear and exact.
 *
 * @param raised - Minor units, not negative.
 * @param goal - Minor units; without one, or with zero, there is nothing to measure against.
 */
export function progressOf(raised: number, goal: number | undefined, steps: readonly Step[]): Progress | undefined {
  if (!goal) return undefined;
  const labels = new Map<number, string | undefined>([[goal, undefined]]);
  for (const { at, label } of steps) if (at > 0) labels.set(at, label ?? labels.get(at));
  const scale = [...labels.keys()].sort((a, b) => a - b);
  const beyond = scale.filter((at) => at >= goal);
  const onShow = beyond.find((at) => at > raised) ?? beyond[beyond.length - 1]!;
  return {
    goal: onShow,
    // Fifteen digits times a hundred is more than a double holds.
    percent: Number((BigInt(raised) * 100n) / BigInt(onShow)),
    ratio: Math.min(1, raised / onShow),
    milestones: scale
      .filter((at) => at <= onShow)
      .map((at) => ({ at, label: labels.get(at), isReached: at <= raised, place: at / onShow })),
  };
}

/** What an appeal stands at, in minor units. */
export interface Totals {
  readonly raised?: number | undefined;
  readonly goal?: number | undefined;
  /** What of `raised` comes again every month, in whole percent, rounded down; absent for nothing. */
  readonly renewing?: number | undefined;
  /** Whether `raised` and `goal` are what comes in each week. */
  readonly isWeekly?: boolean | undefined;
  readonly steps: readonly Step[];
}

/** The totals of a configuration; what the currency cannot express is left out and named in `problems`. */
export function readTotals(
  config: Partial<Pick<DonationConfig, 'raised' | 'recurring' | 'goal' | 'period' | 'milestones'>>,
  exponent: number,
  problems: string[],
): Totals {
  const read = (name: string, decimal: string | undefined) => {
    const minor = decimal === undefined ? undefined : toMinor(decimal, exponent);
    if (decimal !== undefined && minor === undefined) {
      problems.push(`${name} "${decimal}": too large, or more decimals than the currency has`);
    }
    return minor;
  };
  const steps = (config.milestones ?? []).flatMap(({ at, label }) => {
    const minor = read('milestones', at);
    return minor === undefined ? [] : [{ at: minor, label }];
  });
  const raised = read('raised', config.raised);
  const monthly = read('recurring.monthly', config.recurring?.monthly);
  const renewing = monthly && raised ? Number((BigInt(monthly) * 100n) / BigInt(raised)) : 0;
  if (renewing > 100) problems.push('recurring.monthly: more than what was raised');
  const goal = read('goal', config.goal) || undefined;
  return {
    ...{ raised, goal, steps, isWeekly: config.period === 'week' },
    renewing: renewing > 0 && renewing <= 100 ? renewing : undefined,
  };
}
