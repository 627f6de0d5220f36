import { databaseOf, readWords, UsageError, type Command } from './command.ts';

const database = { database: { type: 'string' } } as const;
const help = `Usage: page-furniture backup FILE [--database WHERE]

Copies the SQLite database (FURNITURE_DATABASE) into a new file, as it is at one moment, also while the server runs, and
checks the copy. For PostgreSQL use pg_dump.
`;
const restoreHelp = `Usage: page-furniture restore FILE [--database WHERE]

Puts a backup in the place of the SQLite database (FURNITURE_DATABASE), after checking it. Stop the server first. The
file that was there is kept beside it.
`;

interface Contents {
  readonly threads: number;
  readonly comments: number;
  readonly campaigns: number;
}
const listed = ({ threads, comments, campaigns }: Contents): string =>
  `${comments} comments in ${threads} threads, ${campaigns} campaigns`;

function fileIn(positionals: readonly string[], text: string): string {
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError(`Name one file.\n\n${text}`);
  return file;
}

/** `page-furniture backup FILE` */
export const backupCommand: Command = {
  summary: 'copies the SQLite database while it is used',
  help,
  async run(words) {
    const { values, positionals } = readWords(words, database, help);
    const file = fileIn(positionals, help);
    const { backUp } = await import('../store/backup.ts');
    console.log(`Backed up to ${file}: ${listed(backUp(databaseOf(values.database), file))}.`);
  },
};

/** `page-furniture restore FILE` */
export const restoreCommand: Command = {
  summary: 'puts a backup in the place of the SQLite database',
  help: restoreHelp,
  async run(words) {
    const { values, positionals } = readWords(words, database, restoreHelp);
    const file = fileIn(positionals, restoreHelp);
    const { restore } = await import('../store/backup.ts');
    const { contents, aside } = restore(databaseOf(values.database), file, Date.now());
    console.log(`Restored ${file}: ${listed(contents)}.`);
    if (aside !== undefined) console.log(`What was there before is ${aside}`);
  },
};
