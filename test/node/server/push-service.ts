/** A push service of our own, and browsers that receive what it was sent. */
import { createECDH, randomBytes, type ECDH } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

import webPush from 'web-push';

// What web-push itself is built on; it opens what it has locked.
const ece = createRequire(createRequire(import.meta.url).resolve('web-push'))('http_ece') as {
  decrypt(body: Buffer, options: { version: string; privateKey: ECDH; authSecret: string }): Buffer;
};

/** The server's keys for Web Push. */
export const KEYS = webPush.generateVAPIDKeys();

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushService {
  readonly url: string;
  /** What it answers with. */
  status: number;
  /** What it was sent, in order. */
  received: Received[];
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startPushService(): Promise<PushService> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      service.received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(service.status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const service: PushService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    status: 201,
    received: [],
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return service;
}

/** A browser that receives pushes at this service. */
export function newBrowser(service: string) {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const auth = randomBytes(16).toString('base64url');
  const path = `/${randomBytes(12).toString('base64url')}`;
  const open = (body: Buffer) =>
    JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret: auth }).toString()) as object;
  return {
    path,
    /** Unlocks what was sent to it. */
    open,
    subscription: { endpoint: service + path, keys: { p256dh: ecdh.getPublicKey('base64url'), auth } },
  };
}

export type PushReceiver = ReturnType<typeof newBrowser>;
