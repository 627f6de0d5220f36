import type { ChiSquared, Share } from '../rules/figures.ts';
import { dateOfDay } from '../rules/day.ts';
import {
  SIGNIFICANT,
  type CampaignReport,
  type Comparison,
  type ReportOptions,
  type VariantReport,
} from '../rules/report.ts';
import { lineForTerminal } from './terminal.ts';

/** A report in words and a table, line by line. */
export function tellReport(report: CampaignReport, options: ReportOptions): readonly string[] {
  const { campaign, first, last, variants, comparison } = report;
  const time = first === last ? dateOfDay(first) : `${dateOfDay(first)} to ${dateOfDay(last)}`;
  const rows = [TITLES, ...variants.map(cellsOf)];
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => fill(cell, widths[column]!, column))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${lineForTerminal(campaign)}, ${time} (UTC)`,
    ...table,
    ...(comparison ? tellComparison(comparison, options) : []),
  ];
}

const INTERVAL = '95 % interval';
const TITLES = ['variant', 'views', 'follows', 'of views', INTERVAL, 'dismissals', 'of views', INTERVAL];

/** Names on the left, numbers on the right. */
const fill = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function cellsOf({ variant, views, follows, dismissals, followShare, dismissalShare }: VariantReport): string[] {
  const name = variant === '' ? '(in no test)' : lineForTerminal(variant);
  return [name, `${views}`, `${follows}`, ...shareCells(followShare), `${dismissals}`, ...shareCells(dismissalShare)];
}

const shareCells = (share: Share | undefined): string[] =>
  share ? [percent(share.share), `${percent(share.low)} to ${percent(share.high)}`] : ['–', '–'];

const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)} %`;

function tellComparison(comparison: Comparison, options: ReportOptions): string[] {
  const split = tellSplit(comparison);
  return [...(split === undefined ? [] : [split]), tellDifference(comparison, options)];
}

function tellSplit({ split, isSplitWrong }: Comparison): string | undefined {
  if (!split) return undefined;
  if (!isSplitWrong) return `Split: as meant, as far as can be seen (${tellTest(split)}).`;
  return (
    `Split: NOT as meant (${tellTest(split)}). Something is broken, or --weights and --per-reader are not what they are ` +
    'in the page. Read nothing into the shares before it is found.'
  );
}

function tellDifference(
  { needed, share, fewest, difference, isSplitWrong }: Comparison,
  { detect }: ReportOptions,
): string {
  if (isSplitWrong) return 'Not compared: the split is wrong.';
  if (needed === undefined) return 'Too early to compare: how many views are needed shows once somebody has followed.';
  const change = `${Number((detect * 100).toPrecision(4))} %`;
  if (fewest.views < needed)
    return (
      `Too early to compare: each variant needs ${needed} views before a change of ${percent(share)} by ${change} of ` +
      `itself can be told from chance; ${lineForTerminal(fewest.variant)} has ${fewest.views}. Until then a difference ` +
      'says nothing: stop neither because of one nor for want of one.'
    );
  if (!difference) return 'Not compared: the counts allow no shares.';
  if (difference.p >= SIGNIFICANT)
    return `No evidence of a difference in follows: chance alone does as much (${tellTest(difference)}).`;
  return `The follow shares differ by more than chance explains (${tellTest(difference)}). That holds for one look, not for many.`;
}

function tellTest({ statistic, degrees, p }: ChiSquared): string {
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
  return `chi-squared ${statistic.toFixed(2)}, ${degrees} degree${degrees === 1 ? '' : 's'} of freedom, ${chance}`;
}
