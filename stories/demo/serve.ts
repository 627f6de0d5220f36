import { serve, type ServeOptions, type Serving } from '../../src/server/index.ts';
import { CAMPAIGN, COMMENTS, REPORTS, THREAD } from './comments.ts';
import { serveFiles } from './files.ts';
import { signInFor } from './sign-in.ts';

/** The server's own options, and more pages on the same origin, for tests. */
export interface DemoOptions extends Omit<ServeOptions, 'fallback'> {
  readonly pages?: (request: Request) => Response | undefined;
}

/**
 * Serves the demo: page, drop-in and API at one origin, on a real database. Fills the database if its thread is empty;
 * whatever readers wrote since stays.
 */
export async function serveDemo(options: DemoOptions): Promise<Serving> {
  const { pages, ...rest } = options;
  const { jwt, answer } = signInFor(rest);
  const fallback = async (request: Request) => pages?.(request) ?? (await answer(request)) ?? serveFiles(request);
  const serving = await serve({ ...rest, jwt, fallback });
  try {
    await fill(serving);
  } catch (error) {
    await serving.close();
    throw error;
  }
  return serving;
}

const HOUR_MS = 3_600_000;

async function fill({ furniture, url }: Serving): Promise<void> {
  const answer = await furniture.fetch(new Request(`${url}/v1/threads/${THREAD}/comments?limit=1`));
  const list = (await answer.json()) as { thread?: { count: number } };
  if (list.thread && list.thread.count > 0) return;
  const store = await furniture.ready;
  const now = Date.now();
  await store.saveCampaign('spring', { ...CAMPAIGN, milestones: [...CAMPAIGN.milestones] });
  await store.importComments(
    THREAD,
    COMMENTS.map(({ id, parentId, name, role, hoursAgo, text, up = 0, down = 0, state, heldFor, isPinned }) => ({
      id,
      parentId: parentId ?? null,
      author: { name, ...(role && { role }) },
      body: text,
      createdAt: now - hoursAgo * HOUR_MS,
      votes: { up, down },
      ...(state && { state }),
      ...(heldFor && { heldFor }),
      ...(isPinned && { isPinned }),
    })),
  );
  for (const [index, { id, ...report }] of REPORTS.entries()) {
    const request = new Request(`${url}/v1/comments/${id}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(report),
    });
    await furniture.fetch(request, { address: `192.0.2.${index + 1}` });
  }
}
