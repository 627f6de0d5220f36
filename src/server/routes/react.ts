import { Vote } from '../../contracts/comments.ts';
import { Report } from '../../contracts/moderation.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import { memberOf, noComment, visitorOf, type Exchange, type Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { checkCommentId } from '../http/query.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { toComment } from '../store/view.ts';
import { OwnCommentError, reportComment, voteOn } from '../store/votes.ts';

const idOf = (exchange: Exchange): string => checkCommentId(exchange.req.param('id') ?? '');

/** Answers 403 in words of its own where the reader is the author. */
async function onOthers<T>(act: () => Promise<T>, detail: string): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof OwnCommentError ? new ProblemError(403, detail) : error;
  }
}

/** `PUT /v1/comments/{id}/vote` */
export async function voteRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const { value } = await readJson(exchange.req.raw, Vote);
  const member = await memberOf(exchange.req.raw, service);
  const store = await service.store();
  const visitor = visitorOf(exchange, service, store.secret, member);
  const headers = await service.gate('votes', visitor.household);
  const vote = { voter: visitor.key, value, now: service.settings.clock() };
  const comment = await onOthers(() => voteOn(store.write, id, vote), 'You cannot vote on your own comment.');
  if (!comment) throw noComment();
  return personal({ comment: toComment(comment, { mine: value }) }, 200, headers);
}

/** `POST /v1/comments/{id}/reports`; one a reader, the first one is kept. Enough of them hold the comment. */
export async function reportRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  const input = await readJson(exchange.req.raw, Report);
  const member = await memberOf(exchange.req.raw, service);
  const store = await service.store();
  const visitor = visitorOf(exchange, service, store.secret, member);
  const headers = await service.gate('changes', visitor.household);
  const reason = cleanLine(input.reason, 100);
  if (isBlank(reason)) throw wrongField('reason', 'is empty.');
  const detail = cleanBody(input.detail ?? '') || null;
  const created_at = service.settings.clock();
  const reporter = { comment_id: id, reporter: visitor.key, reported_from: visitor.addressKey };
  const report = { ...reporter, reason, detail, created_at };
  const isHeld = await onOthers(
    () => reportComment(store.write, report, service.settings.reportsHold),
    'You cannot report your own comment.',
  );
  if (isHeld === undefined) throw noComment();
  if (isHeld) service.metrics.held('reports');
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store', ...headers } });
}
