/** `npm start`: builds what is missing and serves the demo page. `PORT`, `HOST` and `FURNITURE_DATABASE` change where. */
import { existsSync } from 'node:fs';

import { serveDemo } from '../stories/demo/serve.ts';
import { build, DIST } from './build.ts';

const port = Number(process.env.PORT ?? 8080);
const database = process.env.FURNITURE_DATABASE ?? 'demo.sqlite';

if (!existsSync(`${DIST}/page-furniture.js`)) {
  console.log('Building …');
  await build();
}
try {
  const serving = await serveDemo({ host: process.env.HOST, port, database });
  console.log(`
The demo article is at ${serving.url}

To put the elements into a page of yours:

  <script type="module" src="${serving.url}/page-furniture.js"></script>
  <comment-thread src="${serving.url}/"></comment-thread>
`);
  const stop = () => void serving.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
