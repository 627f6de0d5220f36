import fc from 'fast-check';

import { standardHeaders, stripeSignature } from './signing.ts';

/** Random requests that know the routes: mostly right, often slightly wrong. What they name is found when they are sent. */

/** A comment by its place among those that exist, or an id that does not. */
export type Target = number | string;
/** Whose credentials a request brings; `own`: the edit token of the comment it is about. */
export type Credentials = (typeof CREDENTIALS)[number];

export interface RandomRequest {
  readonly method: string;
  /** `{}` stands for the target's id, `{token}` for what is in the mails to one subscription. */
  readonly path: string;
  readonly target: Target;
  /** Sent as JSON; text as it is. */
  readonly body: unknown;
  readonly parent: Target | undefined;
  readonly credentials: Credentials;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

const KEY = Buffer.alloc(24, 'key');
/** The payment providers of a server that random requests are sent to. */
export const RANDOM_PAYMENTS = {
  stripeSecrets: ['whsec_0123456789abcdefghij'],
  webhookSecrets: [`whsec_${KEY.toString('base64')}`],
  koFi: { token: 'e6d3c2b1-0000-4000-8000-0123456789ab', campaign: 'a' },
} as const;

/** What a provider signs a body with; most routes ignore it. */
export const signaturesOf = (body: string, id: string, at: number): Record<string, string> => ({
  'stripe-signature': stripeSignature(body, RANDOM_PAYMENTS.stripeSecrets[0], at),
  ...standardHeaders(body, KEY, id, at),
});

const CREDENTIALS = ['none', 'own', 'other', 'member', 'writer', 'moderator', 'expired', 'broken', 'basic'] as const;
const THREADS = ['one', 'https://news.example/a?b=c', 'drei – ثلاثة'];
const segment = encodeURIComponent;
/** Raw: some are no valid encodings. */
const ODD_SEGMENTS = ['%00', '%ff', '%', '%2F', '%0a', '..', '.', '%F0%9F', segment('x'.repeat(1001)), '%ED%A0%80'];
const ODD_TEXTS = [
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '💩'.repeat(30),
  "'; drop table comments; --",
  '__proto__',
];

const pick = fc.constantFrom;
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: usual, weight: 9 }, { arbitrary: odd, weight: 1 });
const text = (maxLength: number): fc.Arbitrary<string> =>
  mostly(fc.string({ minLength: 1, maxLength, unit: 'grapheme' }), pick(...ODD_TEXTS));
/** Visible, and sometimes what is held for its words or links. */
const words = (maxLength: number): fc.Arbitrary<string> =>
  mostly(
    text(maxLength).map((rest) => `a${rest}`),
    fc.oneof(text(maxLength), pick('casino', 'https://a.example https://b.example https://c.example')),
  );
const target: fc.Arbitrary<Target> = mostly<Target>(fc.nat(500), pick('nobody', ...ODD_SEGMENTS));
const thread = mostly(pick(...THREADS.map(segment)), pick(...ODD_SEGMENTS));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 });

/** A body as it should be, or with one thing wrong. */
function nearly(shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const names = Object.keys(shape);
  const right = fc.record(shape);
  const wrong = fc.oneof(
    fc.tuple(right, pick(...names), fc.jsonValue()).map(([body, name, value]) => ({ ...body, [name]: value })),
    fc.tuple(right, pick(...names)).map(([body, name]) => ({ ...body, [name]: undefined })),
    fc.tuple(right, text(12), fc.jsonValue()).map(([body, name, value]) => ({ ...body, [name]: value })),
    fc.jsonValue(),
    right.map((body) => JSON.stringify(body).slice(0, -1)),
    pick('', 'null', '[', '\ufeff{}', '[['.repeat(400), `"${'x'.repeat(70_000)}"`, '{"body":1e999}'),
  );
  return fc.oneof({ arbitrary: right, weight: 4 }, { arbitrary: wrong, weight: 1 });
}

const query = (shape: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> =>
  fc
    .record(shape, { requiredKeys: [] })
    .chain((values) =>
      mostly(
        fc.constant(values),
        text(6).map((odd) => ({ ...values, [odd]: odd })),
      ),
    )
    .map((values) => new URLSearchParams(values as Record<string, string>).toString());

interface Route {
  readonly method: string;
  readonly path: fc.Arbitrary<string>;
  readonly body?: fc.Arbitrary<unknown>;
  readonly weight: number;
  /** Whose credentials fit, where not those of the author. */
  readonly by?: Credentials;
}

const limit = pick('1', '2', '25', '100', '0', '101', '-1', 'x');
const cursor = pick('', 'x', 'eyJ9', 'WyJvbGRlc3QiLDAsMCwxLCJhIl0', '\u0000');
const version = pick('0', '1', '7', '999999', '-1', 'x', '9'.repeat(16));
const list = query({
  sort: pick('oldest', 'newest', 'top', 'best'),
  ...{ limit, cursor, anchored: pick('true', '0', 'maybe'), lang: pick('en', 'de', 'ar', 'xx') },
  parent: pick('nobody', '\u0000', '..'),
});
const author = fc.record(
  {
    name: text(20),
    email: mostly(pick('a@b.example', ''), pick('no', 'a@b')),
    url: mostly(pick('https://a.example/', ''), pick('javascript:1', '//x')),
  },
  { requiredKeys: ['name'] },
);
const decimal = fc.oneof(
  fc.integer(),
  fc.double(),
  pick('1', '1.50', '-1', '1e9', '99999999999999999999', 'x', '0.001'),
);
const campaign = nearly({
  version: fc.constant(1),
  currency: pick('EUR', 'JPY', 'KWD', 'XXX'),
  ...{ raised: maybe(decimal), goal: maybe(decimal), supporters: maybe(fc.oneof(fc.nat(), fc.constant(2 ** 53))) },
  tiers: maybe(fc.array(fc.record({ id: pick('a', 'b', '!'), amount: decimal }), { maxLength: 3 })),
  milestones: maybe(fc.array(fc.record({ at: decimal, label: text(9) }), { maxLength: 2 })),
  updatedAt: maybe(pick('2026-01-01', '2026-02-30', 'now')),
});
const time = mostly(pick('2026-01-01', '2026-11-24T09:00:00Z'), pick('now'));
const sum = mostly(pick('1', '1.50', 7), decimal);
const givenId = mostly(pick('one', 'two', 'three'), words(9));
const gift = nearly({
  id: givenId,
  campaign: mostly(pick('a', 'b'), pick('!')),
  ...{ amount: sum, currency: pick('EUR', 'JPY', 'XXX', 'eur') },
  ...{ refunded: maybe(decimal), fee: maybe(decimal), createdAt: maybe(pick('2026-01-01', 'now')) },
});
const newGift = nearly({
  ...{ amount: sum, currency: maybe(pick('EUR', 'JPY')), note: maybe(text(20)), at: maybe(time) },
  id: maybe(pick('one', 'two', 'a b')),
});
const variant = mostly(pick('', 'a', 'b'), pick('x'.repeat(51), 'a b', '\u0000'));
const payment = nearly({
  verification_token: mostly(pick(RANDOM_PAYMENTS.koFi.token), pick('other', '')),
  ...{ type: pick('Donation', 'Subscription', 'Shop Order'), timestamp: time },
  ...{ kofi_transaction_id: givenId, amount: sum, currency: pick('EUR', 'JPY', 'XXX') },
}).map((value) => `data=${encodeURIComponent(JSON.stringify(value))}`);
const path = (start: string, value: fc.Arbitrary<string>, end = ''): fc.Arbitrary<string> =>
  value.map((part) => start + part + end);
const comment = (end = ''): fc.Arbitrary<string> => fc.constant(`/v1/comments/{}${end}`);
const threads = (end: string): fc.Arbitrary<string> => path('/v1/threads/', thread, end);
const asked = (start: fc.Arbitrary<string>, words: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(start, words).map(([address, after]) => `${address}?${after}`);

const moderation = nearly({ action: pick('approve', 'hide', 'pin', 'unpin', 'delete'), reason: maybe(text(20)) });
const flag = maybe(fc.boolean());

const frequency = mostly(pick('immediate', 'daily'), pick('hourly'));
const language = pick('de', 'ar-EG', 'xx', '', '\u0000');
const scope = mostly(pick('all', 'replies'), pick('some'));
const endpoint = mostly(
  pick('http://127.0.0.1:1/a', 'http://127.0.0.1:1/b'),
  pick('http://127.0.0.1:2/', 'x', 'file:///x'),
);
const keys = mostly<object>(
  fc.constant({ p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16).toString('base64url') }),
  pick({ p256dh: 'x', auth: 'y' }, {}),
);
const address = mostly(
  pick('a@b.example', 'c@d.example', ' A@B.EXAMPLE '),
  pick('a@b', 'a@b.example\r\nbcc: x@y.example'),
);
const mailed = mostly(pick('{token}'), pick('{}', 'x'.repeat(69), '%00'));

const anchor = fc.record({
  selector: fc.array(
    mostly<object>(
      fc.record({ type: fc.constant('TextQuoteSelector'), exact: words(20), prefix: text(5) }),
      fc.constant({ type: 'TextPositionSelector', start: 2, end: 9 }),
    ),
    { maxLength: 3 },
  ),
});

/** Every route of the table. */
const ROUTES: readonly Route[] = [
  {
    ...{ method: 'POST', path: threads('/comments'), weight: 40, by: 'none' },
    body: nearly({
      ...{
        body: words(60),
        author,
        trap: maybe(mostly(pick(''), pick('x'))),
        writingMs: maybe(fc.nat()),
        proof: maybe(text(9)),
      },
      ...{
        anchor: maybe(mostly<unknown>(anchor, fc.jsonValue())),
        notify: maybe(mostly(pick('none'), pick('all', 'replies'))),
        ...{ frequency: maybe(frequency), lang: maybe(language) },
      },
    }),
  },
  { method: 'GET', path: asked(threads('/comments'), list), weight: 6 },
  {
    ...{ method: 'POST', path: threads('/subscriptions'), weight: 8, by: 'none' },
    body: nearly({
      email: address,
      scope,
      commentId: maybe(pick('nobody')),
      frequency: maybe(frequency),
      lang: maybe(language),
    }),
  },
  {
    ...{ method: 'POST', path: threads('/subscriptions/push'), weight: 4, by: 'none' },
    body: nearly({ endpoint, keys, scope, lang: maybe(language) }),
  },
  { method: 'DELETE', path: threads('/subscriptions/push'), body: nearly({ endpoint }), weight: 2, by: 'none' },
  ...['', '/confirm', '/cancel'].flatMap((end): Route[] => [
    { method: 'GET', path: path('/v1/subscriptions/', mailed, end), weight: 2, by: 'none' },
    {
      ...{ method: 'POST', weight: 3, by: 'none' },
      path: asked(path('/v1/subscriptions/', mailed, end), query({ frequency: pick('daily', 'x') })),
      body: pick('end=all', 'end=x', '', 'List-Unsubscribe=One-Click', '%', '\u0000'),
    },
  ]),
  {
    method: 'GET',
    path: asked(threads('/feed'), query({ comment: pick('nobody', '\u0000'), lang: pick('de', 'xx') })),
    weight: 2,
  },
  { method: 'GET', path: fc.constant(`/v1/threads/one/feed?comment={}`), weight: 2 },
  { method: 'GET', path: fc.constant(`/v1/threads/one/comments?around={}`), weight: 2 },
  { method: 'GET', path: fc.constant(`/v1/threads/one/comments?parent={}`), weight: 2 },
  { method: 'GET', path: asked(threads('/events'), query({ after: version })), weight: 4 },
  {
    method: 'PATCH',
    path: threads(''),
    body: nearly({
      open: mostly(pick(true), pick(false)),
      premoderated: mostly(pick(false), flag),
      reason: maybe(text(9)),
    }),
    weight: 3,
    by: 'moderator',
  },
  { method: 'PATCH', path: comment(), body: nearly({ body: words(60) }), weight: 8 },
  { method: 'DELETE', path: comment(), weight: 8 },
  { method: 'PUT', path: comment('/vote'), body: nearly({ value: pick(-1, 0, 1, 2) }), weight: 12, by: 'none' },
  {
    ...{ method: 'POST', path: comment('/reports'), weight: 8, by: 'none' },
    body: nearly({ reason: pick('spam', 'abuse', ' ', '\u0000'), detail: maybe(text(30)) }),
  },
  { method: 'POST', path: comment('/restore'), body: pick({}, undefined, ''), weight: 6 },
  { method: 'POST', path: comment('/moderation'), body: moderation, weight: 12, by: 'moderator' },
  {
    ...{ method: 'GET', weight: 2, by: 'moderator' },
    path: asked(
      fc.constant('/v1/moderation/queue'),
      query({ state: pick('held', 'reported', 'hidden', 'x'), limit, cursor }),
    ),
  },
  {
    ...{ method: 'GET', weight: 2, by: 'moderator' },
    path: asked(
      fc.constant('/v1/moderation/log'),
      query({ thread: pick('one', '', '\u0000'), comment: pick('nobody', '\u0000'), limit, cursor }),
    ),
  },
  { method: 'GET', path: fc.constant('/v1/challenge'), weight: 1 },
  {
    method: 'GET',
    path: asked(fc.constant('/v1/counts'), query({ thread: pick('one', 'none', '\u0000') })),
    weight: 2,
  },
  {
    method: 'PUT',
    path: path('/v1/campaigns/', pick('a', 'b', '%00', '..')),
    body: campaign,
    weight: 4,
    by: 'moderator',
  },
  { method: 'GET', path: path('/v1/campaigns/', pick('a', 'b', '%00')), weight: 2 },
  { method: 'GET', path: path('/v1/campaigns/', pick('a', 'b', '%00'), '/events'), weight: 2 },
  {
    ...{ method: 'POST', path: path('/v1/campaigns/', pick('a', 'b', '%00'), '/gifts'), weight: 4, by: 'moderator' },
    body: newGift,
  },
  {
    ...{ method: 'POST', weight: 4, by: 'none' },
    path: path('/v1/banners/', mostly(pick('a', 'b.c', 'x'.repeat(100)), pick(...ODD_SEGMENTS)), '/events'),
    body: nearly({ variant: maybe(variant), kind: mostly(pick('view', 'follow', 'dismissal'), pick('click')) }),
  },
  {
    ...{ method: 'POST', path: pick('/v1/payments/stripe'), weight: 2, by: 'none' },
    body: nearly({ id: words(9), type: pick('charge.succeeded', 'charge.refunded'), data: maybe(fc.jsonValue()) }),
  },
  {
    ...{ method: 'POST', path: pick('/v1/payments/standard'), weight: 2, by: 'none' },
    body: nearly({
      type: pick('gift.succeeded', 'gift.refunded', 'x'),
      timestamp: time,
      data: gift,
    }),
  },
  { method: 'POST', path: pick('/v1/payments/ko-fi'), body: payment, weight: 2, by: 'none' },
  {
    method: 'GET',
    path: pick('/v1/openapi.json', '/metrics', '/healthz', '/', '/v1', '/v1/threads//comments'),
    weight: 2,
  },
];

const headers = fc
  .record(
    {
      accept: pick('application/json', 'text/html', 'text/event-stream', '*/*;q=0', 'q=;,,'),
      'last-event-id': pick('0', '3', 'x', ''),
      'idempotency-key': pick(...Array.from({ length: 12 }, (_, index) => `key-${index}`), 'with space', '""'),
      'if-none-match': pick('*', '"x"', 'W/"x", "y"'),
      origin: pick('https://news.example', 'https://evil.example', 'null'),
      'content-type': pick('text/plain', 'application/json; charset=utf-16'),
      'content-encoding': pick('gzip', 'identity'),
      'user-agent': pick('A', 'B', 'C'),
      'x-forwarded-for': pick('203.0.113.9', 'x', '::1, 10.0.0.1'),
    },
    { requiredKeys: [] },
  )
  // Most requests bring few of these: otherwise hardly one would be accepted.
  .chain((all) => fc.subarray(Object.entries(all), { maxLength: 2 }))
  .map((entries) => Object.fromEntries(entries) as Record<string, string>);

export const randomRequest: fc.Arbitrary<RandomRequest> = fc
  .oneof(...ROUTES.map((route) => ({ arbitrary: fc.constant(route), weight: route.weight })))
  .chain((route) =>
    fc.record({
      method: fc.oneof(
        { arbitrary: pick(route.method), weight: 40 },
        { arbitrary: pick('HEAD', 'OPTIONS', 'PUT'), weight: 1 },
      ),
      ...{ path: route.path, target, body: route.body ?? fc.constant(undefined) },
      parent: fc.option(target, { nil: undefined, freq: 1 }),
      credentials: fc.oneof(
        { arbitrary: pick(route.by ?? 'own'), weight: 4 },
        { arbitrary: pick(...CREDENTIALS), weight: 1 },
      ),
      address: pick('198.51.100.1', '198.51.100.2', '2001:db8::1', '203.0.113.5'),
      headers: fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: headers, weight: 1 }),
    }),
  );
