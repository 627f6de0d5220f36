/**
 * Runs every test: `npm test`. Installs a browser first where the machine has none and can.
 *
 * Each stage prints what it has to say and how long it took; at the end stand the tests that failed, by name, and how
 * many ran. With names as arguments (`npm test -- node e2e`) only those stages run.
 *
 * Where few tests failed, their files run once more by themselves: a machine that others use too can starve a browser.
 * What passes then is named as unsteady, to be mended; what fails twice has failed.
 */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { ENGINES, ensureBrowsers, findBrowser, howToInstall } from './browsers.ts';
import { failedTests, type FailedTest } from './failed-tests.ts';

interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the counts from what the command printed; stages without count as none. */
  readonly count?: (output: string) => Outcome;
  /** The same for some files only. */
  readonly only?: (files: readonly string[]) => Pick<Stage, 'command' | 'env'>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Most files that run once more: where more failed, something is broken. */
const MAX_AGAIN = 3;

// The limit is for tests that hang; no test is decided by it.
const NODE_TEST = [
  ...['node', '--test', '--test-timeout=180000'],
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=./tools/failed-tests.ts', '--test-reporter-destination=stdout'],
];
// One file at a time: each drives a browser of its own, and two at once starve each other on a small machine.
const E2E_TEST = [...NODE_TEST, '--test-timeout=1200000', '--test-concurrency=1'];

const STAGES: readonly Stage[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  // First of those that read what it makes: the manifest, dist.
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'size', command: ['node', 'tools/size.ts'] },
  { name: 'package', command: ['node', 'tools/package-check.ts'] },
  {
    name: 'node',
    command: [...NODE_TEST, 'test/node/**/*.test.ts'],
    only: (files) => ({ command: [...NODE_TEST, '--test-concurrency=1', ...files] }),
    count: countNode,
  },
  {
    name: 'browser',
    command: ['wtr'],
    only: (files) => ({ command: ['wtr'], env: { FILES: files.join() } }),
    count: countBrowser,
  },
  { name: 'storybook', command: ['node', 'tools/storybook.ts', 'build'] },
  {
    name: 'e2e',
    command: [...E2E_TEST, 'test/e2e/**/*.test.ts'],
    only: (files) => ({ command: [...E2E_TEST, ...files] }),
    count: countNode,
  },
];

const asked = process.argv.slice(2);
const stages = STAGES.filter(({ name }) => asked.length === 0 || asked.includes(name));
const missing = ensureBrowsers(ENGINES);
const totals = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
const failures: string[] = [];
let isFailed = !findBrowser('chromium');

for (const stage of stages) {
  const start = performance.now();
  const { code, output } = await run(stage);
  const outcome = stage.count?.(output);
  const failed = failedTests(output);
  const isUnsteady = code !== 0 && failed.length === outcome?.failed && (await passesAgain(stage, failed));
  if (outcome && isUnsteady) {
    outcome.passed += outcome.failed;
    outcome.failed = 0;
  }
  const isRight = (code === 0 || isUnsteady) && outcome?.passed !== 0;
  if (!isRight) isFailed = true;
  if (outcome) for (const key of ['passed', 'failed', 'skipped'] as const) totals[key] += outcome[key];
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const counts = outcome ? `, ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped` : '';
  summary.push(`${isRight ? 'ok    ' : 'FAILED'} ${stage.name} (${seconds} s${counts})`);
  failures.push(...failed.map(({ file, name }) => `${isUnsteady ? 'unsteady' : 'failed'}: ${file} › ${name}`));
}

console.log(`\n${[...failures, ...summary].join('\n')}`);
for (const engine of missing) console.log(`not run: ${howToInstall(engine)}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = isFailed ? 1 : 0;

/** Runs the files of failed tests once more. */
async function passesAgain(stage: Stage, failed: readonly FailedTest[]): Promise<boolean> {
  const files = [...new Set(failed.map(({ file }) => file))];
  if (!stage.only || files.length === 0 || files.length > MAX_AGAIN) return false;
  const again = { ...stage, ...stage.only(files), name: `${stage.name}, once more` };
  const { code, output } = await run(again);
  return code === 0 && stage.count?.(output).passed !== 0;
}

function run({ name, command, env }: Stage): Promise<{ code: number; output: string }> {
  console.log(`\n== ${name}: ${command.join(' ')}`);
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env, NO_COLOR: '1' },
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += String(data);
      process.stdout.write(data);
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: stripVTControlCharacters(output) }));
  });
}

/** The closing lines of node's reporter: `ℹ pass 12`. */
function countNode(output: string): Outcome {
  const read = (name: string) =>
    Number([...output.matchAll(new RegExp(`^\\S+ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: read('pass'), failed: read('fail') + read('cancelled'), skipped: read('skipped') + read('todo') };
}

/** The last line of each browser: `Chrome: |███| 3/3 test files | 12 passed, 0 failed`. */
function countBrowser(output: string): Outcome {
  const last = new Map<string, [number, number, number]>();
  const line = /^(\w+):\s.*test files \| (\d+) passed, (\d+) failed(?:, (\d+) skipped)?/gm;
  for (const [, browser = '', ...counts] of output.matchAll(line)) {
    last.set(browser, [Number(counts[0]), Number(counts[1]), Number(counts[2] ?? 0)]);
  }
  const sum = (index: 0 | 1 | 2) => [...last.values()].reduce((total, counts) => total + counts[index], 0);
  return { passed: sum(0), failed: sum(1), skipped: sum(2) };
}
