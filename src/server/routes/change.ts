import { CommentChange, EDIT_WINDOW_MS, Vote } from '../../contracts/comments.ts';
import { Moderation, Report, ThreadChange } from '../../contracts/moderation.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import { bearerOf, isEditToken, memberOf, moderatorOf, noComment, visitorOf } from '../context.ts';
import type { Exchange, Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { checkCommentId, checkThreadKey } from '../http/query.ts';
import { unauthorized, type Member } from '../identity.ts';
import { ProblemError, wrongField } from '../problem.ts';

import { mustWait } from '../rules/hold.ts';
import { matchesHash, pseudonym } from '../rules/tokens.ts';
import { changeComment, findComment, type Change } from '../store/comments.ts';
import type { CommentRow } from '../store/states.ts';
import { changeThread, toThread } from '../store/threads.ts';
import { toComment } from '../store/view.ts';
import { storeReport, voteOn } from '../store/votes.ts';
import { checkText } from './post.ts';

const idOf = (exchange: Exchange): string => checkCommentId(exchange.req.param('id') ?? '');

/** What a request may prove about who wrote a comment. */
type Credentials = { readonly token: string } | { readonly member: Member };

/** Counts the attempt before it looks at the credentials, so that guessing is limited. */
async function credentialsFor(exchange: Exchange, service: Service, id: string): Promise<Credentials> {
  const request = exchange.req.raw;
  const token = bearerOf(request);
  if (token === undefined) throw unauthorized('Changing a comment needs its edit token, or the author signed in.');
  const { household } = visitorOf(exchange, service, '', undefined);
  await service.gate('changes', household);
  await service.gate('commentChanges', id);
  return isEditToken(token) ? { token } : { member: await service.verify(token) };
}

/** @throws {ProblemError} 403 unless the credentials are the author's, and a guest's are used in time. */
function refuseOthers(comment: CommentRow, credentials: Credentials, secret: string, now: number): void {
  if ('member' in credentials) {
    if (comment.author_key === pseudonym(secret, 'member', credentials.member.subject)) return;
    throw new ProblemError(403, 'Only its author may change this comment.');
  }
  if (comment.token_hash === null || !matchesHash(credentials.token, comment.token_hash))
    throw new ProblemError(403, 'This edit token is not the one of this comment.');
  if (now > comment.created_at + EDIT_WINDOW_MS)
    throw new ProblemError(403, 'The fifteen minutes in which this comment could be changed are over.');
}

/** `PATCH /v1/comments/{id}` */
export async function editRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const credentials = await credentialsFor(exchange, service, id);
  const input = await readJson(exchange.req.raw, CommentChange);
  const store = await service.store();
  const now = service.settings.clock();
  const changed = await changeComment(store.write, id, (comment, thread): Change => {
    if (comment.state === 'deleted') throw noComment();
    refuseOthers(comment, credentials, store.secret, now);
    if (thread.is_open === 0) throw new ProblemError(403, 'This discussion is closed.');
    if (comment.state === 'hidden') throw new ProblemError(403, 'A moderator has hidden this comment.');
    const member = 'member' in credentials ? credentials.member : undefined;
    const isPremoderated = thread.is_premoderated === 1;
    // What was approved may not become something else without another look.
    const isHeld = mustWait({
      ...{ hold: service.settings.hold, isPremoderated, hasRole: comment.author_role !== null },
      ...{ isGuest: member === undefined, isKnown: true },
    });
    return { text: checkText(input), editedAt: now, ...(isHeld && { state: 'held' as const }) };
  });
  if (!changed) throw noComment();
  return personal({ comment: toComment(changed) });
}

/** `DELETE /v1/comments/{id}`; the same again is as good as once. */
export async function deleteRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const credentials = await credentialsFor(exchange, service, id);
  const store = await service.store();
  const now = service.settings.clock();
  const changed = await changeComment(store.write, id, (comment): Change => {
    const isModerator = 'member' in credentials && credentials.member.isModerator;
    if (!isModerator) refuseOthers(comment, credentials, store.secret, now);
    return comment.state === 'deleted' ? {} : { state: 'deleted' };
  });
  if (!changed) throw noComment();
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

/** `PUT /v1/comments/{id}/vote` */
export async function voteRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const { value } = await readJson(exchange.req.raw, Vote);
  const member = await memberOf(exchange.req.raw, service);
  const store = await service.store();
  const visitor = visitorOf(exchange, service, store.secret, member);
  const headers = await service.gate('votes', visitor.household);
  const comment = await voteOn(store.write, id, { voter: visitor.key, value, now: service.settings.clock() });
  if (!comment) throw noComment();
  return personal({ comment: toComment(comment, { mine: value }) }, 200, headers);
}

/** `POST /v1/comments/{id}/reports`; one a reader, the first one is kept. */
export async function reportRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const input = await readJson(exchange.req.raw, Report);
  const member = await memberOf(exchange.req.raw, service);
  const store = await service.store();
  const visitor = visitorOf(exchange, service, store.secret, member);
  const headers = await service.gate('changes', visitor.household);
  const reason = cleanLine(input.reason, 100);
  if (isBlank(reason)) throw wrongField('reason', 'is empty.');
  const comment = await findComment(store.connections, id);
  if (comment?.state !== 'published') throw noComment();
  const detail = cleanBody(input.detail ?? '') || null;
  const created_at = service.settings.clock();
  const reporter = { comment_id: id, reporter: visitor.key, reported_from: visitor.addressKey };
  await storeReport(store.write, { ...reporter, reason, detail, created_at });
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store', ...headers } });
}

/** `POST /v1/comments/{id}/moderation` */
export async function moderationRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  await moderatorOf(exchange.req.raw, service);
  const { action } = await readJson(exchange.req.raw, Moderation);
  const store = await service.store();
  const changed = await changeComment(store.write, id, (comment): Change => {
    if (comment.state === 'deleted') throw noComment();
    if (action === 'approve') return { state: 'published' };
    if (action === 'hide') return { state: 'hidden', pinned: false };
    if (action === 'unpin') return { pinned: false };
    if (comment.parent_id !== null || comment.state !== 'published')
      throw new ProblemError(409, 'Only a published top-level comment can be pinned.');
    return { pinned: true };
  });
  if (!changed) throw noComment();
  return personal({ comment: toComment(changed, { isModerator: true }) });
}

/** `PATCH /v1/threads/{thread}` */
export async function threadRoute(exchange: Exchange, service: Service): Promise<Response> {
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  await moderatorOf(exchange.req.raw, service);
  const change = await readJson(exchange.req.raw, ThreadChange);
  const store = await service.store();
  const thread = await changeThread(store.write, key, change);
  return personal({ thread: toThread(thread, service.settings.hold === 'all') });
}
