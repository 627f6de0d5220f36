/** At most so many views in so many days. */
export interface Cap {
  readonly views: number;
  readonly days: number;
}

/** The most views and days a cap may have: what is remembered is bounded. */
export const MAX_CAP_VIEWS = 50;
export const MAX_CAP_DAYS = 365;

/**
 * Reads `views/days`, as `4/30`.
 *
 * @returns `undefined` for anything else: 1 to {@link MAX_CAP_VIEWS} views in 1 to {@link MAX_CAP_DAYS} days.
 */
export function parseCap(value: string): Cap | undefined {
  const match = /^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/.exec(value);
  const [views, days] = [Number(match?.[1]), Number(match?.[2])];
  return views >= 1 && views <= MAX_CAP_VIEWS && days >= 1 && days <= MAX_CAP_DAYS ? { views, days } : undefined;
}
