/** What counts say, and what they do not: pure mathematics of shares, splits and sample sizes. */

/** Quantiles of the standard normal distribution: of 97.5 % (two sides of 5 %), and of 80 %. */
const Z_95 = 1.959963984540054;
const Z_80 = 0.8416212335729143;

/** A share of 0 to 1, with the 95 % confidence interval around it. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A share with its Wilson score interval, which keeps its promise for small numbers and shares near 0 too.
 *
 * @param count - 0 to `total`.
 * @returns `undefined` where there is no share: of nothing, or of fewer than were counted.
 * @see Wilson, "Probable inference, the law of succession, and statistical inference" (1927); Brown, Cai and DasGupta,
 *   "Interval estimation for a binomial proportion" (2001)
 */
export function shareOf(count: number, total: number): Share | undefined {
  if (total <= 0 || count > total) return undefined;
  const share = count / total;
  const square = Z_95 * Z_95;
  const middle = share + square / (2 * total);
  const spread = Z_95 * Math.sqrt((share * (1 - share) + square / (4 * total)) / total);
  const scale = 1 + square / total;
  // Exact at the ends, where subtracting leaves a trace.
  return {
    share,
    low: count === 0 ? 0 : (middle - spread) / scale,
    high: count === total ? 1 : (middle + spread) / scale,
  };
}

/** What a chi-squared test says: the statistic, its degrees of freedom, and how often chance alone makes it as large. */
export interface ChiSquared {
  readonly statistic: number;
  /** 1 or more. */
  readonly degrees: number;
  /** 0 to 1. */
  readonly p: number;
}

const testOf = (statistic: number, degrees: number): ChiSquared => ({
  statistic,
  degrees,
  p: chiSquaredTail(statistic, degrees),
});

/** Below this the split of readers is not what it was meant to be: Fabijan et al. (2019) check for it so. */
export const SPLIT_ALARM = 0.001;

/**
 * Whether readers were split as they were meant to be (the check for a sample ratio mismatch): Pearson's chi-squared test
 * of the views of each variant against its weight.
 *
 * It takes views for independent. All views of one reader are of one variant, though, which makes chance larger, at most
 * by as many as a reader may have: the statistic is divided by that.
 *
 * @param parts - Two or more; weights in any unit, each more than 0.
 * @param perReader - Most views of one reader, 1 or more.
 * @returns `undefined` where there is nothing to check.
 * @see Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments" (2019)
 */
export function checkSplit(
  parts: readonly { readonly views: number; readonly weight: number }[],
  perReader = 1,
): ChiSquared | undefined {
  const views = sum(parts.map((part) => part.views));
  const weight = sum(parts.map((part) => part.weight));
  if (parts.length < 2 || views === 0) return undefined;
  const terms = parts.map((part) => {
    const expected = (views * part.weight) / weight;
    return (part.views - expected) ** 2 / expected;
  });
  return testOf(sum(terms) / perReader, parts.length - 1);
}

/**
 * Whether shares differ by more than chance explains: Pearson's chi-squared test of homogeneity, without a correction for
 * continuity.
 *
 * @param parts - Two or more, each with a total above 0.
 * @returns `undefined` where all or none were counted, so that there is no chance in it.
 */
export function compareShares(
  parts: readonly { readonly count: number; readonly total: number }[],
): ChiSquared | undefined {
  const pooled = sum(parts.map((part) => part.count)) / sum(parts.map((part) => part.total));
  if (parts.length < 2 || !(pooled > 0 && pooled < 1) || parts.some(({ total }) => total === 0)) return undefined;
  const terms = parts.map(({ count, total }) => (count - total * pooled) ** 2 / (total * pooled * (1 - pooled)));
  return testOf(sum(terms), parts.length - 1);
}

/**
 * How many views each of two variants needs before a difference can be read: a test at 5 % (two-sided) finds it in 80 of
 * 100 experiments.
 *
 * @param share - Of one of them, more than 0 and less than 1.
 * @param detect - By how much of it the other one is larger, like 0.2; where that is no share any more, smaller.
 * @returns Whole views of each; `undefined` where no number is enough.
 * @see Fleiss, Levin and Paik, "Statistical methods for rates and proportions" (2003), 4.14; R's `power.prop.test`
 */
export function neededViews(share: number, detect: number): number | undefined {
  const other = share * (1 + detect) < 1 ? share * (1 + detect) : share * (1 - detect);
  if (!(share > 0 && share < 1 && detect > 0 && other >= 0)) return undefined;
  const middle = (share + other) / 2;
  const spread =
    Z_95 * Math.sqrt(2 * middle * (1 - middle)) + Z_80 * Math.sqrt(share * (1 - share) + other * (1 - other));
  return Math.ceil((spread / (share - other)) ** 2);
}

/**
 * Upper tail of the chi-squared distribution: the regularized incomplete gamma function Q(degrees / 2, value / 2), by a
 * series near 0 and a continued fraction (Lentz) beyond.
 *
 * @param value - 0 or more.
 * @param degrees - Whole, 1 or more.
 * @see Press et al., "Numerical recipes" (2007), 6.2
 */
export function chiSquaredTail(value: number, degrees: number): number {
  if (value <= 0) return 1;
  const a = degrees / 2;
  const x = value / 2;
  const scale = Math.exp(a * Math.log(x) - x - logGammaOfHalf(degrees));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

/** Logarithm of Γ(n / 2), down from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaOfHalf(n: number): number {
  let log = n % 2 === 1 ? Math.log(Math.PI) / 2 : 0;
  for (let rest = n - 2; rest > 0; rest -= 2) log += Math.log(rest / 2);
  return log;
}

/** Both converge in far fewer steps for what can be counted. */
const MAX_STEPS = 1000;

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let step = 1; step < MAX_STEPS && term > total * Number.EPSILON; step++) {
    term *= x / (a + step);
    total += term;
  }
  return total;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; step < MAX_STEPS; step++) {
    const numerator = -step * (step - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return fraction;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
