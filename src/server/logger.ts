import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Where the server speaks to its operator. Never given what readers wrote, nor where they come from. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Notes an answered request. Without it, requests are not noted. */
  request?(request: LoggedRequest): void;
}

/** One line a message, so that nothing that was logged can pretend to be another record. */
const oneLine = (message: string): string => {
  const plain = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > 1000 ? `${plain.slice(0, 1000)} …` : plain;
};

/** Writes to standard output and, warnings and errors, to standard error. */
export const consoleLogger: Logger = {
  info: (message) => console.log(oneLine(message)),
  warn: (message) => console.warn(`warning: ${oneLine(message)}`),
  error: (message) => console.error(`error: ${oneLine(message)}`),
};

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** What is noted of a request: nothing that a reader wrote, and not where it came from. */
export interface LoggedRequest {
  /** Also in the answer's `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  /** The pattern that matched, `none` if there is none. */
  readonly route: string;
  /** Fingerprint of the thread's id. */
  readonly thread?: string;
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
}

const line = (level: string, fields: object): string =>
  `${JSON.stringify({ time: new Date().toISOString(), level, ...fields })}\n`;

/** Writes JSON objects, one a line, requests too: what programs read. */
export const jsonLogger: Logger = {
  info: (message) => void process.stdout.write(line('info', { message: oneLine(message) })),
  warn: (message) => void process.stderr.write(line('warn', { message: oneLine(message) })),
  error: (message) => void process.stderr.write(line('error', { message: oneLine(message) })),
  request: (request) => void process.stdout.write(line('info', request)),
};

const KNOWN = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** Notes a request when its answer is over. `place` is filled in while it is answered. */
export function logRequest(
  logger: Logger,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  place: { readonly route?: string | undefined; readonly thread?: string | undefined },
): void {
  const id = randomBytes(9).toString('base64url');
  const started = performance.now();
  const { socket } = incoming;
  const sent = socket.bytesWritten;
  outgoing.setHeader('x-request-id', id);
  outgoing.once('close', () => {
    const { method = '' } = incoming;
    logger.request?.({
      ...{ id, method: KNOWN.test(method) ? method : 'other', route: place.route ?? 'none' },
      ...(place.thread !== undefined && { thread: fingerprint(place.thread) }),
      ...{ status: outgoing.statusCode, ms: Math.round((performance.now() - started) * 10) / 10 },
      bytes: socket.bytesWritten - sent,
    });
  });
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);
