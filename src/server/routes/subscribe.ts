import type { NewComment } from '../../contracts/comments.ts';
import { NewSubscription } from '../../contracts/notifications.ts';
import { memberOf, visitorOf, type Exchange, type Service } from '../context.ts';
import { languageFor } from '../html/notice-words.ts';
import { readJson } from '../http/body.ts';
import { idempotencyKey, keptResponse } from '../http/idempotency.ts';
import { checkThreadKey } from '../http/query.ts';
import type { Member } from '../identity.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { foldAddress, isAddress } from '../rules/notices.ts';
import { memberKeyOf, pseudonym } from '../rules/tokens.ts';
import { findAnswer, keepAnswer, keyedAnswer, type KeyedAnswer, type StoredAnswer } from '../store/answers.ts';
import { findComment } from '../store/comments.ts';
import type { Store } from '../store/store.ts';
import { addSubscription, type NewRow } from '../store/subscriptions.ts';
import { ensureThread, readThread } from '../store/threads.ts';

/** `POST /v1/threads/{thread}/subscriptions`: the same answer whether or not the address is known. */
export async function subscribeRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const threadKey = checkThreadKey(exchange.req.param('thread') ?? '');
  if (!service.settings.mail) throw new ProblemError(404, 'This server sends no mail.');
  const key = idempotencyKey(request.headers);
  const input = await readJson(request, NewSubscription);
  const member = await memberOf(request, service);
  const store = await service.store();
  const now = service.settings.clock();
  const keyed = keyedAnswer(key, now, ['subscription', threadKey, member?.subject ?? null, input]);
  const known = await findAnswer(store.connections, keyed);
  if (known) return keptResponse(known, {});

  const address = addressOf(input.email, member, 'email');
  const { commentId } = await commentOf(store, threadKey, input);
  const headers = await passGates(exchange, service, threadKey);
  const { scope, frequency, lang } = input;
  const row = newRow(service, store, { scope, frequency, lang, member, address, commentId, now });
  const answer = await storeOnce(store, keyed, threadKey, row);
  service.mailer?.poke();
  return keptResponse(answer, headers);
}

/**
 * Stores what somebody asks for; the same request again is as good as once.
 *
 * @param waitsFor - The comment that has to be published first.
 */
export function storeOnce(
  { write }: Store,
  keyed: KeyedAnswer | undefined,
  threadKey: string,
  row: NewRow,
  waitsFor: string | null = null,
): Promise<StoredAnswer> {
  return write((database) =>
    keepAnswer(database, keyed, async () => {
      await addSubscription(database, { ...row, threadId: await ensureThread(database, threadKey), waitsFor });
      return { status: 202, body: JSON.stringify({ confirm: !row.isVerified }) };
    }),
  );
}

/** Where to send mail: what was typed, or what the reader's token vouches for. @throws {ProblemError} 422 */
function addressOf(typed: string | undefined, member: Member | undefined, path: string): string {
  const address = typed?.trim() || member?.email;
  if (address === undefined) throw wrongField(path, 'is missing.');
  if (!isAddress(address)) throw wrongField(path, 'is not an e-mail address.');
  return address;
}

/**
 * The comment whose replies are meant, if any.
 *
 * @param mayWait - Whether it may be one that waits for a moderator: only its writer has heard of its id.
 * @returns With `waitsFor`, the comment that has to be published first.
 * @throws {ProblemError} 422 unless it is a comment that readers see in this thread, or will see.
 */
export async function commentOf(
  { connections }: Store,
  threadKey: string,
  { scope, commentId }: Pick<NewSubscription, 'scope' | 'commentId'>,
  mayWait = false,
): Promise<{ readonly commentId: string | null; readonly waitsFor: string | null }> {
  if (scope === 'all') return { commentId: null, waitsFor: null };
  if (commentId === undefined) throw wrongField('commentId', 'is missing.');
  const comment = await findComment(connections, commentId);
  const thread = await readThread(connections, threadKey);
  const isWaiting = mayWait && comment?.state === 'held';
  if (!comment || (comment.state !== 'published' && !isWaiting) || comment.thread_id !== thread.id)
    throw wrongField('commentId', 'is no comment of this thread.');
  return { commentId, waitsFor: isWaiting ? commentId : null };
}

/** Counts the asking. @throws {ProblemError} 429 */
export async function passGates(
  exchange: Exchange,
  service: Service,
  threadKey: string,
): Promise<Record<string, string>> {
  const { household } = visitorOf(exchange, service, '', undefined);
  const headers = await service.gate('subscriptions', household);
  await service.gate('threadSubscriptions', threadKey);
  return headers;
}

interface Wish extends Pick<NewSubscription, 'scope' | 'frequency' | 'lang'> {
  readonly member: Member | undefined;
  readonly address: string;
  readonly commentId: string | null;
  readonly now: number;
}

function newRow({ settings }: Service, store: Store, wish: Wish): NewRow {
  const { member, address, scope, commentId, frequency = 'immediate', lang, now } = wish;
  return {
    ...{ scope, commentId, address, frequency, now, addressKey: mailKeyOf(store.secret, address) },
    memberKey: member ? memberKeyOf(store.secret, member.subject) : null,
    language: languageFor(lang),
    isVerified: member?.email !== undefined && foldAddress(member.email) === foldAddress(address),
    isLimited: settings.policies !== undefined,
  };
}

/** Pseudonym of a mail address. */
export const mailKeyOf = (secret: string, address: string): string =>
  pseudonym(secret, 'mail address', foldAddress(address));

/**
 * What a reader asks for with a comment, if anything. Where too much was asked for lately, the comment is posted all the
 * same, and nobody is told.
 *
 * @throws {ProblemError} 422 where there is no mail, or no address.
 */
export async function wishWith(
  exchange: Exchange,
  service: Service,
  store: Store,
  post: {
    readonly input: NewComment;
    readonly member: Member | undefined;
    readonly threadKey: string;
    readonly now: number;
  },
): Promise<NewRow | undefined> {
  const { input, member, threadKey, now } = post;
  const { notify: scope = 'none', frequency, lang } = input;
  if (scope === 'none') return undefined;
  if (!service.settings.mail) throw wrongField('notify', 'must be none: this server sends no mail.');
  const address = addressOf(input.author?.email, member, 'author.email');
  try {
    await passGates(exchange, service, threadKey);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 429) return undefined;
    throw error;
  }
  return newRow(service, store, { scope, frequency, lang, member, address, commentId: null, now });
}
