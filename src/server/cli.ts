#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';

import { UsageError, type Command } from './commands/command.ts';
import { attributionCommand } from './commands/attribution.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { givingCommand } from './commands/giving.ts';
import { mailCommand } from './commands/mail.ts';
import { moderateCommand } from './commands/moderate.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { supporterCommand } from './commands/supporter.ts';

// Nothing that needs a newer Node is imported before this is checked: better-sqlite3 crashes the process on Node 20.
const NEEDED = 22;

/** What the program does, by name. Each brings its own help. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  moderate: moderateCommand,
  giving: givingCommand,
  mail: mailCommand,
  report: reportCommand,
  supporter: supporterCommand,
  backup: backupCommand,
  restore: restoreCommand,
  attribution: attributionCommand,
};

const HELP = `page-furniture: the companion server for comments and campaigns.

Usage:
  page-furniture COMMAND [options]
  page-furniture --help | --version

Commands (page-furniture COMMAND --help tells more):
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}\n`)
  .join('')}
${serveCommand.help}`;

async function main([name, ...words]: readonly string[]): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < NEEDED)
    throw new UsageError(`page-furniture needs Node ${NEEDED} or newer; this is ${process.version}.`);
  if (name === '--help' || name === '-h') return void process.stdout.write(HELP);
  if (name === '--version' || name === '-v') return void process.stdout.write(`${version()}\n`);
  if (name === undefined || name.startsWith('-')) throw new UsageError(`Say what to do.\n\n${HELP}`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`"${name}" is no command.\n\n${HELP}`);
  if (words.includes('--help') || words.includes('-h')) return void process.stdout.write(command.help);
  await command.run(words);
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

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof Error && ['StartError', 'OptionError', 'Error'].includes(error.name);
  const message = isExpected ? error.message : String((error as Error | undefined)?.stack ?? error);
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
