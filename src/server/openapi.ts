import * as z from 'zod/mini';

import {
  ChangedComment,
  CommentChange,
  CommentList,
  Counts,
  MAX_PAGE_SIZE,
  PostedComment,
  ThreadChanges,
  SORTS,
  Vote,
} from '../contracts/comments.ts';
import { BannerReport } from '../contracts/banner-report.ts';
import { NewComment } from '../contracts/new-comment.ts';
import { NewPushSubscription, NewSubscription, Subscribed } from '../contracts/notifications.ts';
import { Campaign } from '../contracts/donations.ts';
import { Gift, NewGift } from '../contracts/gifts.ts';
import { Problem } from '../contracts/problem.ts';
import {
  ChangedThread,
  Moderation,
  ModerationLog,
  ModerationQueue,
  QUEUE_STATES,
  Report,
  ThreadChange,
} from '../contracts/moderation.ts';
import { GiftEvent } from './payments/gift-events.ts';
import { CampaignDocument, PushEnding } from './requests.ts';

/** What travels, by its name in the description. */
const SCHEMAS = {
  ThreadChanges,
  ...{ CommentList, NewComment, PostedComment, CommentChange, ChangedComment, Vote, Counts, Campaign, Problem },
  BannerReport,
  ...{ NewSubscription, NewPushSubscription, PushEnding, Subscribed, GiftEvent, NewGift, Gift },
  ...{ CampaignDocument, Report, Moderation, ThreadChange, ChangedThread, ModerationQueue, ModerationLog },
  Challenge: z.object({ parameters: z.record(z.string(), z.unknown()), signature: z.string() }),
  Health: z.object({ status: z.literal('ok'), database: z.enum(['sqlite', 'postgres']) }),
} as const;
type Name = keyof typeof SCHEMAS;

const ref = (name: Name) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: Name, type = 'application/json') => ({ content: { [type]: { schema: ref(name) } } });
const problem = (description: string) => ({ description, ...json('Problem', 'application/problem+json') });

interface Operation {
  readonly summary: string;
  readonly answers: Readonly<Record<number, readonly [description: string, schema?: Name]>>;
  readonly body?: Name;
  /** Whether the body may be sent as text, too. */
  readonly isBeacon?: boolean;
  readonly query?: Readonly<Record<string, object>>;
  readonly headers?: Readonly<Record<string, object>>;
  readonly isSigned?: boolean;
}

const text = { type: 'string' };
const list = {
  sort: { type: 'string', enum: SORTS, default: 'oldest' },
  cursor: text,
  limit: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: 25 },
  parent: { ...text, description: 'Only direct replies to this comment, oldest first, with their branches.' },
  around: { ...text, description: 'The page that begins with the branch of this comment.' },
  lang: { type: 'string', enum: ['en', 'de', 'ar'], description: 'Of the words in the answer as text/html.' },
  anchored: { type: 'boolean', description: 'Only top-level comments on a passage.' },
};
const waiting = {
  thread: { ...text, description: 'One thread; all of them without it.' },
  state: { type: 'string', enum: QUEUE_STATES, default: 'held' },
  ...{ cursor: text, limit: list.limit },
};
const logged = { thread: waiting.thread, comment: text, cursor: text, limit: list.limit };
const key = { 'Idempotency-Key': { ...text, maxLength: 255, description: 'Remembered for 24 hours.' } };

const PATHS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/threads/{thread}/comments': {
    get: {
      summary: 'A page of a thread',
      query: list,
      answers: { 200: ['The page', 'CommentList'], 304: ['Unchanged'] },
    },
    post: {
      summary: 'Write a comment',
      ...{ body: 'NewComment', headers: key, isSigned: true },
      answers: { 201: ['Published', 'PostedComment'], 202: ['Waits for a moderator', 'PostedComment'] },
    },
  },
  '/v1/threads/{thread}/feed': {
    get: {
      summary: 'The newest 50 comments as Atom, with RFC 4685',
      query: { comment: { ...text, description: 'Only what is below this comment.' }, lang: list.lang },
      answers: { 200: ['application/atom+xml'], 304: ['Unchanged'] },
    },
  },
  '/v1/threads/{thread}/subscriptions': {
    post: {
      summary: 'Ask for mail about new comments; 404 where the server sends none',
      ...{ body: 'NewSubscription', headers: key, isSigned: true },
      answers: { 202: ['Asked for; confirm: the address has to be confirmed by its owner', 'Subscribed'] },
    },
  },
  '/v1/threads/{thread}/subscriptions/push': {
    post: {
      summary: 'Ask for Web Push about new comments; 404 where the server sends none',
      ...{ body: 'NewPushSubscription', headers: key, isSigned: true },
      answers: { 202: ['Asked for', 'Subscribed'] },
    },
    delete: {
      summary: 'End what this browser follows in the thread',
      body: 'PushEnding',
      answers: { 204: ['Ended'] },
    },
  },
  '/v1/subscriptions/{token}': {
    get: { summary: 'A page with all that the address follows; the token is in its mails', answers: { 200: ['HTML'] } },
    post: { summary: 'End one (form field end=ID) or all (end=all)', answers: { 200: ['HTML'] } },
  },
  '/v1/subscriptions/{token}/confirm': {
    get: { summary: 'A page with a button; changes nothing', answers: { 200: ['HTML'] } },
    post: { summary: 'Confirm the address', answers: { 200: ['HTML'] } },
  },
  '/v1/subscriptions/{token}/cancel': {
    get: { summary: 'A page with a button; changes nothing', answers: { 200: ['HTML'] } },
    post: {
      summary: 'End it, also with one click (RFC 8058)',
      query: { frequency: { type: 'string', enum: ['daily'] } },
      answers: { 200: ['HTML'] },
    },
  },
  '/v1/threads/{thread}': {
    patch: {
      summary: 'Open or close a thread (moderators)',
      ...{ body: 'ThreadChange', isSigned: true },
      answers: { 200: ['The thread', 'ChangedThread'] },
    },
  },
  '/v1/comments/{id}': {
    patch: {
      summary: 'Change the text, with the edit token or signed in as the author',
      ...{ body: 'CommentChange', isSigned: true },
      answers: { 200: ['The comment', 'ChangedComment'] },
    },
    delete: { summary: 'Delete, likewise', isSigned: true, answers: { 204: ['Deleted'] } },
  },
  '/v1/comments/{id}/restore': {
    post: {
      summary: 'Take a deletion back, within 60 seconds, with what it was deleted with; 409 afterwards',
      isSigned: true,
      answers: { 200: ['The comment', 'ChangedComment'] },
    },
  },
  '/v1/comments/{id}/vote': {
    put: {
      summary: 'Vote; 0 takes it back',
      body: 'Vote',
      isSigned: true,
      answers: { 200: ['The comment', 'ChangedComment'] },
    },
  },
  '/v1/comments/{id}/reports': {
    post: { summary: 'Report to the moderators', body: 'Report', isSigned: true, answers: { 204: ['Kept'] } },
  },
  '/v1/comments/{id}/moderation': {
    post: {
      summary: 'Approve, hide, pin or unpin (moderators)',
      ...{ body: 'Moderation', isSigned: true },
      answers: { 200: ['The comment', 'ChangedComment'] },
    },
  },
  '/v1/moderation/queue': {
    get: {
      summary: 'What waits, was reported or hidden, oldest first (moderators)',
      ...{ query: waiting, isSigned: true },
      answers: { 200: ['A page', 'ModerationQueue'] },
    },
  },
  '/v1/moderation/log': {
    get: {
      summary: 'Who did what, newest first (moderators)',
      ...{ query: logged, isSigned: true },
      answers: { 200: ['A page', 'ModerationLog'] },
    },
  },
  '/v1/challenge': {
    get: {
      summary: 'A proof of work (ALTCHA, version 2), good for one comment within five minutes',
      answers: { 200: ['A challenge', 'Challenge'], 204: ['None is needed'] },
    },
  },
  '/v1/counts': {
    get: {
      summary: 'Published comments of up to 100 threads',
      query: { thread: { type: 'array', items: text, minItems: 1, maxItems: 100 } },
      answers: { 200: ['The counts', 'Counts'], 304: ['Unchanged'] },
    },
  },
  '/v1/campaigns/{id}': {
    get: { summary: 'A campaign', answers: { 200: ['The campaign', 'Campaign'], 304: ['Unchanged'] } },
    put: {
      summary: 'Store a campaign (moderators)',
      ...{ body: 'CampaignDocument', isSigned: true },
      answers: { 200: ['The campaign', 'Campaign'] },
    },
  },
  '/v1/campaigns/{id}/events': {
    get: {
      summary: 'The campaign as it changes; server-sent events with Accept: text/event-stream',
      headers: { 'Last-Event-ID': { ...text, description: 'Streams: what the client has.' } },
      answers: { 200: ['The campaign', 'Campaign'], 304: ['Unchanged'] },
    },
  },
  '/v1/campaigns/{id}/gifts': {
    post: {
      summary: 'Enter a gift that no provider tells of (moderators); 409 if the id is that of another gift',
      ...{ body: 'NewGift', headers: key, isSigned: true },
      answers: { 200: ['Known by its id', 'Gift'], 201: ['Entered', 'Gift'] },
    },
  },
  '/v1/banners/{campaign}/events': {
    post: {
      summary: 'Count what a reader did with a support banner, as navigator.sendBeacon tells it; keeps nothing of whom',
      ...{ body: 'BannerReport', isBeacon: true },
      answers: { 204: ['Counted'] },
    },
  },
  '/v1/payments/stripe': {
    post: {
      summary: 'Events of Stripe, signed by it; 404 where none are taken',
      headers: { 'Stripe-Signature': text },
      answers: { 200: ['Kept, known, or no concern of the ledger'], 400: ['Not signed'] },
    },
  },
  '/v1/payments/standard': {
    post: {
      summary: 'What any provider says of gifts, by Standard Webhooks; 404 where none are taken',
      body: 'GiftEvent',
      headers: { 'webhook-id': text, 'webhook-timestamp': text, 'webhook-signature': text },
      answers: { 200: ['Kept, known, or no concern of the ledger'], 400: ['Not signed'] },
    },
  },
  '/v1/payments/ko-fi': {
    post: {
      summary: 'Payments at Ko-fi: the form field data, JSON with the verification token; 404 where none are taken',
      answers: { 200: ['Kept, known, or no gift'], 400: ['Another token'] },
    },
  },
  '/v1/openapi.json': { get: { summary: 'This description', answers: { 200: ['OpenAPI 3.1'] } } },
  '/v1/threads/{thread}/events': {
    get: {
      summary: 'What is new since a version; server-sent events with Accept: text/event-stream',
      query: { after: { type: 'integer', minimum: 0, description: 'A version; without it, the present.' } },
      headers: {
        'Last-Event-ID': { ...text, description: 'Streams: where the one before ended; counts before `after`.' },
      },
      answers: { 200: ['The news', 'ThreadChanges'], 304: ['Unchanged'] },
    },
  },
  '/metrics': { get: { summary: 'Numbers in the text format of Prometheus', answers: { 200: ['The numbers'] } } },
  '/healthz': { get: { summary: 'Whether comments can be read and stored', answers: { 200: ['They can', 'Health'] } } },
};

/** Describes the API (OpenAPI 3.1) from the schemas that the routes check with. */
export function describeApi(): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Page Furniture', version: '1', description: 'Errors are RFC 9457 problem details.' },
    paths: mapValues(PATHS, (operations, path) => mapValues(operations, (operation) => describe(path, operation))),
    components: {
      schemas: mapValues(SCHEMAS, (schema) => ({ ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) })),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An edit token, or a JWT.' } },
    },
  };
}

function describe(path: string, operation: Operation): object {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const parameters = [
    ...named.map((name) => ({ name, in: 'path', required: true, schema: text })),
    ...Object.entries(operation.query ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
    ...Object.entries(operation.headers ?? {}).map(([name, schema]) => ({ name, in: 'header', schema })),
  ];
  const answers = mapValues(operation.answers, ([description, name]) => ({ description, ...(name && json(name)) }));
  return {
    summary: operation.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && { requestBody: { required: true, content: contentOf(operation.body, operation) } }),
    ...(operation.isSigned && { security: [{}, { bearer: [] }] }),
    responses: { ...answers, default: problem('What is wrong; fields at fault with 422') },
  };
}

const contentOf = (name: Name, { isBeacon }: Operation): object => ({
  ...json(name).content,
  ...(isBeacon && json(name, 'text/plain').content),
});

function mapValues<T, U>(values: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
