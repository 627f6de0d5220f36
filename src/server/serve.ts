import { createServer as createHttpServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { getRequestListener } from '@hono/node-server';

import type { Bindings } from './context.ts';
import { consoleLogger, logRequest } from './logger.ts';
import { createServer, type FurnitureServer } from './server.ts';
import type { ServerOptions } from './options.ts';
import { ProblemError, problemResponse } from './problem.ts';
import { StartError } from './store/errors.ts';

export interface ServeOptions extends ServerOptions {
  /** Default 8080; 0 takes any that is free. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Answers everything outside of `/v1`, `/healthz` and `/metrics`, so that pages and API share an origin. */
  readonly fallback?: ((request: Request) => Response | Promise<Response>) | undefined;
}

/** A server that listens. */
export interface Serving {
  /** Where, like `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  readonly furniture: FurnitureServer;
  /** Stops listening, lets requests under way finish (at most ten seconds), and lets go of the database. */
  close(): Promise<void>;
}

const DRAIN_MS = 10_000;
const SWEEP_MS = 50;
const SILENCE_MS = 1000;
const isApi = (path: string): boolean => /^\/v1(?:\/|$)/.test(path) || path === '/healthz' || path === '/metrics';

/**
 * Opens the database and listens.
 *
 * @throws {OptionError} If an option cannot work.
 * @throws {StartError} If the database cannot be used or the port cannot be had.
 */
export async function serve(options: ServeOptions = {}): Promise<Serving> {
  const { port = 8080, host = '127.0.0.1', fallback } = options;
  const furniture = createServer(options);
  const logger = options.logger ?? consoleLogger;
  const bindingsOf = new WeakMap<IncomingMessage, Bindings>();
  let isClosing = false;
  const listener = getRequestListener(
    async (request, env) => {
      const path = new URL(request.url).pathname;
      const bindings = bindingsOf.get(env.incoming as IncomingMessage) ?? {};
      const response = fallback && !isApi(path) ? await fallback(request) : await furniture.fetch(request, bindings);
      // Clients that keep their connection must not hold up the end.
      if (isClosing) response.headers.set('connection', 'close');
      return response;
    },
    { overrideGlobalObjects: false, errorHandler: () => problemResponse(new ProblemError(400, 'This is no request.')) },
  );
  const server = createHttpServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (incoming, outgoing) => {
    const bindings: Bindings = { address: incoming.socket.remoteAddress };
    if (logger.request) logRequest(logger, incoming, outgoing, bindings);
    if (!isClosing && furniture.answerKept(incoming, outgoing, bindings)) return;
    bindingsOf.set(incoming, bindings);
    void listener(incoming, outgoing);
  });
  const silent = watchSilent(server);
  server.on('clientError', answerClientError);
  try {
    await furniture.ready;
    await listen(server, port, host);
  } catch (error) {
    await furniture.close();
    throw error;
  }
  const address = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    isClosing = true;
    furniture.endStreams();
    await drain(server, silent);
    await furniture.close();
  };
  return { url: urlOf(address), port: address.port, furniture, close };
}

function urlOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'another program uses it'
          : error.code === 'EACCES'
            ? 'this user may not use it'
            : (error.code ?? error.message);
      fail(new StartError(`Port ${port} on ${host} cannot be had: ${reason}.`, error));
    });
    server.listen(port, host, done);
  });
}

/** Connections on which nothing was asked yet, as browsers open them ahead: Node counts them as busy. */
function watchSilent(server: Server): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  return silent;
}

async function drain(server: Server, silent: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  // Again and again: a connection becomes idle when what it carries has ended.
  server.closeIdleConnections();
  const started = performance.now();
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    // What was sent just before may still be on its way.
    if (performance.now() - started > SILENCE_MS) for (const socket of silent) socket.destroy();
  }, SWEEP_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}

/** Answers what is not HTTP, has too large headers, or comes too slowly: our routes never see it. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const title = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail: 'The request could not be read.' });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
