import pg from 'pg';

import type { Watcher } from './connections.ts';

/** Where processes on one PostgreSQL tell each other which thread has changed. */
export const CHANNEL = 'page_furniture_threads';
const MOST_DELAY_MS = 10_000;

/**
 * Listens on a connection of its own. When it breaks, another one is opened; what was said meanwhile was missed, so
 * every (re)connection counts as a change of every thread.
 */
export function listen(config: pg.ClientConfig, watcher: Watcher): () => void {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let delayMs = 50;

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({ ...config, keepAlive: true });
    client = opened;
    const lose = once(() => again(opened));
    opened.on('error', lose);
    opened.on('end', lose);
    opened.on('notification', ({ payload }) => watcher.onChange(payload));
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      delayMs = 50;
      if (!isOver) watcher.onChange();
    } catch {
      lose();
    }
  };
  const again = (lost: pg.Client): void => {
    lost.end().catch(() => undefined);
    if (isOver) return;
    watcher.onProblem('The connection that hears of changes broke; another one is opened.');
    timer = setTimeout(() => void connect(), delayMs);
    delayMs = Math.min(MOST_DELAY_MS, delayMs * 2);
  };

  void connect();
  return () => {
    isOver = true;
    clearTimeout(timer);
    client?.end().catch(() => undefined);
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
