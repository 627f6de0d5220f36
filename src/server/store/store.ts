import { randomBytes } from 'node:crypto';

import { sql } from 'kysely';

import type { Campaign, CampaignInput } from '../../contracts/donations.ts';
import { saveCampaign } from './campaigns.ts';
import type { Connections } from './connections.ts';
import { StartError } from './errors.ts';
import { importComments, type ImportedComment } from './import.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite, startError } from './sqlite.ts';
import { writer, type Database, type Write } from './transactions.ts';

/** An open, migrated database. */
export interface Store {
  readonly connections: Connections;
  readonly write: Write;
  /** Writes that wait or are under way. */
  readonly load: { readonly waiting: number };
  /** Calls `listener` with the key of each thread that a committed write of this process has changed. */
  onCommit(listener: (threadKey: string) => void): void;
  /** What pseudonyms are made with; random, kept in the database. */
  readonly secret: string;
  /** Stores comments written elsewhere or earlier; see {@link importComments}. */
  importComments(thread: string, comments: readonly ImportedComment[]): Promise<number>;
  /** Stores a campaign in place of what was there. */
  saveCampaign(id: string, campaign: Campaign): Promise<CampaignInput>;
  /** Whether the database can be read and written right now; throws what stands in the way. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a database and brings it up to date.
 *
 * @param database - The path of an SQLite file (made if it is not there), `:memory:`, or a `postgres://` URL.
 * @throws {StartError} With a sentence for the operator.
 */
export async function openStore(database: string, onProblem: (message: string) => void = () => {}): Promise<Store> {
  const isPostgres = /^postgres(?:ql)?:\/\//.test(database);
  if (!isPostgres && /^[a-z][a-z\d+.-]+:\/\//i.test(database))
    throw new StartError('The database must be the path of an SQLite file, :memory:, or a postgres:// URL.');
  const connections = isPostgres
    ? openPostgres(database, () => onProblem('A connection to PostgreSQL broke; another one is opened when needed.'))
    : openSqlite(database);
  try {
    await migrate(connections);
    const secret = await readSecret(connections);
    return storeOver(connections, secret);
  } catch (error) {
    await connections.close().catch(() => undefined);
    if (error instanceof StartError) throw error;
    if (!isPostgres) throw startError(database, error);
    const reason =
      error instanceof Error ? error.message || (error as { code?: string }).code || error.name : 'unknown';
    throw new StartError(`The PostgreSQL database cannot be used: ${reason}`, error);
  }
}

function storeOver(connections: Connections, secret: string): Store {
  const listeners = new Set<(threadKey: string) => void>();
  const load = { waiting: 0 };
  const tell = (threadKey: string): void => {
    for (const listener of listeners) listener(threadKey);
  };
  const write = writer(connections, tell, load);
  return {
    ...{ connections, write, load, secret },
    onCommit: (listener) => void listeners.add(listener),
    importComments: (thread, comments) => importComments(write, thread, comments),
    saveCampaign: (id, campaign) => saveCampaign({ connections, write }, id, campaign, Date.now()),
    check: async () => {
      await sql`select 1`.execute(connections.read);
      await write((database) => touch(database, Math.floor(Date.now() / 1000)));
    },
    close: () => connections.close(),
  };
}

/**
 * Writes when this was: proves the lock, the right to write and room on the disk, as a write that changes nothing would
 * not. Once a second at most, however many ask.
 */
async function touch(database: Database, second: number): Promise<void> {
  const value = String(second);
  await database
    .insertInto('meta')
    .values({ key: 'checked', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }).where('meta.value', '<>', value))
    .execute();
}

async function readSecret(connections: Connections): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  await connections.write
    .insertInto('meta')
    .values({ key: 'secret', value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = connections.write.selectFrom('meta').select('value').where('key', '=', 'secret');
  return (await row.executeTakeFirstOrThrow()).value;
}
