import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import fc from 'fast-check';
import webPush from 'web-push';

import { Problem } from '../../../src/contracts/problem.ts';
import { createServer, silentLogger, type FurnitureServer } from '../../../src/server/index.ts';
import { routes } from '../../../src/server/routes/table.ts';
import { mailToken } from '../../../src/server/rules/links-in-mail.ts';
import { hashOf, unseal } from '../../../src/server/rules/tokens.ts';
import { clean } from '../../../src/server/store/cleaning.ts';
import { rebuildTotals } from '../../../src/server/store/ledger.ts';
import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { checkInvariants } from './invariants.ts';
import { RANDOM_PAYMENTS, randomRequest, signaturesOf, type RandomRequest, type Target } from './random.ts';
import { AUDIENCE, bearer, jwt, SECRET, START } from './support.ts';

// Larger runs: FURNITURE_REQUESTS=20000 node --test test/node/server/random-requests.test.ts
const REQUESTS = Number(process.env.FURNITURE_REQUESTS ?? 1500);
const SEED = Number(process.env.FURNITURE_SEED ?? Date.now() % 2 ** 31);
const BATCH = 50;
/** Sent at once. */
const ABREAST = 5;
/** Longer without an answer is a hang, in milliseconds. */
const HANG_MS = 5000;

const VAPID = webPush.generateVAPIDKeys();
const PUSH = { ...VAPID, subject: 'https://news.example', services: ['http://127.0.0.1:1'] };

/** One server, what is in it as far as a client knows, and what its answers were. */
class Client {
  readonly server: FurnitureServer;
  readonly statuses = new Map<string, number>();
  slowestMs = 0;
  #clock = START;
  #messages = 0;
  readonly #comments: { readonly id: string; readonly token: string | undefined }[] = [];
  readonly #keys = new Set<string>();
  #tokens: readonly string[] = [];

  constructor(database: string) {
    this.server = createServer({
      ...{ database, limits: false, logger: silentLogger, reportsHold: 2, words: ['casino'], maxLinks: 2 },
      // Nobody takes mails or pushes there: they wait, and are given up.
      ...{
        mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'a@news.example', publicUrl: 'https://news.example' },
        push: PUSH,
        payments: RANDOM_PAYMENTS,
      },
      ...{ jwt: { secret: SECRET, audience: AUDIENCE }, origins: ['https://news.example'], clock: () => this.#clock },
    });
  }

  async send(random: RandomRequest): Promise<void> {
    // Some are late: for an edit, for taking a deletion back.
    this.#clock += 3000;
    const what = `${random.method} ${random.path} ${JSON.stringify(random).slice(0, 600)}`;
    const started = performance.now();
    const response = await inTime(this.server.fetch(this.#request(random), { address: random.address }), what);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const text = isStream ? '' : await inTime(response.text(), what);
    await response.body?.cancel().catch(() => undefined);
    this.slowestMs = Math.max(this.slowestMs, performance.now() - started);
    this.statuses.set(String(response.status), (this.statuses.get(String(response.status)) ?? 0) + 1);
    assert.ok(response.status < 500, `answered ${response.status}: ${what}`);
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (response.status >= 400 && random.method !== 'HEAD' && !isPage) Problem.parse(JSON.parse(text));
    if (random.method === 'POST' && [201, 202].includes(response.status)) this.#remember(random, text);
  }

  /** What must be true between two requests. */
  async check(): Promise<void> {
    const store = await this.server.ready;
    await clean(store, this.#clock);
    await checkInvariants(store.connections);
    assert.deepEqual((await rebuildTotals(store, this.#clock)).changed, []);
    const subscriptions = await store.connections.read.selectFrom('subscriptions').select('id').execute();
    this.#tokens = subscriptions.map(({ id }) => mailToken(store.secret, id));
    for (const key of this.#keys) {
      const rows = store.connections.read.selectFrom('answers').select('answer').where('key_hash', '=', hashOf(key));
      const row = await rows.executeTakeFirst();
      if (!row) continue;
      const { comment } = JSON.parse(unseal(row.answer, key)) as { comment?: { id: string } };
      if (!comment) continue;
      const stored = store.connections.read.selectFrom('comments').select('id').where('id', '=', comment.id);
      assert.ok(await stored.executeTakeFirst(), 'an answer without its comment');
    }
  }

  #remember({ headers }: RandomRequest, text: string): void {
    const { comment, editToken } = JSON.parse(text) as { comment?: { id: string }; editToken?: string };
    if (!comment) return;
    if (!this.#comments.some(({ id }) => id === comment.id)) this.#comments.push({ id: comment.id, token: editToken });
    const key = headers['idempotency-key'];
    if (key !== undefined) this.#keys.add(key);
  }

  #find(target: Target): { id: string; token: string | undefined } {
    if (typeof target === 'string' || this.#comments.length === 0) return { id: String(target), token: undefined };
    // The latest ones more often: there is more to do with them.
    return this.#comments[this.#comments.length - 1 - (target % Math.min(40, this.#comments.length))]!;
  }

  #request({ method, path, target, body, parent, credentials, headers }: RandomRequest): Request {
    const { id, token } = this.#find(target);
    const isText = typeof body === 'string';
    const isPost =
      this.#comments.length > 0 &&
      path.endsWith('/comments') &&
      typeof body === 'object' &&
      body !== null &&
      !Array.isArray(body);
    const full = isPost && parent !== undefined ? { ...body, parentId: this.#find(parent).id } : body;
    const content =
      ['GET', 'HEAD'].includes(method) || full === undefined ? undefined : isText ? body : JSON.stringify(full);
    // Without: a body that nobody signed.
    const signed = path.startsWith('/v1/payments/') && credentials === 'none' && content !== undefined;
    const signatures = signed ? signaturesOf(content, `msg_${++this.#messages}`, this.#clock) : {};
    const tokenFor = this.#tokens[Number(target) % this.#tokens.length] ?? 'none';
    return new Request(`https://furniture.example${path.replace('{}', id).replace('{token}', tokenFor)}`, {
      ...{ method, ...(content !== undefined && { body: content }) },
      headers: {
        'content-type': 'application/json',
        ...this.#authorization(credentials, token),
        ...signatures,
        ...headers,
      },
    });
  }

  #authorization(credentials: RandomRequest['credentials'], token: string | undefined): Record<string, string> {
    const until = { exp: START / 1000 + 1e9 };
    return {
      none: {},
      own: token === undefined ? bearer(jwt(until)) : bearer(token),
      other: bearer(this.#comments[0]?.token ?? 'x'.repeat(43)),
      member: bearer(jwt({ ...until, sub: 'u2', name: 'Other' })),
      writer: bearer(jwt({ ...until, sub: 'w1', name: 'Writer', role: 'author' })),
      moderator: bearer(jwt({ ...until, sub: 'm1', name: 'Mod', role: 'moderator' })),
      expired: bearer(jwt({ exp: START / 1000 - 3600 })),
      broken: bearer('a.b.c'),
      basic: { authorization: 'Basic eDp5' },
    }[credentials];
  }
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer in time: ${what}`)), HANG_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function bombard(database: () => string, requests: number, say: (message: string) => void): Promise<void> {
  say(`seed ${SEED}: FURNITURE_SEED=${SEED} tries the same again`);
  const totals = new Map<string, number>();
  let slowestMs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(randomRequest, { minLength: BATCH, maxLength: BATCH }), sized(6)),
      async (batches) => {
        const client = new Client(database());
        try {
          await client.server.ready;
          for (const batch of batches) {
            for (let start = 0; start < batch.length; start += ABREAST)
              await Promise.all(batch.slice(start, start + ABREAST).map((one) => client.send(one)));
            await client.check();
          }
        } finally {
          await client.server.close();
        }
        slowestMs = Math.max(slowestMs, client.slowestMs);
        for (const [status, count] of client.statuses) totals.set(status, (totals.get(status) ?? 0) + count);
      },
    ),
    {
      seed: SEED,
      numRuns: Math.ceil(requests / (6 * BATCH)),

      endOnFailure: !process.env.FURNITURE_SHRINK,
    },
  );
  const count = [...totals.values()].reduce((sum, one) => sum + one, 0);
  const statuses = [...totals].sort().map(([status, number]) => `${status}: ${number}`);
  say(`${count} requests, slowest ${Math.round(slowestMs)} ms; ${statuses.join(', ')}`);
  for (const wanted of ['200', '201', '204', '401', '403', '404', '422'])
    assert.ok((totals.get(wanted) ?? 0) > 0, `nothing was answered with ${wanted}`);
}

const sized = (length: number) => ({ minLength: length, maxLength: length, size: 'max' as const });

describe('random requests', () => {
  it('are made for every route', () => {
    const known = new Set(
      fc.sample(randomRequest, { numRuns: 3000, seed: 1 }).map(({ method, path }) => shapeOf(method, path)),
    );
    for (const [path, methods] of Object.entries(routes()))
      for (const method of Object.keys(methods)) assert.ok(known.has(`${method} ${path}`), `${method} ${path}`);
  });

  it('never make SQLite fail, hang or lose count', (test) =>
    bombard(
      () => ':memory:',
      REQUESTS,
      (message) => test.diagnostic(message),
    ));

  const found = findPostgres();
  it(
    'never make PostgreSQL fail, hang or lose count',
    { skip: 'missing' in found ? found.missing : false },
    async (test) => {
      const postgres = await startPostgres('folder' in found ? found.folder : '');
      after(() => postgres.stop());
      await bombard(
        () => postgres.createDatabase(),
        REQUESTS / 2,
        (message) => test.diagnostic(message),
      );
    },
  );
});

const shapeOf = (method: string, address: string): string => {
  const [path = ''] = address.split('?');
  const shape = path
    .replace(/^\/v1\/threads\/[^/]+/, '/v1/threads/:thread')
    .replace(/^\/v1\/comments\/[^/]+/, '/v1/comments/:id')
    .replace(/^\/v1\/subscriptions\/[^/]+/, '/v1/subscriptions/:token')
    .replace(/^\/v1\/campaigns\/[^/]+/, '/v1/campaigns/:id')
    .replace(/^\/v1\/banners\/[^/]+/, '/v1/banners/:campaign');
  return `${method} ${shape}`;
};
