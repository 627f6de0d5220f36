import { quoteOf } from '../../contracts/anchor.ts';
import type { Comment, PostedComment } from '../../contracts/comments.ts';
import type { HoldReason } from '../../contracts/moderation.ts';
import { NewComment } from '../../contracts/new-comment.ts';
import { nameKey } from '../../contracts/text.ts';
import { memberOf, visitorOf, type Exchange, type Service, type Visitor } from '../context.ts';
import { readJson } from '../http/body.ts';
import { idempotencyKey, keptResponse } from '../http/idempotency.ts';
import { checkThreadKey } from '../http/query.ts';
import type { Member } from '../identity.ts';
import { checkProof, type Proof } from '../proof.ts';
import type { ProofState, Verdict } from '../rules/decision.ts';
import { needsProof } from '../rules/effort.ts';
import { hashOf, newId, newToken } from '../rules/tokens.ts';
import { findAnswer, keyedAnswer, type KeyedAnswer, type StoredAnswer } from '../store/answers.ts';
import { postComment, type Draft, type Facts, type Outcome } from '../store/comments.ts';
import type { Store } from '../store/store.ts';
import type { NewRow } from '../store/subscriptions.ts';
import { anchorOf, authorOf, checkText } from './incoming.ts';
import { askWebhook, factsFor, judge } from './judge.ts';
import { mailKeyOf, wishWith } from './subscribe.ts';

/** How long the same words from the same address are a repetition, in milliseconds: five minutes. */
const REPEAT_MS = 5 * 60_000;

/** `POST /v1/threads/{thread}/comments` */
export async function postRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const threadKey = checkThreadKey(exchange.req.param('thread') ?? '');
  const key = idempotencyKey(request.headers);
  const input = await readJson(request, NewComment);
  const member = await memberOf(request, service);
  const store = await service.store();
  const now = service.settings.clock();
  // What a page adds when it tries again does not make another comment of it.
  const { proof: _proof, trap: _trap, writingMs: _writingMs, ...content } = input;
  const keyed = keyedAnswer(key, now, [threadKey, member?.subject ?? null, content]);

  const known = await findAnswer(store.connections, keyed);
  if (known) return keptResponse(known, {});
  const visitor = visitorOf(exchange, service, store.secret, member);
  // One address that is refused takes nothing from the others in the thread.
  const headers = await service.gate('posts', visitor.household);
  await service.gate('threadPosts', threadKey);
  const wish = await wishWith(exchange, service, store, { input, member, threadKey, now });
  const post = { threadKey, input, member, visitor, keyed, now, wish, userAgent: request.headers.get('user-agent') };
  const { answer, heldFor } = await storePost(store, service, post);
  if (!answer.isReplay) service.metrics.stored('posted', heldFor);
  if (!member && !answer.isReplay) service.load.note(visitor.household);
  return keptResponse(answer, headers);
}

interface Post {
  readonly threadKey: string;
  readonly input: NewComment;
  readonly member: Member | undefined;
  readonly visitor: Visitor;
  readonly userAgent: string | null;
  /** Who wants to be told of what follows. */
  readonly wish: NewRow | undefined;
  readonly keyed: KeyedAnswer | undefined;
  readonly now: number;
}

/** What is answered, and which rule holds the comment, if one does. */
interface Stored {
  readonly answer: StoredAnswer;
  readonly heldFor: HoldReason | undefined;
}

async function storePost(store: Store, service: Service, post: Post): Promise<Stored> {
  const { threadKey, input, member, visitor, keyed, now } = post;
  const text = checkText(input);
  const author = authorOf(input, member);
  const anchor = anchorOf(input);
  const passage = quoteOf(anchor)?.exact;
  const proof = await proofOf(service, store, post);
  const verdict = await askAbout(service, post, { body: text, passage, author });
  const token = member ? undefined : newToken();
  let heldFor: HoldReason | undefined;
  const draft: Draft = {
    ...{ id: newId(now), threadKey, parentId: input.parentId || null, author, text, now },
    anchor: anchor ? JSON.stringify(anchor) : null,
    ...{ authorKey: visitor.key, addressKey: visitor.addressKey, proof: proof?.use },
    tokenHash: token === undefined ? null : hashOf(token),
    ...{ mailKey: ownMailKey(service, store, post), subscription: post.wish },
    decide: async (facts) => {
      const outcome = await outcomeOf(service, post, { facts, text, author, passage, proof, verdict });
      heldFor = outcome.state === 'held' ? outcome.heldFor : undefined;
      return outcome;
    },
  };
  const write = (comment: Comment): string => JSON.stringify(answerOf(comment, token, service));
  const answer = await postComment(store.write, draft, keyed, write);
  return { answer, heldFor };
}

/** So that nobody is told of what is their own. */
function ownMailKey({ settings }: Service, { secret }: Store, { input, member }: Post): string | undefined {
  const address = input.author?.email?.trim() || member?.email;
  return settings.mail && address ? mailKeyOf(secret, address) : undefined;
}

/** What came of the proof of work, where one is needed. */
async function proofOf(
  service: Service,
  store: Store,
  { input, member, visitor, now }: Post,
): Promise<Proof | undefined> {
  if (member) return undefined;
  const load = service.load.read(visitor.household);
  if (!needsProof(service.settings.proof, load, input.writingMs)) return undefined;
  return checkProof(store.secret, input.proof, now);
}

interface Written {
  readonly body: string;
  readonly passage: string | undefined;
  readonly author: Comment['author'];
}

function askAbout(service: Service, post: Post, written: Written): Promise<Verdict | undefined> {
  const { body, passage, author } = written;
  const { input, threadKey, member, visitor, userAgent } = post;
  const email = input.author?.email;
  const { name, url } = author;
  return askWebhook(service, member, visitor, userAgent, {
    ...{ thread: threadKey, kind: 'new' },
    comment: {
      ...{ body, parentId: input.parentId || null, ...(passage !== undefined && { passage }) },
      author: { name, ...(email && { email }), ...(url !== undefined && { url }) },
    },
  });
}

interface Known {
  readonly facts: Facts;
  readonly text: string;
  readonly author: Comment['author'];
  /** What it quotes of the article, as far as its writer says. */
  readonly passage: string | undefined;
  readonly proof: Proof | undefined;
  readonly verdict: Verdict | undefined;
}

/** What becomes of it; asked inside the transaction. @throws {ProblemError} If it is refused. */
async function outcomeOf(service: Service, post: Post, known: Known): Promise<Outcome> {
  const { facts, text, author, passage = '', proof, verdict } = known;
  const { settings } = service;
  const { input, member, now } = post;
  // Who is signed in by name is who the publisher says.
  const hasOwnName = member?.role !== undefined || member?.name !== undefined;
  const isReserved = async () => settings.reservedNames.has(nameKey(author.name)) || facts.isStaffName();
  const state: ProofState = facts.isProofSpent ? 'spent' : (proof?.state ?? 'unneeded');
  return judge(
    {
      ...{ kind: 'new', verdict, proof: state },
      isKnown: settings.hold === 'first' && (await facts.isKnown()),
      ...factsFor(service, facts.thread, member, { body: text, others: [author.name, author.url ?? '', passage] }),
      isParentUnusable: !!input.parentId && facts.parent?.state !== 'published',
      isRepeated: settings.policies !== undefined && (await facts.isRepeated(now - REPEAT_MS)),
      isNameReserved: !hasOwnName && (await isReserved()),
      isTrapped: !!input.trap,
    },
    now,
  );
}

function answerOf(comment: Comment, editToken: string | undefined, { settings }: Service): PostedComment {
  const { guestMs, memberMs } = settings.editWindow;
  const until = Date.parse(comment.createdAt) + (editToken === undefined ? memberMs : guestMs);
  return {
    comment,
    ...(editToken !== undefined && { editToken }),
    ...(Number.isFinite(until) && { editableUntil: new Date(until).toISOString() }),
  };
}
