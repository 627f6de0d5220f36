import { Hono } from 'hono';

import type { Bindings, Exchange, Service } from './context.ts';
import { corsHeaders, refuseCrossSite } from './http/cors.ts';
import { SAFETY } from './http/safety.ts';
import { ProblemError, problemResponse } from './problem.ts';
import { routes } from './routes/table.ts';
import { KeyReusedError } from './store/answers.ts';
import { isUnavailable } from './store/errors.ts';
import { CrowdedError } from './store/transactions.ts';

const MAX_URL_LENGTH = 16_000;
const LINKED = /^\/v1\/subscriptions\//;

/** The routes, with what is the same for all of them: refusals, CORS, safe headers. */
export function appFor(service: Service): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>();
  app.onError((error) => toResponse(error, service));
  app.notFound(() => problemResponse(new ProblemError(404, 'There is nothing here.')));
  app.use('*', async (exchange, next) => {
    const request = exchange.req.raw;
    if (request.url.length > MAX_URL_LENGTH) throw new ProblemError(414, 'The address is too long.');
    // Whoever has a mail's link may use it; programs for mail press its button from anywhere.
    if (!LINKED.test(new URL(request.url).pathname)) refuseCrossSite(request, service.settings.origins);
    await next();
  });
  for (const [path, methods] of Object.entries(routes())) {
    const allowed = [...Object.keys(methods), ...('GET' in methods ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    for (const [method, handler] of Object.entries(methods))
      app.on(method, path, (exchange: Exchange) => {
        Object.assign(exchange.env, { route: path, thread: exchange.req.param('thread') });
        return handler!(exchange, service);
      });
    app.options(path, () => new Response(null, { status: 204, headers: { allow: allowed } }));
    app.all(path, () => {
      throw new ProblemError(405, `Only ${allowed} can be used here.`, { headers: { allow: allowed } });
    });
  }
  return app;
}

/** Answers one request. Never throws. */
export async function answer(
  app: ReturnType<typeof appFor>,
  service: Service,
  request: Request,
  bindings: Bindings,
): Promise<Response> {
  const started = performance.now();
  const response = await app.fetch(request, bindings);
  const { headers } = response;
  for (const [name, value] of Object.entries(SAFETY)) if (!headers.has(name)) headers.set(name, value);
  for (const [name, value] of Object.entries(corsHeaders(request, service.settings.origins))) headers.set(name, value);
  if (!headers.has('cross-origin-resource-policy')) headers.set('cross-origin-resource-policy', 'same-site');
  headers.append('vary', 'Origin');
  const ms = performance.now() - started;
  service.metrics.answered({ method: request.method, route: bindings.route ?? 'none', status: response.status, ms });
  return response;
}

function toResponse(error: unknown, { settings, metrics }: Service): Response {
  if (error instanceof ProblemError) return problemResponse(error);
  if (error instanceof KeyReusedError)
    return problemResponse(new ProblemError(422, 'This Idempotency-Key was used for another request.'));
  if (isUnavailable(error) || error instanceof CrowdedError) {
    metrics.databaseFailed();
    settings.logger.warn(`The database is not available: ${nameOf(error)}.`);
    const detail = 'Nothing can be stored at the moment. Nothing is lost: please try again in a few seconds.';
    return problemResponse(new ProblemError(503, detail, { headers: { 'retry-after': '5' } }));
  }
  settings.logger.error(`A request failed: ${nameOf(error)} ${framesOf(error)}`);
  return problemResponse(new ProblemError(500, 'Something went wrong on the server.'));
}

/** Only what our own code and the driver call it: messages of databases can quote what readers wrote. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

const framesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 6)
        .join('')
    : '';
