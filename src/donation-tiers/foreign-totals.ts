import { isDecimal } from '../contracts/decimal.ts';
import { exponentOf, toDecimal } from './money.ts';

type Json = Record<string, unknown>;

/** What decides how figures of elsewhere are read, besides their shape. */
export interface ForeignPlace {
  /** The host that answered: where the shape alone could be anybody's. */
  readonly host: string;
  /** The currency of the page, for answers that name none. */
  readonly currency: string | undefined;
}

/**
 * Translates public totals of Open Collective, Liberapay, Every.org, GiveWP and Raisely to campaign JSON.
 *
 * @returns `undefined` for anything else, and wherever the unit would be a guess: nothing is better than a hundred times
 *   too much. Minor units are only read in currencies of two decimals, because services differ in all others.
 */
export function readForeign(json: Json, place: ForeignPlace): Json | undefined {
  if ('goalStats' in json) return readGiveWp(json);
  if ('goalType' in json) return readEveryOrg(json);
  if ('balance' in json) return readOpenCollective(json);
  if ('receiving' in json) return readLiberapay(json);
  return 'data' in json ? readRaisely(json, place) : undefined;
}

function readOpenCollective({ slug, balance, currency, backersCount }: Json): Json | undefined {
  const raised = fromMinor(balance, currency);
  if (typeof slug !== 'string' || raised === undefined) return undefined;
  return { currency, raised, ...(isCount(backersCount) && { supporters: backersCount }) };
}

function readEveryOrg({ raised: minor, currency, supporters, goalAmount, goalType }: Json): Json | undefined {
  const raised = fromMinor(minor, currency);
  if (raised === undefined) return undefined;
  // A goal of the type AUTOMATIC moves on with the gifts: it is nobody's goal.
  const goal = goalType === 'CUSTOM' ? fromMinor(goalAmount, currency) : undefined;
  return { currency, raised, ...(goal !== undefined && { goal }), ...(isCount(supporters) && { supporters }) };
}

/** What comes in each week, in major units: said so, for nothing of it is ever a total. */
function readLiberapay({ receiving, goal, npatrons }: Json): Json | undefined {
  const { amount: raised, currency } = asObject(receiving);
  const { amount, currency: goalCurrency } = asObject(goal);
  const decimals = [raised, amount ?? '0'];
  if (!decimals.every((text) => typeof text === 'string' && isDecimal(text)) || !isCount(npatrons)) return undefined;
  const hasGoal = amount !== undefined && goalCurrency === currency;
  return { currency, raised, ...(hasGoal && { goal: amount }), supporters: npatrons, period: 'week' };
}

/** Other types of goal count gifts or people in the same fields. */
function readGiveWp({ goalType, goalStats }: Json): Json | undefined {
  const { actual, goal } = asObject(goalStats);
  if (goalType !== 'amount' || !isAmount(actual)) return undefined;
  return { raised: Math.max(0, actual), ...(isAmount(goal) && goal > 0 && { goal }) };
}

function readRaisely({ data }: Json, { host, currency }: ForeignPlace): Json | undefined {
  if (host !== 'api.raisely.com') return undefined;
  const raised = fromMinor(asObject(data)['total'], currency);
  return raised === undefined ? undefined : { raised };
}

/** Refunds can outweigh gifts; a meter starts at nothing. */
function fromMinor(minor: unknown, currency: unknown): string | undefined {
  if (!Number.isSafeInteger(minor) || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  return exponentOf(currency) === 2 ? toDecimal(Math.max(0, minor as number), 2) : undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
