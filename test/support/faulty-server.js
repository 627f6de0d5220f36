import { PassThrough } from 'node:stream';

/**
 * A part of the test server that answers badly on purpose, under `/faults/…`, so that elements meet a real slow, failing
 * or silent server:
 *
 * - `/faults/json?body=…&delay=ms&status=200&type=application/json`: that body, after that time, with that status
 * - `/faults/turns?key=k&body=…&body=…`: the first body to the first request, and so on; the last one from then on. An
 *   empty one is answered with status 503
 * - `/faults/events?key=k`: a stream of server-sent events that stays open
 * - `/faults/tell?key=k&type=campaign&body=…`: sends that event on every open stream of `k`; `&end` closes them
 * - `/faults/silent`: takes the request and never answers (whatever follows in the path: it can be an API's base URL)
 * - `/faults/reset`: closes the connection (likewise)
 * - `/faults/log?key=k`: how many requests carried `key=k` so far, and how many of its streams are open, as
 *   `{ "count": n, "open": n }`
 * - `/faults/echo`: what came with the request, as `{ "cookie": …, "authorization": … }`
 */
export function faultyServer() {
  const counts = new Map();
  const streams = new Map();
  const streamsOf = (key) => streams.get(key) ?? streams.set(key, new Set()).get(key);
  return async function faults(context, next) {
    const url = new URL(context.url, 'http://test.local');
    if (!url.pathname.startsWith('/faults/')) return next();
    const { searchParams: query } = url;
    const key = query.get('key');
    if (url.pathname === '/faults/log') {
      context.body = { count: counts.get(key) ?? 0, open: streamsOf(key).size };
      return undefined;
    }
    if (url.pathname === '/faults/echo') {
      const { cookie = '', authorization = '' } = context.headers;
      context.body = { cookie, authorization };
      return undefined;
    }
    if (url.pathname === '/faults/tell') {
      const event = `event: ${query.get('type')}\ndata: ${query.get('body')}\n\n`;
      for (const stream of streamsOf(key)) query.has('end') ? stream.end() : stream.write(event);
      context.body = {};
      return undefined;
    }
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (url.pathname.startsWith('/faults/silent')) return new Promise((resolve) => context.req.on('close', resolve));
    if (url.pathname.startsWith('/faults/reset')) {
      context.req.socket.destroy();
      context.respond = false;
      return undefined;
    }
    if (url.pathname === '/faults/events') {
      const stream = new PassThrough();
      streamsOf(key).add(stream);
      context.req.on('close', () => streamsOf(key).delete(stream));
      stream.on('end', () => streamsOf(key).delete(stream));
      context.type = 'text/event-stream';
      stream.write('retry: 50\n\n');
      context.body = stream;
      return undefined;
    }
    if (url.pathname === '/faults/turns') {
      const turns = query.getAll('body');
      context.body = turns[Math.min(counts.get(key), turns.length) - 1];
      context.type = 'application/json';
      context.status = context.body ? 200 : 503;
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, Number(query.get('delay') ?? 0)));
    context.status = Number(query.get('status') ?? 200);
    context.type = query.get('type') ?? 'application/json';
    for (const header of query.getAll('header')) context.set(...header.split(/:\s*/, 2));
    context.body = query.get('body') ?? '';
    return undefined;
  };
}
