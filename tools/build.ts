/**
 * Builds everything in `dist`: the drop-in with what it loads on demand, the npm modules with their types, the JSON
 * Schemas, and the manifest. Then checks that every file parses.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build as viteBuild } from 'vite';

import { writeManifest } from './manifest.ts';
import { jsonSchemas } from './schemas.ts';

export const DIST = 'dist';

export async function build(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  await viteBuild({ logLevel: 'warn' });
  execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  mkdirSync(join(DIST, 'schemas'), { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    writeFileSync(join(DIST, 'schemas', `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
  copyFileSync('tools/push-worker.js', join(DIST, 'push-worker.js'));
  writeManifest();
  checkSyntax(DIST);
}

/** Runs `node --check` on every module below a folder. */
export function checkSyntax(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  for (const file of files) execFileSync(process.execPath, ['--check', join(folder, file)], { stdio: 'inherit' });
  return files.length;
}

if (import.meta.main ?? process.argv[1]?.endsWith('build.ts')) await build();
