import { serve, type ServeOptions, type Serving } from '../../src/server/index.ts';
import { CAMPAIGN, COMMENTS, REPORTS, THREAD } from './comments.ts';
import { serveFiles } from './files.ts';
import { mailboxFor } from './mail.ts';
import { signInFor } from './sign-in.ts';

/** The server's own options, and more pages on the same origin, for tests. */
export interface DemoOptions extends Omit<ServeOptions, 'fallback'> {
  /** Keeps the mail that it sends, for a page of its own: where no mail server is given, and nobody else gets here. */
  readonly hasMailbox?: boolean;
  readonly pages?: (request: Request) => Response | undefined;
}

/**
 * Serves the demo: page, drop-in and API at one origin, on a real database. Fills the database if its thread is empty;
 * whatever readers wrote since stays.
 */
export async function serveDemo(options: DemoOptions): Promise<DemoServing> {
  const { pages, hasMailbox = false, ...rest } = options;
  const { jwt, answer } = signInFor(rest);
  const mailbox = await mailboxFor(rest, hasMailbox);
  const fallback = async (request: Request) =>
    pages?.(request) ?? (await answer(request)) ?? mailbox.answer(request) ?? serveFiles(request);
  let serving: Serving | undefined;
  const close = async () => {
    await serving?.close();
    await mailbox.close();
  };
  try {
    serving = await serve({ ...rest, mail: mailbox.mail, jwt, fallback });
    await fill(serving);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...serving, close, mailboxUrl: mailbox.isOpen ? `${serving.url}/mailbox` : undefined };
}

/** The demo as it listens. */
export interface DemoServing extends Serving {
  /** The page with the mail that it sent; `undefined` where that goes elsewhere, or there is none. */
  readonly mailboxUrl: string | undefined;
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
