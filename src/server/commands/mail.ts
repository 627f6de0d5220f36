import { databaseOf, readLimit, readWords, UsageError, type Command } from './command.ts';
import { jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const help = `Usage: page-furniture mail ACT [options]

Acts:
  list [--state dead|waiting]   mails that were given up (default), or that are still to be sent, oldest first
  retry ID…                     sends mails again that were given up
  drop ID…                      forgets mails that were given up

Options:
  --database WHERE   FURNITURE_DATABASE   an SQLite file or a postgres:// URL, default furniture.sqlite
  --limit NUMBER     how many (list), default 100
  --json             print JSON, one mail a line (list)

Works beside a running server, which sends. Addresses are shown in part. Exit status: 0 done, 1 not (all of it), 2 a
command line that means nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = { ...{ database: word, state: word, limit: word }, json: { type: 'boolean' } } as const;

/** `page-furniture mail`: what could not be sent. */
export const mailCommand: Command = { summary: 'lists mails that could not be sent; sends them again', help, run };

type Mailing = typeof import('../mailing.ts');
type Store = Awaited<ReturnType<Mailing['openStore']>>;
/** Answers whether all of it was done. */
type Work = (store: Store, mailing: Mailing) => Promise<boolean>;
type Values = ReturnType<typeof read>['values'];
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [act, ...ids] = positionals;
  const work = workFor(act, ids, values);
  const database = databaseOf(values.database);
  const mailing = await import('../mailing.ts');
  await mailing.requireDatabase(database);
  const store = await mailing.openStore(database);
  try {
    if (!(await work(store, mailing))) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

function workFor(act: string | undefined, ids: readonly string[], values: Values): Work {
  if (act === 'list') return listing(ids, values);
  if (act !== 'retry' && act !== 'drop')
    throw wrong(act === undefined ? 'Say what to do.' : `"mail ${act}" is no command.`);
  if (ids.length === 0) throw wrong(`Say which mails to ${act}.`);
  return async ({ write }, { retryLetter, dropLetter }) => {
    let isAllDone = true;
    for (const id of ids) {
      const isDone = await (act === 'retry' ? retryLetter : dropLetter)(write, id);
      if (isDone) say(`${act === 'retry' ? 'Will be sent again' : 'Forgot'}: ${lineForTerminal(id)}`);
      else process.stderr.write(`${lineForTerminal(id)}: no such mail was given up.\n`);
      isAllDone &&= isDone;
    }
    return isAllDone;
  };
}

function listing(rest: readonly string[], { state = 'dead', limit, json }: Values): Work {
  if (rest.length > 0) throw wrong('list takes no names.');
  if (state !== 'dead' && state !== 'waiting') throw wrong(`"${state}" is none of dead, waiting.`);
  const most = readLimit(limit, help);
  return async ({ connections }, { readOutbox, maskAddress }) => {
    const rows = await readOutbox(connections, { state, limit: most });
    for (const row of rows) {
      const to = row.address === null ? '' : maskAddress(row.address);
      const at = new Date(row.settled_at ?? row.next_at).toISOString();
      const { id, kind, attempts, error, thread } = row;
      if (json) say(jsonForTerminal({ id, kind, state, attempts, error, to, thread, at }));
      else say([id, at, kind, `${attempts} attempts`, error ?? '', to, thread ?? ''].map(lineForTerminal).join('  '));
    }
    if (!json) say(`${rows.length} shown.`);
    return true;
  };
}
