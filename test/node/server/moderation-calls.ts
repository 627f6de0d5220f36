import { ModerationLog, ModerationQueue } from '../../../src/contracts/moderation.ts';
import { moderator, type TestServer } from './support.ts';

/** A reader at an address, who has a browser of their own; for servers that trust the {@link PROXY}. */
export const FROM = (address: string) => ({ 'x-forwarded-for': address, 'user-agent': `Browser of ${address}` });
export const PROXY = { trustedProxies: ['127.0.0.1'] };

/** What moderators do and see. */
export const act = (server: TestServer, id: string, body: object, headers = moderator()) =>
  server.call('POST', `/v1/comments/${id}/moderation`, body, headers);
export const logOf = async (server: TestServer, query: string) =>
  ModerationLog.parse((await server.call('GET', `/v1/moderation/log?${query}`, undefined, moderator())).json);
export const queueOf = async (server: TestServer, query: string) =>
  ModerationQueue.parse((await server.call('GET', `/v1/moderation/queue?${query}`, undefined, moderator())).json);
