/**
 * A part of the test server that answers badly on purpose, under `/faults/…`, so that elements meet a real slow, failing
 * or silent server:
 *
 * - `/faults/json?body=…&delay=ms&status=200&type=application/json`: that body, after that time, with that status
 * - `/faults/silent`: takes the request and never answers (whatever follows in the path: it can be an API's base URL)
 * - `/faults/reset`: closes the connection (likewise)
 * - `/faults/log?key=k`: how many requests carried `key=k` so far, as `{ "count": n }`
 * - `/faults/echo`: what came with the request, as `{ "cookie": …, "authorization": … }`
 */
export function faultyServer() {
  const counts = new Map();
  return async function faults(context, next) {
    const url = new URL(context.url, 'http://test.local');
    if (!url.pathname.startsWith('/faults/')) return next();
    const { searchParams: query } = url;
    const key = query.get('key');
    if (url.pathname === '/faults/log') {
      context.body = { count: counts.get(key) ?? 0 };
      return undefined;
    }
    if (url.pathname === '/faults/echo') {
      const { cookie = '', authorization = '' } = context.headers;
      context.body = { cookie, authorization };
      return undefined;
    }
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (url.pathname.startsWith('/faults/silent')) return new Promise((resolve) => context.req.on('close', resolve));
    if (url.pathname.startsWith('/faults/reset')) {
      context.req.socket.destroy();
      context.respond = false;
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
