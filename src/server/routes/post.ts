import {
  MAX_BODY_LENGTH,
  MAX_NAME_LENGTH,
  NewComment,
  type Comment,
  type PostedComment,
} from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import { memberOf, visitorOf, type Exchange, type Service, type Visitor } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { checkThreadKey } from '../http/query.ts';
import type { Member } from '../identity.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { isEmail } from '../rules/email.ts';
import { mustWait } from '../rules/hold.ts';
import { hashOf, newId, newToken } from '../rules/tokens.ts';
import { findAnswer, type KeyedAnswer, type StoredAnswer } from '../store/answers.ts';
import { postComment, type Facts } from '../store/comments.ts';

/** How long the same words from the same address are a repetition, in milliseconds: five minutes. */
const REPEAT_MS = 5 * 60_000;
const MAX_ANCHOR_LENGTH = 8000;

/** `POST /v1/threads/{thread}/comments` */
export async function postRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const threadKey = checkThreadKey(exchange.req.param('thread') ?? '');
  const key = idempotencyKey(request.headers);
  const input = await readJson(request, NewComment);
  const member = await memberOf(request, service);
  const store = await service.store();
  const now = service.settings.clock();
  const fingerprint = hashOf(JSON.stringify([threadKey, member?.subject ?? null, input]));
  const keyed = key === undefined ? undefined : { key, fingerprint, now };

  const known = keyed && (await findAnswer(store.connections, keyed));
  if (known) return toResponse(known, {});
  const visitor = visitorOf(exchange, service, store.secret, member);
  // One address that is refused takes nothing from the others in the thread.
  const headers = await service.gate('posts', visitor.household);
  await service.gate('threadPosts', threadKey);
  const answer = await storePost(store, service, { threadKey, input, member, visitor, keyed, now });
  return toResponse(answer, headers);
}

interface Post {
  readonly threadKey: string;
  readonly input: NewComment;
  readonly member: Member | undefined;
  readonly visitor: Visitor;
  readonly keyed: KeyedAnswer | undefined;
  readonly now: number;
}

async function storePost(
  store: Awaited<ReturnType<Service['store']>>,
  service: Service,
  post: Post,
): Promise<StoredAnswer> {
  const { threadKey, input, member, visitor, keyed, now } = post;
  const text = checkText(input);
  const author = authorOf(input, member);
  const anchor = anchorOf(input);
  const token = member ? undefined : newToken();
  const draft = {
    ...{ id: newId(now), threadKey, parentId: input.parentId || null, author, text, anchor, now },
    ...{
      authorKey: visitor.key,
      addressKey: visitor.addressKey,
      tokenHash: token === undefined ? null : hashOf(token),
    },
    decide: (facts: Facts) => decide(facts, service, post),
  };
  const answer = (comment: Comment): string =>
    JSON.stringify({ comment, ...(token !== undefined && { editToken: token }) } satisfies PostedComment);
  return postComment(store.write, draft, keyed, answer);
}

function toResponse({ status, body, isReplay }: StoredAnswer, headers: Record<string, string>): Response {
  return personal(body, status, { ...headers, ...(isReplay && { 'idempotency-replayed': 'true' }) });
}

/** The key without the quotes of the draft standard, if there is one. @throws {ProblemError} 400 */
function idempotencyKey(headers: Headers): string | undefined {
  const header = headers.get('idempotency-key');
  if (header === null) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new ProblemError(400, 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.');
  return key;
}

/** The text as it is stored; the same rules apply to an edit. @throws {ProblemError} 422 */
export function checkText({ body }: { readonly body: string }): string {
  const text = cleanBody(body);
  if (isBlank(text)) throw wrongField('body', 'is empty.');
  if (text.length > MAX_BODY_LENGTH) throw wrongField('body', `is longer than ${MAX_BODY_LENGTH} characters.`);
  return text;
}

function authorOf(input: NewComment, member: Member | undefined): Comment['author'] {
  const { name = '', email = '', url = '' } = input.author ?? {};
  if (email !== '' && !isEmail(email)) throw wrongField('author.email', 'is not an e-mail address.');
  const link = url === '' ? undefined : safeLink(url, 'comment');
  if (url !== '' && link === undefined) throw wrongField('author.url', 'is not a link to a public web page.');
  // A token without a name leaves it to the reader, as for guests.
  return {
    name: member?.name ?? checkName(name),
    ...(link !== undefined && { url: link }),
    ...(member?.role && { role: member.role }),
  };
}

function checkName(name: string): string {
  // Cleaning takes time with the length; nobody's name needs more than this before it is cleaned.
  const cleaned = name.length > MAX_NAME_LENGTH * 10 ? name : cleanLine(name, MAX_NAME_LENGTH + 1);
  if (cleaned.length > MAX_NAME_LENGTH)
    throw wrongField('author.name', `is longer than ${MAX_NAME_LENGTH} characters.`);
  if (isBlank(cleaned)) throw wrongField('author.name', 'is missing.');
  return cleaned;
}

function anchorOf({ anchor, notify }: NewComment): string | null {
  if (notify !== undefined && notify !== 'none') throw wrongField('notify', 'must be none: this server sends no mail.');
  if (anchor === undefined || anchor === null) return null;
  const text = JSON.stringify(anchor);
  if (typeof anchor !== 'object' || Array.isArray(anchor)) throw wrongField('anchor', 'must be an object.');
  if (text.length > MAX_ANCHOR_LENGTH) throw wrongField('anchor', `is longer than ${MAX_ANCHOR_LENGTH} characters.`);
  return text;
}

/** Whether a comment is published or waits; asked inside the transaction. @throws {ProblemError} */
function decide(facts: Facts, { settings }: Service, { input, member, now }: Post): 'published' | 'held' {
  const { thread, parent, isKnown, repeatedAt } = facts;
  if (thread.is_open === 0 && !member?.isModerator) throw new ProblemError(403, 'This discussion is closed.');
  if (input.parentId && parent?.state !== 'published')
    throw wrongField('parentId', 'is not a comment that can be replied to in this thread.');
  if (settings.policies && repeatedAt !== undefined && repeatedAt > now - REPEAT_MS)
    throw new ProblemError(409, 'The same text was posted here from your address a moment ago.');
  const isHeld = mustWait({
    ...{ hold: settings.hold, isPremoderated: thread.is_premoderated === 1 },
    ...{ hasRole: member?.role !== undefined, isGuest: member === undefined, isKnown },
  });
  return isHeld ? 'held' : 'published';
}
