import type { ReportKind } from '../../contracts/banner-report.ts';
import {
  checkSplit,
  compareShares,
  neededViews,
  shareOf,
  SPLIT_ALARM,
  type ChiSquared,
  type Share,
} from './figures.ts';

/** How often something was done with a support banner in a time. */
export interface ReportCount {
  readonly campaign: string;
  /** Empty for readers who are not in the test. */
  readonly variant: string;
  readonly kind: ReportKind;
  readonly total: number;
  /** The first and the last day that has any, counted from 1970 in UTC. */
  readonly first: number;
  readonly last: number;
}

/** What is to be said of counts. */
export interface ReportOptions {
  /** How readers were to be split, in any unit, each more than 0; equally among all variants when absent. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
  /** By how much of itself a follow share has to change to matter, like 0.2. */
  readonly detect: number;
  /** Most views of one reader, 1 or more. */
  readonly perReader: number;
}

/** What readers did with one variant, or outside the test. */
export interface VariantReport {
  /** Empty outside the test. */
  readonly variant: string;
  readonly views: number;
  readonly follows: number;
  readonly dismissals: number;
  /** Shares of the views; absent where there are none, or fewer than of what was done. */
  readonly followShare?: Share;
  readonly dismissalShare?: Share;
}

/** What can be said of the variants beside each other. */
export interface Comparison {
  /** Those that are compared, two or more. */
  readonly variants: readonly string[];
  /** Whether the views are split as meant; absent where there are none. */
  readonly split?: ChiSquared;
  /** Something is broken: no difference says anything before it is found. */
  readonly isSplitWrong: boolean;
  /** The follow share of all of them together. */
  readonly share: number;
  /** Views that each needs before a difference may be read; absent while nobody has followed. */
  readonly needed?: number;
  /** The variant with the fewest views. */
  readonly fewest: { readonly variant: string; readonly views: number };
  /** Whether the follow shares differ by more than chance explains; absent before each has the views it needs. */
  readonly difference?: ChiSquared;
}

export interface CampaignReport {
  readonly campaign: string;
  readonly first: number;
  readonly last: number;
  readonly variants: readonly VariantReport[];
  /** Absent without two variants. */
  readonly comparison?: Comparison;
}

/** Below this a difference is said to be one. */
export const SIGNIFICANT = 0.05;

/** Reports on every campaign of the counts, in their order. */
export function reportOn(counts: readonly ReportCount[], options: ReportOptions): readonly CampaignReport[] {
  const campaigns = [...new Set(counts.map(({ campaign }) => campaign))];
  return campaigns.map((campaign) => {
    const own = counts.filter((count) => count.campaign === campaign);
    const counted = own.map(({ variant }) => variant);
    // One that was meant to be seen and never was is what the check of the split looks for.
    const names = [...new Set([...counted, ...(options.weights?.keys() ?? [])])].sort();
    const variants = names.map((variant) => reportOf(variant, own));
    const comparison = compare(variants, options);
    return {
      ...{ campaign, variants },
      first: Math.min(...own.map(({ first }) => first)),
      last: Math.max(...own.map(({ last }) => last)),
      ...(comparison && { comparison }),
    };
  });
}

function reportOf(variant: string, counts: readonly ReportCount[]): VariantReport {
  const totalOf = (kind: ReportKind): number =>
    counts.find((count) => count.variant === variant && count.kind === kind)?.total ?? 0;
  const [views, follows, dismissals] = [totalOf('view'), totalOf('follow'), totalOf('dismissal')];
  const [followShare, dismissalShare] = [shareOf(follows, views), shareOf(dismissals, views)];
  return {
    ...{ variant, views, follows, dismissals },
    ...(followShare && { followShare }),
    ...(dismissalShare && { dismissalShare }),
  };
}

function compare(all: readonly VariantReport[], { weights, detect, perReader }: ReportOptions): Comparison | undefined {
  const parts = all.filter(({ variant }) => (weights ? weights.has(variant) : variant !== ''));
  const [first] = parts;
  if (!first || parts.length < 2) return undefined;
  const weighed = parts.map(({ variant, views }) => ({ views, weight: weights?.get(variant) ?? 1 }));
  const split = checkSplit(weighed, perReader);
  const isSplitWrong = split !== undefined && split.p < SPLIT_ALARM;
  const fewest = parts.reduce((least, part) => (part.views < least.views ? part : least), first);
  const [follows, views] = [sum(parts.map((part) => part.follows)), sum(parts.map((part) => part.views))];
  const share = views === 0 ? 0 : follows / views;
  const needed = neededViews(share, detect);
  const isReadable = needed !== undefined && fewest.views >= needed && parts.every((part) => part.followShare);
  const difference =
    isReadable && !isSplitWrong
      ? compareShares(parts.map((part) => ({ count: part.follows, total: part.views })))
      : undefined;
  return {
    variants: parts.map(({ variant }) => variant),
    ...{ isSplitWrong, share, fewest: { variant: fewest.variant, views: fewest.views } },
    ...(split && { split }),
    ...(needed !== undefined && { needed }),
    ...(difference && { difference }),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
