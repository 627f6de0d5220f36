import type { ActsHost, PageActs } from '../page-acts.ts';
import { claimsOf, isModerator } from '../token.ts';
import type { ModeratingActs } from './page-moderating.ts';

/**
 * Brings the moderators' tools if the token says that its bearer is one: for show only, the server decides.
 *
 * @param prepare - Gets the words that moderators share with writers.
 * @returns `undefined` for everybody else.
 */
export async function enter(
  host: ActsHost,
  page: PageActs,
  prepare: () => Promise<unknown>,
): Promise<ModeratingActs | undefined> {
  const known = host.token();
  const token = typeof known === 'function' ? await known() : known;
  if (!isModerator(claimsOf(token))) return undefined;
  const session = host.session();
  const [{ ModeratingActs }] = await Promise.all([import('./page-moderating.ts'), prepare()]);
  return new ModeratingActs(host, page, session);
}
