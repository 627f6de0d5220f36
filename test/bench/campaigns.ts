/**
 * What ten campaigns do to the readers of a local paper in sixty days, and whether all that was promised is kept:
 * `npm run bench -- campaigns`. `READERS` (default 100,000) and `SEED` (default 1).
 */
import { PROMISES, REASONS } from '../support/banner-ledger.ts';
import { fitOf, simulate, type Figures } from '../support/banner-simulation.ts';
import { say } from './load.ts';

const READERS = Number(process.env['READERS'] ?? 100_000);
const SEED = Number(process.env['SEED'] ?? 1);
const DAYS = 60;

export async function measureCampaigns(): Promise<void> {
  const write = (count: number): string => count.toLocaleString('en');
  console.log(`campaigns, ${write(READERS)} readers over ${DAYS} days, seed ${SEED}`);
  const started = process.cpuUsage();
  const figures = simulate({ readers: READERS, days: DAYS, seed: SEED });
  const micros = (process.cpuUsage(started).user / figures.pages).toFixed(0);
  const { pages, withdrawals, clocksPutRight, longestText, shown, alone, answers, breaches } = figures;
  say('page views; processor time of each with its account', `${write(pages)}; ${micros} µs`);
  say('consent withdrawn; clocks put right', `${write(withdrawals)}; ${write(clocksPutRight)}`);
  say('longest text in a browser, characters', write(longestText));
  for (const [answer, count] of answers) say(`answered ${answer}`, write(count));
  for (const name of Object.keys(PROMISES)) say(`shown: ${name}`, write(shown.get(name) ?? 0));
  for (const reason of REASONS) say(`kept away by nothing but: ${reason}`, write(alone.get(reason) ?? 0));
  for (const { what, chi, critical } of fitOf(figures)) say(`chi-squared, ${what}`, `${chi.toFixed(2)} of ${critical}`);
  say('promises broken', write(breaches.length));
  if (isBroken(figures)) {
    console.table(breaches.slice(0, 20));
    process.exitCode = 1;
  }
}

function isBroken(figures: Figures): boolean {
  return figures.breaches.length > 0 || fitOf(figures).some(({ chi, critical }) => chi > critical);
}
