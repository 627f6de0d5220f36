/**
 * `npm start`: builds what is missing and serves the demo page. `PORT` and `HOST` change where; every `FURNITURE_…`
 * variable of the server counts.
 */
import { existsSync } from 'node:fs';

import { optionsFrom } from '../src/server/index.ts';
import { serveDemo } from '../stories/demo/serve.ts';
import { build, DIST } from './build.ts';

const port = Number(process.env.PORT ?? 8080);

if (!existsSync(`${DIST}/page-furniture.js`)) {
  console.log('Building …');
  await build();
}
try {
  const options = optionsFrom(process.env);
  const serving = await serveDemo({
    ...options,
    database: options.database ?? 'demo.sqlite',
    host: process.env.HOST,
    port,
    hasMailbox: true,
  });
  console.log(`
The demo article is at ${serving.url}

To put the elements into a page of yours:

  <script type="module" src="${serving.url}/page-furniture.js"></script>
  <comment-thread src="${serving.url}/"></comment-thread>

${serving.mailboxUrl === undefined ? '' : `All mail that it sends ends in ${serving.mailboxUrl}\n\n`}A page on another origin may comment once FURNITURE_ORIGINS names it.
`);
  const stop = () => void serving.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
