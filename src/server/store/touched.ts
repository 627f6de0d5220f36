import type { Database } from './transactions.ts';

/** What each transaction under way has changed: channels. */
const touched = new WeakMap<Database, Set<string>>();

/** The channel of a campaign. That of a thread is its key, which holds no control characters. */
export const campaignChannel = (id: string): string => `\u0001campaign ${id}`;

/** Notes that a transaction changes a thread or a campaign; who follows its channel is told after the commit. */
export function noteTouched(database: Database, channel: string): void {
  touched.set(database, (touched.get(database) ?? new Set()).add(channel));
}

/** The channels of all that a transaction has changed since this was last asked. */
export function takeTouched(database: Database): ReadonlySet<string> {
  const channels = touched.get(database) ?? new Set<string>();
  touched.delete(database);
  return channels;
}
