import { quoteOf } from '../../contracts/anchor.ts';
import { CommentChange } from '../../contracts/comments.ts';
import type { HoldReason } from '../../contracts/moderation.ts';
import { bearerOf, isEditToken, noComment, visitorOf, type Exchange, type Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { checkCommentId } from '../http/query.ts';
import { unauthorized, type Member } from '../identity.ts';
import { ProblemError } from '../problem.ts';
import type { Verdict } from '../rules/decision.ts';
import { matchesHash, memberKeyOf } from '../rules/tokens.ts';
import { RESTORE_MS } from '../store/cleaning.ts';
import { changeComment, ErasedError, findComment, findThreadKey, type Change } from '../store/comments.ts';
import type { CommentRow } from '../store/states.ts';
import type { Store } from '../store/store.ts';
import type { ThreadRow } from '../store/threads.ts';
import { toComment } from '../store/view.ts';
import { checkText } from './incoming.ts';
import { askWebhook, factsFor, judge } from './judge.ts';
import { actorOf } from './moderation.ts';

const idOf = (exchange: Exchange): string => checkCommentId(exchange.req.param('id') ?? '');

/** What a request may prove about who wrote a comment. */
type Credentials = { readonly token: string } | { readonly member: Member };
const memberIn = (credentials: Credentials): Member | undefined =>
  'member' in credentials ? credentials.member : undefined;

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

/** Whether the credentials are those of who wrote it. */
function isAuthor(comment: CommentRow, credentials: Credentials, secret: string): boolean {
  if ('member' in credentials) return comment.author_key === memberKeyOf(secret, credentials.member.subject);
  return comment.token_hash !== null && matchesHash(credentials.token, comment.token_hash);
}

/** @throws {ProblemError} 403 unless the credentials are the author's. */
function refuseOthers(comment: CommentRow, credentials: Credentials, secret: string): void {
  if (isAuthor(comment, credentials, secret)) return;
  if ('member' in credentials) throw new ProblemError(403, 'Only its author may change this comment.');
  throw new ProblemError(403, 'This edit token is not the one of this comment.');
}

/** @throws {ProblemError} 403 when the time is over in which the author may change it. */
function refuseLate(comment: CommentRow, credentials: Credentials, { settings }: Service): void {
  const { guestMs, memberMs } = settings.editWindow;
  const windowMs = 'member' in credentials ? memberMs : guestMs;
  if (windowMs > 0 && settings.clock() <= comment.created_at + windowMs) return;
  const minutes = String(windowMs / 60_000);
  throw new ProblemError(
    403,
    windowMs === 0
      ? 'Comments cannot be changed here.'
      : `The ${minutes} minutes in which this comment could be changed are over.`,
  );
}

/** @throws {ProblemError} 409 when the comment is not any more what its author wanted to change. */
function refuseStale(comment: CommentRow, { basedOn }: CommentChange): void {
  if (basedOn === undefined) return;
  const known = basedOn === null ? null : Date.parse(basedOn);
  if (known !== comment.edited_at) throw new ProblemError(409, 'This comment was changed meanwhile.');
}

/** `PATCH /v1/comments/{id}` */
export async function editRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const credentials = await credentialsFor(exchange, service, id);
  const input = await readJson(exchange.req.raw, CommentChange);
  const store = await service.store();
  const refuse = (comment: CommentRow): void => {
    if (comment.state === 'deleted') throw noComment();
    refuseOthers(comment, credentials, store.secret);
    refuseLate(comment, credentials, service);
    if (comment.state === 'hidden') throw new ProblemError(403, 'A moderator has hidden this comment.');
    refuseStale(comment, input);
  };
  const verdict = await askAbout(exchange, service, store, { id, credentials, input, refuse });
  let heldFor: HoldReason | undefined;
  const changed = await changeComment(store.write, id, (comment, thread): Change => {
    refuse(comment);
    const change = editOf(service, { comment, thread, member: memberIn(credentials), input, verdict });
    heldFor = comment.state === 'held' ? undefined : change.heldFor;
    return change;
  });
  if (!changed) throw noComment();
  service.metrics.stored('edited', heldFor);
  return personal({ comment: toComment(changed) });
}

interface EditRequest {
  readonly id: string;
  readonly credentials: Credentials;
  readonly input: CommentChange;
  readonly refuse: (comment: CommentRow) => void;
}

/** Asks the webhook about an edit, once it is clear that it comes from the author. */
async function askAbout(
  exchange: Exchange,
  service: Service,
  store: Store,
  { id, credentials, input, refuse }: EditRequest,
): Promise<Verdict | undefined> {
  if (!service.ask) return undefined;
  const comment = await findComment(store.connections, id);
  if (!comment) throw noComment();
  refuse(comment);
  const member = memberIn(credentials);
  const visitor = visitorOf(exchange, service, store.secret, member);
  const thread = await findThreadKey(store.connections, comment.thread_id);
  const passage = quoteOf(toComment(comment).anchor)?.exact;
  return askWebhook(service, member, visitor, exchange.req.raw.headers.get('user-agent'), {
    ...{ thread, kind: 'edit' },
    comment: {
      ...{ id, body: checkText(input), parentId: comment.parent_id, ...(passage !== undefined && { passage }) },
      author: { name: comment.author_name, ...(comment.author_url !== null && { url: comment.author_url }) },
    },
  });
}

interface Edit {
  readonly comment: CommentRow;
  readonly thread: ThreadRow;
  readonly member: Member | undefined;
  readonly input: CommentChange;
  readonly verdict: Verdict | undefined;
}

/** An edit passes the rules that the comment passed: what was approved may not become something else. */
function editOf(service: Service, { comment, thread, member, input, verdict }: Edit): Change {
  const now = service.settings.clock();
  const text = checkText(input);
  const facts = factsFor(service, thread, member, { body: text });
  const outcome = judge(
    {
      ...{ ...facts, kind: 'edit', isKnown: true, isParentUnusable: false, isRepeated: false, isNameReserved: false },
      ...{ isTrapped: false, proof: 'unneeded', verdict },
      // A role counts as it was when the comment was written.
      author: comment.author_role === null ? facts.author : 'staff',
    },
    now,
  );
  const change = { text, editedAt: now, approvedAt: null };
  if (outcome.state === 'published') return change;
  const isNew = comment.state !== 'held';
  return { ...change, state: 'held', heldFor: outcome.heldFor, ...(isNew && { act: outcome.act }) };
}

/** `DELETE /v1/comments/{id}`; the same again is as good as once. Nobody sees the words any more. */
export async function deleteRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const credentials = await credentialsFor(exchange, service, id);
  const store = await service.store();
  const now = service.settings.clock();
  const changed = await changeComment(store.write, id, (comment): Change => {
    const member = memberIn(credentials);
    const isOthers = !isAuthor(comment, credentials, store.secret);
    if (!member?.isModerator) {
      refuseOthers(comment, credentials, store.secret);
      if (comment.state !== 'deleted') refuseLate(comment, credentials, service);
    }
    if (comment.state === 'deleted') return {};
    return {
      state: 'deleted',
      deletion: { eraseAt: now + RESTORE_MS, by: isOthers ? 'moderator' : 'author' },
      ...(isOthers && member && { act: { actor: actorOf(member), action: 'delete', at: now } }),
    };
  });
  if (!changed) throw noComment();
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

/** `POST /v1/comments/{id}/restore`, within a minute, by who deleted it; not deleted is as good as restored. */
export async function restoreRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const credentials = await credentialsFor(exchange, service, id);
  const store = await service.store();
  const now = service.settings.clock();
  const restore = (comment: CommentRow): Change => {
    const member = memberIn(credentials);
    const isOwn = isAuthor(comment, credentials, store.secret);
    const isModerator = member?.isModerator ?? false;
    if (!isOwn && !isModerator) refuseOthers(comment, credentials, store.secret);
    if (comment.state !== 'deleted') return {};
    if (comment.erase_at === null || comment.erase_at < now) throw new ErasedError();
    if (comment.deleted_by === 'moderator' ? !isModerator : !isOwn)
      throw new ProblemError(403, 'Only who deleted this comment may restore it.');
    const isLogged = comment.deleted_by === 'moderator' && member !== undefined;
    return {
      ...{ state: comment.state_before ?? 'published', isRestored: true },
      ...(isLogged && { act: { actor: actorOf(member), action: 'restore', at: now } }),
    };
  };
  try {
    const changed = await changeComment(store.write, id, restore);
    if (!changed) throw noComment();
    return personal({ comment: toComment(changed) });
  } catch (error) {
    if (!(error instanceof ErasedError)) throw error;
    throw new ProblemError(409, 'It is too late to restore this comment: its words are gone.');
  }
}
