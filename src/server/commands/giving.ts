import { createReadStream } from 'node:fs';

import { databaseOf, readWords, UsageError, type Command } from './command.ts';
import { enteringGift, listingGifts, takingBack } from './gifts.ts';
import { complain, jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const help = `Usage: page-furniture giving ACT [options]

Acts:
  list                 every campaign, with what it has raised
  show CAMPAIGN        the campaign as readers get it, as JSON
  save CAMPAIGN FILE   stores a campaign from its JSON in place of what was there; FILE is - for standard input
  gift CAMPAIGN AMOUNT enters a gift that no provider tells of, like 12.50, and says its id
  take-back ID         takes a gift back that was entered here, or that Ko-fi told of
  gifts CAMPAIGN       what the ledger holds for a campaign: what counts, what does not and why, with notes
  rebuild              works out every total anew from the ledger, and names the campaigns whose total was another one

Options:
  --database WHERE   FURNITURE_DATABASE   an SQLite file or a postgres:// URL, default furniture.sqlite
  --note TEXT        for those who look into the ledger; readers never see it (gift, take-back)
  --at TIME          when it was given, as 2026-11-24 or 2026-11-24T09:00:00Z; default now (gift)
  --currency CODE    refuses the gift unless this is the campaign's currency (gift)
  --id ID            names the gift, so that it is entered once however often this is run; default random (gift)
  --json             print JSON, one campaign or gift a line (list, gift, take-back, gifts)

Works beside a running server. Exit status: 0 done, 1 not, 2 a command line that means nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = {
  ...{ database: word, note: word, at: word, currency: word, id: word },
  json: { type: 'boolean' },
} as const;

/** `page-furniture giving`: campaigns and what was given to them, from the command line. */
export const givingCommand: Command = {
  summary: 'lists, shows and stores campaigns; enters gifts; works out totals anew',
  ...{ help, run },
};

type Giving = typeof import('../giving.ts');
type Store = Awaited<ReturnType<Giving['openStore']>>;
type Values = ReturnType<typeof read>['values'];
/** Answers whether it was done. */
export type Work = (store: Store, giving: Giving) => Promise<boolean>;
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const work = workFor(positionals, values);
  const database = databaseOf(values.database);
  const giving = await import('../giving.ts');
  await giving.requireDatabase(database);
  const store = await giving.openStore(database);
  try {
    if (!(await work(store, giving))) process.exitCode = 1;
  } catch (error) {
    const refusal = giving.refusalOf(error);
    if (!refusal) throw error;
    for (const line of refusal) complain(lineForTerminal(line));
    process.exitCode = 1;
  } finally {
    await store.close();
  }
}

interface Act {
  /** What stands after it, as in the help. */
  readonly names: readonly string[];
  /** What it knows beside the database. */
  readonly options: readonly string[];
  work(names: readonly string[], values: Values): Work;
}

const ACTS: Readonly<Record<string, Act>> = {
  list: { names: [], options: ['json'], work: (_, { json = false }) => listing(json) },
  show: { names: ['CAMPAIGN'], options: [], work: ([id = '']) => showing(id) },
  save: { names: ['CAMPAIGN', 'FILE'], options: [], work: ([id = '', file = '']) => saving(id, file) },
  gift: {
    ...{ names: ['CAMPAIGN', 'AMOUNT'], options: ['note', 'at', 'currency', 'id', 'json'] },
    work: ([campaign = '', amount = ''], { note, at, currency, id, json = false }) =>
      enteringGift(campaign, { amount, note, at, currency, id }, json),
  },
  'take-back': {
    ...{ names: ['ID'], options: ['note', 'json'] },
    work: ([id = ''], { note, json = false }) => takingBack(id, note, json),
  },
  gifts: { names: ['CAMPAIGN'], options: ['json'], work: ([id = ''], { json = false }) => listingGifts(id, json) },
  rebuild: { names: [], options: [], work: () => rebuilding },
};

function workFor([name, ...rest]: readonly string[], values: Values): Work {
  if (name === undefined) throw wrong('Say what to do.');
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw wrong(`"giving ${name}" is no command.`);
  if (rest.length !== act.names.length) throw wrong(`It is: giving ${[name, ...act.names].join(' ')}`);
  const other = Object.keys(values).find((option) => option !== 'database' && !act.options.includes(option));
  if (other !== undefined) throw wrong(`giving ${name} takes no --${other}.`);
  return act.work(rest, values);
}

function listing(json: boolean): Work {
  return async ({ connections }, { readCampaigns }) => {
    const campaigns = await readCampaigns(connections);
    for (const [id, campaign] of campaigns) {
      const { raised = '–', goal = '–', currency, updatedAt } = campaign;
      say(json ? jsonForTerminal({ id, ...campaign }) : `${id}  ${raised} of ${goal} ${currency}  ${updatedAt ?? ''}`);
    }
    if (!json) say(`${campaigns.size} shown.`);
    return true;
  };
}

function showing(id: string): Work {
  return async ({ connections }, { readCampaign }) => {
    const campaign = await readCampaign(connections, id);
    if (campaign) say(jsonForTerminal(campaign));
    else complain(`${lineForTerminal(id)}: there is no such campaign.`);
    return campaign !== undefined;
  };
}

function saving(id: string, file: string): Work {
  return async (store, { saveCampaignJson, MAX_BODY_BYTES }) => {
    const json = await readUpTo(MAX_BODY_BYTES, file);
    if (!json) return false;
    say(jsonForTerminal(await saveCampaignJson(store, id, json, Date.now())));
    return true;
  };
}

/** What a file or standard input holds: one byte more than `most` at least, if it holds more. */
async function readUpTo(most: number, file: string): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > most) break;
    }
  } catch (error) {
    complain(`${lineForTerminal(file)} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`);
    return undefined;
  }
  return Buffer.concat(chunks);
}

const rebuilding: Work = async (store, { rebuildTotals }) => {
  const { charges, changed } = await rebuildTotals(store, Date.now());
  for (const id of changed) say(`Changed the total of ${lineForTerminal(id)}`);
  say(`${charges} charges; ${changed.length} totals changed.`);
  return true;
};
