/** The database cannot be used at all; the message says why in one sentence, for the operator. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartError';
  }
}

const SQLITE = /^SQLITE_(?:BUSY|LOCKED|READONLY|FULL|IOERR|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/;
/** Connection, resources, operator intervention, read-only, lock not available, query cancelled. */
const POSTGRES = /^(?:08...|53...|57P0.|57014|25006|55P03|58...)$/;
const NETWORK = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
const DRIVER =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether the database is away for the moment (locked, read-only, full, not reachable): the client may try again. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SQLITE.test(code) || POSTGRES.test(code) || NETWORK.test(code) || DRIVER.test(error.message);
}

/** Whether PostgreSQL asks to run the same transaction again: serialization failure or deadlock. */
export function wantsRerun(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

/** Whether another program holds the lock of an SQLite file. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
