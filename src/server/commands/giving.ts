import { databaseOf, readWords, UsageError, type Command } from './command.ts';
import { jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const help = `Usage: page-furniture giving ACT [options]

Acts:
  show CAMPAIGN   the campaign as readers get it, as JSON
  rebuild         works out every total anew from the ledger, and names the campaigns whose total was another one

Options:
  --database WHERE   FURNITURE_DATABASE   an SQLite file or a postgres:// URL, default furniture.sqlite

Works beside a running server. Exit status: 0 done, 1 not, 2 a command line that means nothing.
`;

const OPTIONS = { database: { type: 'string' } } as const;

/** `page-furniture giving`: campaigns and what was given to them, from the command line. */
export const givingCommand: Command = { summary: 'shows campaigns; works out their totals anew', help, run };

type Giving = typeof import('../giving.ts');
type Store = Awaited<ReturnType<Giving['openStore']>>;
/** Answers whether it was done. */
type Work = (store: Store, giving: Giving) => Promise<boolean>;
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = readWords(words, OPTIONS, help);
  const work = workFor(positionals);
  const database = databaseOf(values.database);
  const giving = await import('../giving.ts');
  await giving.requireDatabase(database);
  const store = await giving.openStore(database);
  try {
    if (!(await work(store, giving))) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

function workFor([act, ...rest]: readonly string[]): Work {
  if (act === undefined) throw wrong('Say what to do.');
  if (act === 'show') {
    if (rest.length !== 1) throw wrong('Say which campaign to show: one.');
    return showing(rest[0]!);
  }
  if (act !== 'rebuild') throw wrong(`"giving ${act}" is no command.`);
  if (rest.length > 0) throw wrong('rebuild takes no names.');
  return rebuilding;
}

function showing(id: string): Work {
  return async ({ connections }, { readCampaign }) => {
    const campaign = await readCampaign(connections, id);
    if (campaign) say(jsonForTerminal(campaign));
    else process.stderr.write(`${lineForTerminal(id)}: there is no such campaign.\n`);
    return campaign !== undefined;
  };
}

const rebuilding: Work = async (store, { rebuildTotals }) => {
  const { charges, changed } = await rebuildTotals(store, Date.now());
  for (const id of changed) say(`Changed the total of ${lineForTerminal(id)}`);
  say(`${charges} charges; ${changed.length} totals changed.`);
  return true;
};
