import type { Session } from '../session.ts';

/** How many comments are asked for at once, with their replies: reading more would keep a slow phone busy. */
const PAGE_SIZE = 40;
/** Most answers that are asked for. */
const MAX_PAGES = 50;

/**
 * Loads what was said about passages of the article, wherever it stands in the thread, beside the pages.
 *
 * @param arrived - Some are there; the next are asked for when it is done.
 * @throws {FurnitureError} Some could not be loaded; what could is there.
 */
export async function loadAnchored(session: Session, arrived: () => Promise<unknown>): Promise<void> {
  // All of the thread is on hand.
  if (!session.hasRest) return;
  const { rounds } = session;
  const signal = session.life();
  let cursor: string | null | undefined;
  for (let page = 0; page < MAX_PAGES && cursor !== null; page++) {
    const list = await session.ask({ limit: PAGE_SIZE, anchored: true, cursor }, signal);
    // Another first page arrived meanwhile: this was another order.
    if (rounds !== session.rounds) return;
    session.comments.shelve(list);
    await arrived();
    cursor = list.nextCursor;
  }
}
