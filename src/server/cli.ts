#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

// Nothing that needs a newer Node is imported before this is checked: better-sqlite3 crashes the process on Node 20.
const NEEDED = 22;

const HELP = `page-furniture: the companion server for comments and campaigns.

Usage:
  page-furniture serve [options]
  page-furniture --help | --version

Options (each has an environment variable):
  --port NUMBER      PORT                      where to listen, default 8080; 0 takes any free port
  --host ADDRESS     HOST                      default 127.0.0.1
  --database WHERE   FURNITURE_DATABASE        an SQLite file or a postgres:// URL, default furniture.sqlite
  --origins LIST     FURNITURE_ORIGINS         origins of the pages that may use it, separated by commas
  --hold WHO         FURNITURE_HOLD            who waits for a moderator: none (default), first or all

Environment only:
  FURNITURE_JWT_SECRET       secret of at least 32 bytes with which the publisher signs readers in (HS256)
  FURNITURE_JWKS_URL         or where the publisher's public keys are
  FURNITURE_JWT_AUDIENCE     what "aud" must be; FURNITURE_JWT_ISSUER likewise "iss"
  FURNITURE_TRUSTED_PROXIES  addresses or ranges whose X-Forwarded-For is believed
  FURNITURE_LIMITS=off       no rate limits and no repeated-text rule, for tests and imports
`;

/** A command line that means nothing; exit status 2. */
class UsageError extends Error {}

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < NEEDED)
    throw new UsageError(`page-furniture needs Node ${NEEDED} or newer; this is ${process.version}.`);
  const { values, positionals } = readArguments();
  if (values.help) return void process.stdout.write(HELP);
  if (values.version) return void process.stdout.write(`${version()}\n`);
  if (positionals[0] === undefined) throw new UsageError(`Say what to do.\n\n${HELP}`);
  if (positionals[0] !== 'serve' || positionals.length > 1)
    throw new UsageError(`"${positionals.join(' ')}" is no command.\n\n${HELP}`);
  await run(values);
}

function readArguments() {
  const word = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ port: word, host: word, database: word, origins: word, hold: word },
    help: { ...flag, short: 'h' },
    version: { ...flag, short: 'v' },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${HELP}`);
  }
}

function version(): string {
  for (const place of ['../package.json', '../../package.json', '../../../package.json']) {
    const file = new URL(place, import.meta.url);
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (name === 'page-furniture' && version) return version;
  }
  return 'unknown';
}

async function run(values: ReturnType<typeof readArguments>['values']): Promise<void> {
  const { consoleLogger, optionsFrom, serve } = await import('./index.ts');
  const { env } = process;
  const serving = await serve({
    ...optionsFrom({
      ...env,
      FURNITURE_DATABASE: values.database ?? env.FURNITURE_DATABASE,
      FURNITURE_ORIGINS: values.origins ?? env.FURNITURE_ORIGINS,
      FURNITURE_HOLD: values.hold ?? env.FURNITURE_HOLD,
    }),
    port: readPort(values.port ?? env.PORT),
    host: values.host ?? (env.HOST || undefined),
  });
  consoleLogger.info(`Page Furniture listens on ${serving.url}`);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Asked twice, it goes at once.
      if (isStopping) process.exit(1);
      isStopping = true;
      consoleLogger.info('Stopping: requests under way may finish.');
      void serving.close().then(() => process.exit(0));
    });
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text.trim()) || port > 65_535) throw new UsageError(`"${text}" is no port (0 to 65535).`);
  return port;
}

main().catch((error: unknown) => {
  const isExpected = error instanceof Error && ['StartError', 'OptionError', 'Error'].includes(error.name);
  const message = isExpected ? error.message : String((error as Error | undefined)?.stack ?? error);
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
