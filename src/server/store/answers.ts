import { hashOf, seal, unseal } from '../rules/tokens.ts';
import type { Connections } from './connections.ts';
import type { Database, Write } from './transactions.ts';

/** How long an idempotency key is remembered, in milliseconds: 24 hours. */
export const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

/** A request with an idempotency key. `fingerprint` tells whether a later one with the same key is the same request. */
export interface KeyedAnswer {
  readonly key: string;
  readonly fingerprint: string;
  readonly now: number;
}

/** A request by its key; nothing for one without. @param content - What makes another one the same. */
export const keyedAnswer = (
  key: string | undefined,
  now: number,
  content: readonly unknown[],
): KeyedAnswer | undefined =>
  key === undefined ? undefined : { key, fingerprint: hashOf(JSON.stringify(content)), now };

/** The key was used for another request. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
  readonly isReplay: boolean;
}

/**
 * Answers a request once: the first time by `make`, afterwards from what was stored then. One without a key is new each
 * time.
 *
 * The key is claimed before anything else happens, so that of two requests at the same time the second waits for the
 * first to commit (PostgreSQL) or does not begin before (SQLite), and then finds its answer.
 *
 * @throws {KeyReusedError} If the key came with another request.
 */
export async function keepAnswer(
  database: Database,
  keyed: KeyedAnswer | undefined,
  make: () => Promise<{ readonly status: number; readonly body: string }>,
): Promise<StoredAnswer> {
  if (!keyed) return { ...(await make()), isReplay: false };
  const hash = hashOf(keyed.key);
  const expired = keyed.now - ANSWER_LIFE_MS;
  await database.deleteFrom('answers').where('key_hash', '=', hash).where('created_at', '<', expired).execute();
  const claim = { key_hash: hash, fingerprint: keyed.fingerprint, status: 0, answer: '', created_at: keyed.now };
  const claimed = await database
    .insertInto('answers')
    .values(claim)
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('key_hash')
    .executeTakeFirst();
  if (!claimed)
    return replay(
      await database.selectFrom('answers').selectAll().where('key_hash', '=', hash).executeTakeFirstOrThrow(),
      keyed,
    );
  const made = await make();
  const stored = { status: made.status, answer: seal(made.body, keyed.key) };
  await database.updateTable('answers').set(stored).where('key_hash', '=', hash).execute();
  return { ...made, isReplay: false };
}

/** The stored answer to the same request, if there is one, without taking a lock. */
export async function findAnswer(
  connections: Connections,
  keyed: KeyedAnswer | undefined,
): Promise<StoredAnswer | undefined> {
  if (!keyed) return undefined;
  const row = await connections.read
    .selectFrom('answers')
    .selectAll()
    .where('key_hash', '=', hashOf(keyed.key))
    .where('created_at', '>=', keyed.now - ANSWER_LIFE_MS)
    .executeTakeFirst();
  return row && replay(row, keyed);
}

function replay(
  row: { readonly fingerprint: string; readonly status: number; readonly answer: string },
  keyed: KeyedAnswer,
): StoredAnswer {
  if (row.fingerprint !== keyed.fingerprint) throw new KeyReusedError();
  return { status: row.status, body: unseal(row.answer, keyed.key), isReplay: true };
}

/** Forgets keys that have expired, a thousand at a time; takes no lock when there are none. */
export async function forgetAnswers(connections: Connections, write: Write, now: number): Promise<void> {
  const limit = now - ANSWER_LIFE_MS;
  const rows = connections.read.selectFrom('answers').select('key_hash').where('created_at', '<', limit).limit(1000);
  const expired = (await rows.execute()).map((row) => row.key_hash);
  if (expired.length === 0) return;
  await write((database) =>
    database.deleteFrom('answers').where('key_hash', 'in', expired).where('created_at', '<', limit).execute(),
  );
}
