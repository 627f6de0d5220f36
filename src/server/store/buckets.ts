import { sql } from 'kysely';

import { fillMs, verdictOf, type Policies, type Policy, type Verdict } from '../rules/limits.ts';
import type { Connections } from './connections.ts';
import type { Write } from './transactions.ts';

/**
 * Takes a token from a bucket that all processes share: one statement, so that of two at once each takes its own.
 *
 * Processes' clocks differ; time in a bucket never goes backwards.
 *
 * @param now - Milliseconds.
 */
export async function takeToken(connections: Connections, key: string, policy: Policy, now: number): Promise<Verdict> {
  const { burst, perMinute } = policy;
  const elapsedMs = sql`greatest(0, ${now}::bigint - buckets.at)`;
  const filled = sql`least(${burst}::float8, buckets.tokens + ${elapsedMs} * ${perMinute}::float8 / 60000)`;
  const result = await sql<{ isAllowed: boolean; tokens: number }>`
    with taken as (
      insert into buckets (key, tokens, at) values (${key}, ${burst}::float8 - 1, ${now}::bigint)
      on conflict (key) do update set tokens = ${filled} - 1, at = greatest(buckets.at, excluded.at)
      where ${filled} >= 1
      returning tokens)
    select true as "isAllowed", tokens from taken
    union all
    select false, ${filled} from buckets where key = ${key} and not exists (select 1 from taken)
  `.execute(connections.write);
  // No row: another process made the bucket and emptied it while this one looked.
  const { isAllowed, tokens } = result.rows[0] ?? { isAllowed: false, tokens: 0 };
  return verdictOf(policy, isAllowed, tokens);
}

/** Forgets buckets that are full again by now. */
export async function forgetBuckets(write: Write, policies: Policies, now: number): Promise<void> {
  const longestMs = Math.max(...Object.values<Policy>({ ...policies }).map(fillMs));
  await write((database) =>
    database
      .deleteFrom('buckets')
      .where('at', '<', Math.floor(now - longestMs))
      .execute(),
  );
}
