import { MAX_PAGE_SIZE } from '../../contracts/comments.ts';
import type { Session } from '../session.ts';

/** Most answers that are asked for; each holds a hundred comments with their replies. */
const MAX_PAGES = 20;

/**
 * Loads what was said about passages of the article, wherever it stands in the thread, beside the pages.
 *
 * @throws {FurnitureError} Some could not be loaded; what could is there.
 */
export async function loadAnchored(session: Session): Promise<void> {
  // All of the thread is on hand.
  if (!session.hasRest) return;
  const { rounds } = session;
  const signal = session.life();
  let cursor: string | null | undefined;
  for (let page = 0; page < MAX_PAGES && cursor !== null; page++) {
    const list = await session.ask({ limit: MAX_PAGE_SIZE, anchored: true, cursor }, signal);
    // Another first page arrived meanwhile: this was another order.
    if (rounds !== session.rounds) return;
    session.comments.shelve(list);
    session.changed();
    cursor = list.nextCursor;
  }
}
