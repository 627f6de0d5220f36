/** Checks the package as npm would publish it: publint, and the types as every kind of importer sees them (attw). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { checkSyntax, DIST } from './build.ts';

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' });

console.log(`${checkSyntax(DIST)} modules in ${DIST} parse`);
run('publint', '--strict');
run(
  'attw',
  '--pack',
  '.',
  '--profile',
  'esm-only',
  '--exclude-entrypoints',
  './drop-in',
  './push-worker',
  './custom-elements.json',
  '--format',
  'ascii',
);
run('node', 'tools/readme.ts', '--check');
run('npm', 'ci', '--dry-run', '--ignore-scripts', '--loglevel', 'error');

const lock = readFileSync('package-lock.json', 'utf8');
if (/"resolved":/.test(lock)) throw new Error('package-lock.json names where packages came from; it must not.');
