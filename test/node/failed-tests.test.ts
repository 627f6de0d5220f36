import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { failedTests } from '../../tools/failed-tests.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REPORTER = './tools/failed-tests.ts';

/** What the reporter prints of a file with this code. */
function report(code: string): string {
  const folder = mkdtempSync(join(ROOT, 'test', '.failed-tests-'));
  try {
    const file = join(folder, 'some.test.mjs');
    writeFileSync(file, `import { describe, it } from 'node:test';\n${code}`);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['--test', `--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout', file];
    return spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the names of tests that failed', () => {
  it('are printed and read, and those of their suites are not', () => {
    const output = report("describe('a', () => { it('b › c', () => { throw new Error('d'); }); it('e', () => {}); });");
    assert.deepEqual(
      failedTests(output).map(({ name }) => name),
      ['b › c'],
    );
    assert.match(failedTests(output)[0]!.file, /^test\/.*some\.test\.mjs$/);
  });

  it('hold the file that could not be loaded', () => {
    assert.equal(failedTests(report("throw new Error('broken');")).length, 1);
  });

  it('are none where all passed', () => {
    assert.deepEqual(failedTests(report("it('passes', () => {});")), []);
  });
});
