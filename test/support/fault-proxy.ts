/**
 * A proxy between a page and the real server that breaks what passes through it, as `corpus/http-faults` describes:
 * answers that are wrong, late, cut off or lost after the server has acted, and connections that break.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** One descriptor of the corpus; which fields it has depends on its type. */
export interface Fault {
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly body_b64?: string;
  readonly body_prefix?: string;
  readonly encode?: string;
  readonly set_headers?: Readonly<Record<string, string>>;
  readonly add_headers?: Readonly<Record<string, string>>;
  readonly phase?: string;
  readonly ms?: number;
  readonly after_bytes?: number;
  readonly bytes?: string;
  readonly count?: number;
  readonly depth?: number;
  readonly body_bytes?: number;
  readonly then?: Fault;
  readonly steps?: readonly Fault[];
  readonly loop?: boolean;
  readonly [more: string]: unknown;
}

export interface Operation {
  readonly method: string;
  readonly path: RegExp;
}

/** What a request of each kind looks like. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  list: { method: 'GET', path: /^\/v1\/threads\/[^/]+\/comments$/ },
  post: { method: 'POST', path: /^\/v1\/threads\/[^/]+\/comments$/ },
  edit: { method: 'PATCH', path: /^\/v1\/comments\/[^/]+$/ },
  delete: { method: 'DELETE', path: /^\/v1\/comments\/[^/]+$/ },
  vote: { method: 'PUT', path: /^\/v1\/comments\/[^/]+\/vote$/ },
  total: { method: 'GET', path: /^\/v1\/campaigns\// },
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface FaultProxy {
  readonly url: string;
  /** How many requests a fault has met since it was set. */
  readonly met: number;
  /** Breaks these operations from now on; nothing mends everything. */
  set(operations?: readonly string[], fault?: Fault): void;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Where the real server is. */
  readonly target: string;
  /** Divides all times of the corpus. */
  readonly speed: number;
  /** Stops the server and starts it again. */
  readonly restart: () => Promise<void>;
}

export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  let broken: { operations: readonly string[]; fault: Fault } | undefined;
  let met = 0;
  const isMeant = ({ method, url = '' }: IncomingMessage) =>
    broken?.operations.some((name) => {
      const operation = OPERATIONS[name];
      return operation !== undefined && operation.method === method && operation.path.test(url.split('?')[0]!);
    });
  const server = createServer((request, response) => {
    const fault = isMeant(request) ? broken?.fault : undefined;
    const work = fault
      ? play(fault, met++, request, response, options)
      : pass({ type: 'pass' }, request, response, options);
    void Promise.resolve(work).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get met() {
      return met;
    },
    set(operations = [], fault) {
      met = 0;
      broken = fault && { operations, fault };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Play = (
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  options: FaultProxyOptions,
) => Promise<void> | void;

async function play(
  fault: Fault,
  index: number,
  request: IncomingMessage,
  response: ServerResponse,
  options: FaultProxyOptions,
): Promise<void> {
  if (fault.type !== 'sequence') return void (await PLAYS[fault.type]!(fault, request, response, options));
  const steps = fault.steps ?? [];
  const step = steps[fault.loop ? index % steps.length : index] ?? { type: 'pass' };
  await play(step, index, request, response, options);
}

async function ask(request: IncomingMessage, { target }: FaultProxyOptions): Promise<Answer> {
  const sent = await buffer(request);
  return askWith(request, sent, target);
}

async function askWith(request: IncomingMessage, sent: Buffer, target: string): Promise<Answer> {
  // Without the origin: it is the proxy's, and the server would take it for a stranger's.
  const names = ['accept', 'authorization', 'content-type', 'idempotency-key', 'if-none-match'];
  const headers = names.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : []));
  const answer = await fetch(target + request.url!, {
    method: request.method!,
    headers: headers as [string, string][],
    redirect: 'manual',
    ...(sent.length > 0 && { body: new Uint8Array(sent) }),
  });
  const kept = [...answer.headers].filter(
    ([name]) => !/^(content-length|content-encoding|transfer-encoding|connection)$/.test(name),
  );
  return { status: answer.status, headers: Object.fromEntries(kept), body: Buffer.from(await answer.arrayBuffer()) };
}

const send = (response: ServerResponse, { status, headers, body }: Answer) =>
  void response.writeHead(status, headers).end(body);

const pass: Play = async (fault, request, response, options) => {
  const answer = await ask(request, options);
  let { body } = answer;
  if (fault.body_prefix !== undefined) body = Buffer.concat([Buffer.from(fault.body_prefix), body]);
  if (fault.encode === 'utf-16le') body = Buffer.from(body.toString('utf8'), 'utf16le');
  send(response, { ...answer, headers: { ...answer.headers, ...fault.set_headers, ...fault.add_headers }, body });
};

const JSON_TYPE = { 'content-type': 'application/json' };
const listOf = (comments: readonly object[], nextCursor: string | null = null): Answer => ({
  status: 200,
  headers: JSON_TYPE,
  body: Buffer.from(
    JSON.stringify({
      thread: { id: 'x', count: comments.length, open: true, premoderated: false },
      comments,
      nextCursor,
    }),
  ),
});
const commentOf = (index: number, parentId: string | null, text: string) => ({
  ...{ id: `gen-${index}`, parentId, author: { name: 'Somebody' }, body: { format: 'plain', text } },
  ...{ createdAt: '2026-11-20T09:00:00Z', state: 'published', votes: { up: 0, down: 0 }, replyCount: 0 },
});

/** What each type of fault does. */
const PLAYS: Readonly<Record<string, Play>> = {
  pass,
  status: async ({ status = 200, headers = {}, body, body_b64 }, request, response) => {
    await buffer(request);
    const bytes = body_b64 === undefined ? Buffer.from(body ?? '') : Buffer.from(body_b64, 'base64');
    send(response, { status, headers: { ...headers }, body: bytes });
  },
  delay: async ({ ms = 0 }, request, response, options) => {
    await wait(ms / options.speed);
    await pass({ type: 'pass' }, request, response, options);
  },
  hang: () => {},
  refuse: (_, request) => void request.socket.destroy(),
  dns_fail: (_, request) => void request.socket.destroy(),
  tls_error: (_, request) => void request.socket.destroy(),
  reset: async ({ phase, after_bytes = 0 }, request, response, options) => {
    if (phase !== 'body') return void request.socket.destroy();
    const { status, headers, body } = await ask(request, options);
    response.writeHead(status, { ...headers, 'content-length': String(body.length) });
    response.write(body.subarray(0, after_bytes), () => request.socket.destroy());
  },
  raw: async ({ bytes = '' }, request) => {
    await buffer(request);
    request.socket.end(bytes);
  },
  chunked_bad: async (_, request) => {
    await buffer(request);
    request.socket.end(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n',
    );
  },
  apply_then: async ({ then }, request, response, options) => {
    await ask(request, options);
    const { type, status = 500, headers = {}, body = '' } = then!;
    if (type === 'status') send(response, { status, headers: { ...headers }, body: Buffer.from(body) });
    else request.socket.destroy();
  },
  duplicate: async (_, request, response, options) => {
    const sent = await buffer(request);
    await askWith(request, sent, options.target);
    send(response, await askWith(request, sent, options.target));
  },
  kill_server: async (_, request, _response, options) => {
    const sent = await buffer(request);
    const asking = askWith(request, sent, options.target).catch(() => undefined);
    await Promise.all([asking, options.restart()]);
    request.socket.destroy();
  },
  wrong_thread: async (_, request, response, options) => {
    const answer = await ask(request, options);
    const list = JSON.parse(answer.body.toString()) as { thread: object };
    const body = Buffer.from(JSON.stringify({ ...list, thread: { ...list.thread, id: 'another-thread' } }));
    send(response, { ...answer, body });
  },
  gen_list: async ({ count = 1, body_bytes }, request, response) => {
    await buffer(request);
    const text = 'x'.repeat(body_bytes ?? 20);
    send(response, listOf(Array.from({ length: count }, (_, index) => commentOf(index, null, text))));
  },
  gen_chain: async ({ depth = 1 }, request, response) => {
    await buffer(request);
    const chain = Array.from({ length: depth }, (_, index) => commentOf(index, index ? `gen-${index - 1}` : null, 'x'));
    send(response, listOf(chain));
  },
  infinite_pages: async (_, request, response) => {
    const seen = Number(new URL(request.url!, 'http://x').searchParams.get('cursor') ?? 0);
    await buffer(request);
    send(response, listOf([commentOf(seen, null, 'x')], String(seen + 1)));
  },
};

/** Whether a fault can be played here. */
export function isPlayable(fault: Fault): boolean {
  if (fault.type === 'sequence') return (fault.steps ?? []).every(isPlayable);
  return fault.type in PLAYS;
}
