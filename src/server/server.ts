import type { IncomingMessage, ServerResponse } from 'node:http';

import { answer, appFor } from './app.ts';
import { serviceFor, type Bindings, type Service } from './context.ts';
import { settle, type ServerOptions } from './options.ts';
import { forgetBuckets } from './store/buckets.ts';
import { clean } from './store/cleaning.ts';
import { openStore, type Store } from './store/store.ts';

/** Words of deleted comments are gone a minute after that at most. */
const CLEANING_MS = 30_000;
/** What a kept answer is counted as: pages and news of threads. */
const KEPT = '/v1/threads/:thread/* (kept)';

/** The companion server as a web-standard handler; {@link serve} gives it a port. */
export interface FurnitureServer {
  /**
   * Answers one request; never rejects.
   *
   * @param bindings - `address` is the peer's IP address: without it all readers share their limits and votes.
   */
  fetch(request: Request, bindings?: Bindings): Promise<Response>;
  /**
   * Answers a request from what is kept, on Node's own objects, which is several times as quick.
   *
   * @returns `false` if {@link fetch} has to answer; nothing was sent then.
   */
  answerKept(incoming: IncomingMessage, outgoing: ServerResponse, bindings?: Bindings): boolean;
  /** The database, once open; rejects with a {@link StartError} if it cannot be used. */
  readonly ready: Promise<Store>;
  /** Ends open streams and opens no more: they would hold up the end. */
  endStreams(): void;
  /** Sends the mails that are due, until none is; never rejects. The server does so by itself every few seconds. */
  sendMail(): Promise<void>;
  /** Lets go of the database, after what is being written. */
  close(): Promise<void>;
}

/**
 * Makes the companion server: comments, votes, counts and campaigns under `/v1`.
 *
 * The database opens in the background: await `ready` to hear of problems; requests wait for it.
 *
 * @throws {OptionError} If an option cannot work.
 */
export function createServer(options: ServerOptions = {}): FurnitureServer {
  const settings = settle(options);
  const { logger } = settings;
  if (!settings.policies) logger.warn('Limits are off: anybody can post as much and as often as they like.');
  if (settings.jwt && settings.jwt.audience === undefined)
    logger.warn('FURNITURE_JWT_AUDIENCE is not set: tokens made for other services are accepted.');
  const ready = openStore(settings.database, (message) => logger.warn(message));
  // Whoever awaits it hears of it; nobody has to.
  ready.catch(() => undefined);
  const service = serviceFor(settings, ready);
  const app = appFor(service);
  const cleanUp = async () => {
    const store = await ready;
    await clean(store, settings.clock());
    if (store.connections.kind === 'postgres' && settings.policies)
      await forgetBuckets(store.write, settings.policies, settings.clock());
  };
  const attempt = () => void cleanUp().catch(() => undefined);
  attempt();
  const cleaning = setInterval(attempt, CLEANING_MS);
  cleaning.unref();
  return {
    answerKept: keptAnswers(service, ready),
    fetch: (request, bindings = {}) => answer(app, service, request, bindings),
    ready,
    endStreams: () => service.streams.close(),
    sendMail: () => service.mailer?.run() ?? Promise.resolve(),
    close: async () => {
      service.streams.close();
      await service
        .hub()
        .then((hub) => hub.close())
        .catch(() => undefined);
      clearInterval(cleaning);
      await service.mailer?.close();
      await ready.then((store) => store.close()).catch(() => undefined);
    },
  };
}

function keptAnswers({ pages, settings, metrics }: Service, ready: Promise<Store>): FurnitureServer['answerKept'] {
  let versionOf: Store['connections']['versionOf'];
  ready.then(
    (store) => (versionOf = store.connections.versionOf),
    () => undefined,
  );
  return (incoming, outgoing, bindings) => {
    if (!versionOf) return false;
    const started = performance.now();
    try {
      const answered = pages.answer(incoming, outgoing, versionOf, settings.origins);
      if (!answered) return false;
      if (bindings) Object.assign(bindings, { route: KEPT, thread: answered.threadKey });
      metrics.answered({ method: 'GET', route: KEPT, status: answered.status, ms: performance.now() - started });
      return true;
    } catch {
      // The database is in trouble, which the usual way says better.
      return false;
    }
  };
}
