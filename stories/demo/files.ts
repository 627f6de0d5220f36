/** The demo's static part: the article, its style sheet, the drop-in, under the strictest policy a publisher may have. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** The policy of the design, to the letter: the elements must raise no violation under it. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types page-furniture";

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
};

const root = join(import.meta.dirname, '..', '..');
const DEMO = join(root, 'stories', 'demo');
const DIST = join(root, 'dist');

/** Answers with the demo's files; what it does not have is a 404. */
export async function serveFiles(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('Not here', { status: 405 });
  if (pathname === '/favicon.ico') return new Response(null, { status: 204 });
  const file = pathname === '/' || pathname.startsWith('/articles/') ? join(DEMO, 'index.html') : locate(pathname);
  const body = file && (await readFile(file).catch(() => undefined));
  if (!file || !body) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': STRICT_POLICY,
      'cache-control': 'no-cache',
      // Module scripts are fetched with CORS: pages elsewhere may use the script from here.
      ...(file.startsWith(DIST) && { 'access-control-allow-origin': '*' }),
      'x-content-type-options': 'nosniff',
    },
  });
}

/** Two folders are public: the demo's own, and what was built. */
function locate(pathname: string): string | undefined {
  const folder = pathname.startsWith('/demo/') ? DEMO : DIST;
  const path = normalize(join(folder, pathname.replace(/^\/demo\//, '/')));
  const isInside = path.startsWith(folder + sep) && extname(path) in TYPES;
  return isInside ? path : undefined;
}
