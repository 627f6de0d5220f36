import type { Shared } from '../http/answers.ts';
import { campaignChannel } from '../store/touched.ts';
import type { Hub } from './hub.ts';
import type { News, Source } from './stream.ts';

/**
 * A campaign as it changes: an event `campaign` with all of it as readers get it, and its fingerprint as id.
 *
 * @param known - The fingerprint of what the client has.
 */
export function campaignSource(hub: Hub, id: string, read: () => Promise<Shared>, known: string | undefined): Source {
  const channel = campaignChannel(id);
  const look = async (): Promise<News> => {
    const { text, etag } = await hub.ask(channel, 'now', read);
    if (etag === known) return {};
    known = etag;
    return { text: `id: ${etag}\nevent: campaign\ndata: ${text}\n\n` };
  };
  return { channel, title: 'how one campaign goes on', look };
}
