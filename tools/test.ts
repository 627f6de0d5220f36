/**
 * Runs every test: `npm test`. Installs a browser first where the machine has none and can.
 *
 * Each stage prints what it has to say and how long it took; the last line counts the tests. With names as arguments
 * (`npm test -- node e2e`) only those stages run.
 */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

import { ENGINES, ensureBrowsers, findBrowser, howToInstall } from './browsers.ts';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the counts from what the command printed; stages without count as none. */
  readonly count?: (output: string) => Outcome;
  readonly env?: Readonly<Record<string, string>>;
}

// The limit is for tests that hang; no test is decided by it.
const NODE_TEST = ['node', '--test', '--test-reporter=spec', '--test-timeout=180000'];

const STAGES: readonly Stage[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  // First of those that read what it makes: the manifest, dist.
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'size', command: ['node', 'tools/size.ts'] },
  { name: 'package', command: ['node', 'tools/package-check.ts'] },
  { name: 'node', command: [...NODE_TEST, 'test/node/**/*.test.ts'], count: countNode },
  { name: 'browser', command: ['wtr'], count: countBrowser },
  { name: 'storybook', command: ['node', 'tools/storybook.ts', 'build'] },
  // One file at a time: each drives a browser of its own, and two at once starve each other on a small machine.
  {
    name: 'e2e',
    command: [...NODE_TEST, '--test-timeout=1200000', '--test-concurrency=1', 'test/e2e/**/*.test.ts'],
    count: countNode,
  },
];

const asked = process.argv.slice(2);
const stages = STAGES.filter(({ name }) => asked.length === 0 || asked.includes(name));
const missing = ensureBrowsers(ENGINES);
const totals = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
let isFailed = !findBrowser('chromium');

for (const stage of stages) {
  const start = performance.now();
  console.log(`\n== ${stage.name}: ${stage.command.join(' ')}`);
  const { code, output } = await run(stage);
  const outcome = stage.count?.(output);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (outcome) for (const key of ['passed', 'failed', 'skipped'] as const) totals[key] += outcome[key];
  const counts = outcome ? `, ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped` : '';
  summary.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${stage.name} (${seconds} s${counts})`);
  const isEmpty = outcome !== undefined && outcome.passed === 0;
  if (isEmpty) console.error(`${stage.name}: no test ran`);
  if (code !== 0 || isEmpty) isFailed = true;
}

console.log(`\n${summary.join('\n')}`);
for (const engine of missing) console.log(`not run: ${howToInstall(engine)}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = isFailed ? 1 : 0;

function run({ command: [program = '', ...args], env }: Stage): Promise<{ code: number; output: string }> {
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
