/** The floor: a bare Hono route that sends the same bytes from memory, and 304 to who has them. `bare.ts FILE` */
import { readFileSync } from 'node:fs';

import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const text = readFileSync(process.argv[2]!, 'utf8');
const etag = '"the same bytes"';
const app = new Hono();
app.get('/page', (exchange) => {
  if (exchange.req.header('if-none-match') === etag) return exchange.body(null, 304, { etag });
  return exchange.body(text, 200, { 'content-type': 'application/json', etag });
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listens on http://127.0.0.1:${port}`);
});
