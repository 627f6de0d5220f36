import { serve, type ServeOptions, type Serving } from '../../src/server/index.ts';
import { CAMPAIGN, COMMENTS, THREAD } from './comments.ts';
import { serveFiles } from './files.ts';

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
  const serving = await serve({ ...rest, fallback: async (request) => pages?.(request) ?? serveFiles(request) });
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
    COMMENTS.map(({ id, parentId, name, role, hoursAgo, text, up = 0, down = 0 }) => ({
      id,
      parentId: parentId ?? null,
      author: { name, ...(role && { role }) },
      body: text,
      createdAt: now - hoursAgo * HOUR_MS,
      votes: { up, down },
    })),
  );
}
