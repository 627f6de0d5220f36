import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import type { Connections, Watcher } from './connections.ts';
import { listen } from './listen.ts';
import type { Tables } from './schema.ts';

const INT8 = 20;
/** How long a write waits for another one, and a request for a connection, in milliseconds. */
const WAIT_MS = 2200;

/**
 * Opens a PostgreSQL database.
 *
 * Commits wait for the disk (`synchronous_commit=on`) whatever the server's default is.
 *
 * @param url - `postgres://user:password@host/database`, with the options of the `pg` package.
 */
export function openPostgres(url: string, onBreak: (error: Error) => void): Connections {
  const config = { connectionString: url, connectionTimeoutMillis: WAIT_MS };
  const pool = new pg.Pool({
    ...config,
    max: 10,
    statement_timeout: 10_000,
    lock_timeout: WAIT_MS,
    idle_in_transaction_session_timeout: 15_000,
    options: '-c synchronous_commit=on',
    // Ids and counts are far below 2^53; without this they arrive as text.
    types: {
      getTypeParser: parserOf as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks, idle or in use, would otherwise end the process; what used it is told all the same.
  pool.on('error', onBreak);
  pool.on('connect', (client) => client.on('error', onBreak));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const watch = (watcher: Watcher) => listen(config, watcher);
  return { kind: 'postgres', write: database, read: database, watch, close: () => database.destroy() };
}

function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown);
}
