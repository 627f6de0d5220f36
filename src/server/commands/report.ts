import { dateOfDay, parseDay } from '../rules/day.ts';
import type { CampaignReport, ReportOptions } from '../rules/report.ts';
import { databaseOf, readWords, UsageError, type Command } from './command.ts';
import { tellReport } from './report-words.ts';
import { complain, jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const help = `Usage: page-furniture report [CAMPAIGN] [options]

What readers did with support banners: views, follows and dismissals of each variant, with their shares and 95 %
intervals; whether readers were split as meant; and whether there is enough to compare. See docs/reading-the-numbers.md.

Options:
  --database WHERE     FURNITURE_DATABASE   an SQLite file or a postgres:// URL, default furniture.sqlite
  --from DAY, --to DAY as 2026-11-24, both counted, in UTC; default all that is kept, which is 400 days
  --weights a=1,b=1    how readers are split among the variants, of one campaign; default equally
  --detect PERCENT     the change of a follow share, in percent of itself, that matters; default 20
  --per-reader NUMBER  most views of one reader, which the check of the split allows for; default 1
  --json               print JSON, one campaign a line

Works beside a running server. Exit status: 0 done, 1 nothing counted of that campaign, 2 a command line that means
nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = {
  ...{ database: word, from: word, to: word, weights: word, detect: word, 'per-reader': word },
  json: { type: 'boolean' },
} as const;

/** `page-furniture report`: what was counted of support banners. */
export const reportCommand: Command = { summary: 'tells what readers did with support banners', help, run };

type Values = ReturnType<typeof read>['values'];
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [campaign, ...rest] = positionals;
  if (rest.length > 0) throw wrong('Name one campaign, or none for all.');
  if (values.weights !== undefined && campaign === undefined)
    throw wrong('Weights are those of one campaign: name it.');
  const days = daysIn(values);
  const options = optionsIn(values);
  const database = databaseOf(values.database);
  const { requireDatabase, openStore, readReports } = await import('../reporting.ts');
  await requireDatabase(database);
  const store = await openStore(database);
  try {
    tell(await readReports(store, days, campaign, options), campaign, options, values.json ?? false);
  } finally {
    await store.close();
  }
}

function tell(
  reports: readonly CampaignReport[],
  campaign: string | undefined,
  options: ReportOptions,
  json: boolean,
): void {
  if (json) for (const report of reports) say(jsonForTerminal(dated(report)));
  else if (reports.length > 0) say(reports.map((report) => tellReport(report, options).join('\n')).join('\n\n'));
  else if (campaign === undefined) say('Nothing was counted.');
  if (reports.length > 0 || campaign === undefined) return;
  complain(`${lineForTerminal(campaign)}: nothing was counted.`);
  process.exitCode = 1;
}

/** As JSON says it: with dates. */
const dated = ({ campaign, first, last, ...rest }: CampaignReport): object => ({
  ...{ campaign, from: dateOfDay(first), to: dateOfDay(last) },
  ...rest,
});

function daysIn({ from, to }: Values): { readonly first: number; readonly last: number } {
  const [first = 0, last = Number.MAX_SAFE_INTEGER] = [from, to].map((text) => {
    const day = text === undefined ? undefined : parseDay(text);
    if (text !== undefined && day === undefined) throw wrong(`"${text}" is no day like 2026-11-24.`);
    return day;
  });
  if (first > last) throw wrong('--from is after --to.');
  return { first, last };
}

function optionsIn({ weights, detect = '20', 'per-reader': perReader = '1' }: Values): ReportOptions {
  const percent = numberIn(detect.replace(/ ?%$/, ''));
  if (!(percent >= 1 && percent <= 1000)) throw wrong(`"${detect}" is no percentage from 1 to 1000.`);
  const most = numberIn(perReader);
  if (!(most >= 1 && most <= 1000)) throw wrong(`"${perReader}" is no number from 1 to 1000.`);
  return { detect: percent / 100, perReader: most, weights: weights === undefined ? undefined : weightsIn(weights) };
}

function weightsIn(text: string): ReadonlyMap<string, number> {
  const weights = new Map(
    text.split(',').map((part) => {
      const [, variant = '', written = ''] = /^ *([\w.-]{1,50}) *= *([\d.]+) *$/.exec(part) ?? [];
      const weight = numberIn(written);
      if (!(weight > 0)) throw wrong(`"${part}" is no variant with a weight above 0, like a=1.`);
      return [variant, weight] as const;
    }),
  );
  if (weights.size < 2) throw wrong('Give the weights of two variants or more, like a=1,b=1.');
  return weights;
}

const numberIn = (text: string): number => (/^\d{1,7}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN);
