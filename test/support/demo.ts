/** The demo page for end-to-end tests: the real server, an SQLite file of its own, the drop-in as it was built. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { silentLogger } from '../../src/server/index.ts';
import { serveDemo, type DemoOptions } from '../../stories/demo/serve.ts';

export interface Demo {
  readonly url: string;
  /** Stops the server and starts it again on the same file and port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param more - More pages; limits, which are off otherwise; and mail, a mailbox, Web Push or payments, which are too. */
export async function openDemo(
  more: Pick<DemoOptions, 'pages' | 'limits' | 'proof' | 'mail' | 'hasMailbox' | 'push' | 'payments'> = {},
): Promise<Demo> {
  if (!existsSync('dist/page-furniture.js')) throw new Error('dist is missing: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'furniture-demo-'));
  const options = {
    database: join(folder, 'demo.sqlite'),
    limits: false,
    logger: silentLogger,
    ...more,
  };
  let serving = await serveDemo({ ...options, port: 0 });
  const { port, url } = serving;
  return {
    url,
    async restart() {
      await serving.close();
      serving = await serveDemo({ ...options, port });
    },
    async close() {
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
