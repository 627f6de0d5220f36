/**
 * Names every test that failed in one line each, `failed: FILE › NAME`, in the same way for both test runners.
 *
 * As the module that it is, a reporter for `node --test`; {@link browserReporter} is one for @web/test-runner.
 */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Reporter, TestSuiteResult } from '@web/test-runner';

/** A test that failed. */
export interface FailedTest {
  /** Its file, from the root of the project. */
  readonly file: string;
  /** The browser where there are several, the suites and the name of the test. */
  readonly name: string;
}

const LINE = /^failed: (\S+) › (.*)$/gm;

const lineOf = ({ file, name }: FailedTest): string => `failed: ${file} › ${name.replaceAll(/\s+/g, ' ')}\n`;

/** The failed tests that an output names. */
export function failedTests(output: string): readonly FailedTest[] {
  return [...output.matchAll(LINE)].map(([, file = '', name = '']) => ({ file, name }));
}

type NodeEvent = { readonly type: string; readonly data: unknown };
interface NodeFailure {
  readonly name: string;
  readonly file?: string;
  readonly details: { readonly error?: { readonly failureType?: string } };
}

export default async function* nodeReporter(events: AsyncIterable<NodeEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:fail') continue;
    const { name, file = name, details } = data as NodeFailure;
    // A suite fails with its tests, and they have been named.
    if (details.error?.failureType !== 'subtestsFailed') yield lineOf({ file: fromRoot(file), name });
  }
}

export function browserReporter(): Reporter {
  return {
    stop({ sessions }) {
      for (const { testFile, browser, testResults, status, passed, errors } of sessions) {
        if (status !== 'FINISHED' || passed) continue;
        const names = testResults ? failuresIn(testResults, []) : [];
        if (names.length === 0) names.push(errors[0]?.message ?? 'could not be run');
        for (const name of names)
          process.stdout.write(lineOf({ file: fromRoot(testFile), name: `${browser.name}: ${name}` }));
      }
    },
  };
}

function failuresIn({ name, suites, tests }: TestSuiteResult, above: readonly string[]): string[] {
  const path = name ? [...above, name] : above;
  return [
    ...tests.filter((test) => !test.passed && !test.skipped).map((test) => [...path, test.name].join(' › ')),
    ...suites.flatMap((suite) => failuresIn(suite, path)),
  ];
}

const fromRoot = (file: string): string =>
  relative(process.cwd(), file.startsWith('file:') ? fileURLToPath(file) : file).replaceAll('\\', '/');
