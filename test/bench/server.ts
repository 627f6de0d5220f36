/**
 * What the server takes and gives: `npm run bench -- server`. One process on SQLite with 100,000 comments beside a bare
 * Hono route that sends the same bytes from memory, in turns; and posting beside SQLite's own commits on the same disk.
 *
 * `ROUNDS` (default 5) and `SECONDS` (default 3) for each measurement.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fillDatabase } from './fill.ts';
import { measureLengths } from './lengths.ts';
import { inTurns, load, perSecond, ratioOf, ROUNDS, say, SECONDS, startBare, startServer } from './load.ts';
import { measurePosting } from './posting.ts';

const LONGEST = 100_000;

export async function measureServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'furniture-bench-'));
  try {
    console.log(`server, SQLite, one process, ${ROUNDS} interleaved rounds of ${SECONDS} s, medians`);
    for (const measure of [measureReading, measureLengths, measurePosting]) await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReading(folder: string): Promise<void> {
  const database = join(folder, 'long.sqlite');
  await fillDatabase(database, [LONGEST]);
  const server = await startServer(database);
  const page = `${server.url}/v1/threads/thread-${LONGEST}/comments`;
  const answer = await fetch(page);
  const etag = answer.headers.get('etag')!;
  const bytes = await answer.text();
  const file = join(folder, 'page.json');
  writeFileSync(file, bytes);
  const bare = await startBare(file);
  const bareEtag = '"the same bytes"';
  try {
    const figures = await inTurns({
      bare: async () => (await load({ url: `${bare.url}/page` })).requests,
      page: async () => (await load({ url: page })).requests,
      bare304: async () =>
        (await load({ url: `${bare.url}/page`, headers: { 'if-none-match': bareEtag } }, 304)).requests,
      page304: async () => (await load({ url: page, headers: { 'if-none-match': etag } }, 304)).requests,
      p99: async () => (await load({ url: page, connections: 200 })).p99,
      p99bare: async () => (await load({ url: `${bare.url}/page`, connections: 200 })).p99,
    });
    const size = `${(bytes.length / 1000).toFixed(1)} kB`;
    say(
      `page of 25, ${size}, against bare Hono`,
      `${perSecond(figures.page)} of ${perSecond(figures.bare)}: ${ratioOf(figures.page, figures.bare)} (at least 0.5)`,
    );
    say(
      '304, against bare Hono',
      `${perSecond(figures.page304)} of ${perSecond(figures.bare304)}: ${ratioOf(figures.page304, figures.bare304)} (at least 0.8)`,
    );
    say('p99 with 200 readers at once', `${figures.p99} ms (under 50); bare Hono ${figures.p99bare} ms`);
  } finally {
    server.process.kill();
    bare.process.kill();
  }
}
