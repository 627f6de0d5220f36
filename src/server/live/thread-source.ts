import type { ThreadChanges } from '../../contracts/comments.ts';
import type { Hub } from './hub.ts';
import type { News, Source } from './stream.ts';

/** Reads what changed in a thread after a version (`undefined`: starts at the present). */
export type ReadChanges = (after: number | undefined) => Promise<ThreadChanges>;

/**
 * What changes in a thread: an event `changes` for each step, with its version as id.
 *
 * @param after - Where the client stands; `undefined` starts at the present.
 */
export function threadSource(hub: Hub, threadKey: string, read: ReadChanges, after: number | undefined): Source {
  /** The thread's switches as the client knows them. */
  let flags: string | undefined;
  const look = async (): Promise<News> => {
    const before = after;
    const changes = await hub.ask(threadKey, before, () => read(before));
    const { thread, comments, next, more } = changes;
    after = next;
    const [known, now] = [flags, `${thread.open} ${thread.premoderated} ${thread.count}`];
    flags = now;
    const hasMore = more === true;
    // An id alone is no event: it only says from where to go on.
    if (known === undefined && (before === undefined || next <= before)) return { text: `id: ${next}\n\n`, hasMore };
    if (comments.length === 0 && known === now) return { hasMore };
    return { text: `id: ${next}\nevent: changes\ndata: ${JSON.stringify(changes)}\n\n`, hasMore };
  };
  return { channel: threadKey, title: 'what is new in one thread', look };
}
