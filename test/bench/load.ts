/** What the benchmarks of the server are made of: programs beside them, load on one address, turns, and how they say it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

import autocannon from 'autocannon';

import { median } from './figures.ts';

export const ROUNDS = Number(process.env.ROUNDS ?? 5);
export const SECONDS = Number(process.env.SECONDS ?? 3);

interface Child {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a program that says where it listens. */
async function start(file: string, words: readonly string[], env: Record<string, string> = {}): Promise<Child> {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((done, fail) => {
    lines.on('line', (line) => {
      const found = /listens on (http:[^\s"]+)/.exec(line)?.[1];
      if (found) done(found);
    });
    child.on('exit', (status) => fail(new Error(`${file} ended with ${status}`)));
  });
  return { url, process: child };
}

/** Our server in a process of its own, without limits. */
export const startServer = (database: string): Promise<Child> =>
  start('../../src/server/cli.ts', ['serve', '--port', '0'], {
    ...{ FURNITURE_DATABASE: database, FURNITURE_LIMITS: 'off', FURNITURE_LOG: 'text' },
  });

/** The floor; see {@link ./bare.ts}. @param file - What it answers with. */
export const startBare = (file: string): Promise<Child> => start('./bare.ts', [file]);

interface Load {
  readonly requests: number;
  readonly p99: number;
}

/** Asks for one address as fast as it is answered. @throws If anything but `status` is the answer. */
export async function load(options: autocannon.Options, status = 200): Promise<Load> {
  const result = await autocannon({ duration: SECONDS, connections: 20, ...options });
  const codes = Object.keys(result.statusCodeStats ?? {});
  if (result.errors > 0 || codes.some((code) => Number(code) !== status))
    throw new Error(`${options.url}: ${result.errors} errors, answers ${codes.join(' ')}`);
  return { requests: result.requests.average, p99: result.latency.p99 };
}

/** Runs each measurement once a round, in turns, and gives the median of each; a first round only warms up. */
export async function inTurns<K extends string>(
  measurements: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, number>> {
  const names = Object.keys(measurements) as K[];
  const rows = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const name of names) {
      const figure = await measurements[name]();
      if (round > 0) rows.get(name)!.push(figure);
    }
  return Object.fromEntries(names.map((name) => [name, median(rows.get(name)!)])) as Record<K, number>;
}

export const say = (what: string, figures: string): void => console.log(`  ${what.padEnd(56)}${figures}`);
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
export const ratioOf = (part: number, whole: number): string => (part / whole).toFixed(2);
