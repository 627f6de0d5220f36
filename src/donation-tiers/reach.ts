import type { Policy } from '../contracts/decimal.ts';
import type { Progress, Step } from './progress.ts';

/** What a gift would complete. */
export interface Reach extends Step {
  readonly isGoal: boolean;
}

/**
 * The next milestone, or the goal, if a gift would complete it; otherwise nothing, for that is all that is certain.
 *
 * After fees (`net`) less arrives than is given, so nothing can be promised there.
 *
 * @param raised - Minor units; `undefined` while it is not known.
 * @param gift - Minor units, the first one of gifts that renew.
 */
export function reachOf(
  raised: number | undefined,
  gift: number | undefined,
  progress: Progress | undefined,
  policy: Policy | undefined,
): Reach | undefined {
  if (raised === undefined || gift === undefined || policy === 'net') return undefined;
  const next = progress?.milestones.find(({ isReached }) => !isReached);
  if (!progress || !next || raised + gift < next.at) return undefined;
  return { at: next.at, label: next.label, isGoal: next.at === progress.goal };
}
