/** The floor: a bare Hono route that sends the same bytes from memory, 304 to who has them, and to who posts JSON. `bare.ts FILE` */
import { readFileSync } from 'node:fs';

import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const text = readFileSync(process.argv[2]!, 'utf8');
const etag = '"the same bytes"';
const type = { 'content-type': 'application/json' };
const app = new Hono();
app.get('/page', (exchange) => {
  if (exchange.req.header('if-none-match') === etag) return exchange.body(null, 304, { etag });
  return exchange.body(text, 200, { ...type, etag });
});
app.post('/page', async (exchange) => {
  await exchange.req.json();
  return exchange.body(text, 201, type);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listens on http://127.0.0.1:${port}`);
});
