/** `storybook dev` or `storybook build`, with the manifest it reads made first. */
import { execFileSync } from 'node:child_process';

import { writeManifest } from './manifest.ts';

const [command = 'dev', ...more] = process.argv.slice(2);
const quiet = ['--disable-telemetry'];
const options = command === 'dev' ? ['-p', process.env.PORT ?? '6006', '--no-open', ...quiet] : ['--quiet', ...quiet];

writeManifest();
execFileSync('storybook', [command, ...options, ...more], { stdio: 'inherit' });
