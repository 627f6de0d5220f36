import { noComment, type Exchange, type Service } from '../context.ts';
import { feedXml } from '../html/feed.ts';
import { PAGE_LANGUAGES } from '../html/words.ts';
import { share, shared } from '../http/answers.ts';
import { checkCommentId, checkThreadKey, once, oneOf } from '../http/query.ts';
import { addressOf } from '../pages.ts';
import { newestBelow, newestOf } from '../store/feed.ts';
import { readThread, toThread } from '../store/threads.ts';
import { toComment } from '../store/view.ts';

/** What a kept answer is found by where a client says nothing of types: there is one of this address. */
const KEPT_AS = 'application/json';

/** `GET /v1/threads/{thread}/feed`: the newest comments as Atom; `?comment=ID` those below one. */
export async function feedRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  const address = addressOf(request.url);
  const { connections } = await service.store();
  const thread = await readThread(connections, key);
  const known = service.pages.get(address, KEPT_AS, thread.version);
  if (known) return shared(request, known);
  const query = new URL(request.url).searchParams;
  const language = oneOf(query, 'lang', PAGE_LANGUAGES, 'en');
  const asked = once(query, 'comment');
  const under = asked === undefined ? undefined : checkCommentId(asked);
  const rows =
    under === undefined ? await newestOf(connections, thread.id) : await newestBelow(connections, thread.id, under);
  if (!rows) throw noComment();
  const comments = rows.map((row) => toComment(row));
  const feed = share(feedXml(toThread(thread, false), comments, language, under), {
    type: 'application/atom+xml; charset=utf-8',
  });
  service.pages.keep(address, KEPT_AS, thread, feed);
  return shared(request, feed);
}
