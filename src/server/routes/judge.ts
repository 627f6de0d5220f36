import type { Service, Visitor } from '../context.ts';
import type { Member } from '../identity.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { decide, type Candidate, type Refusal, type Verdict } from '../rules/decision.ts';
import { countLinks } from '../rules/links.ts';
import type { Outcome } from '../store/comments.ts';
import { SERVER } from '../store/log.ts';
import type { ThreadRow } from '../store/threads.ts';
import type { Question } from '../webhook/ask.ts';

/** Rules that look at one comment; what they hold is written in the log. Premoderation holds everything, and is not. */
const LOGGED: readonly string[] = ['words', 'links', 'trap', 'proof', 'webhook'];

/** A guest, a reader whom the publisher signed in, or one with a role. */
export const standingOf = (member: Member | undefined): Candidate['author'] =>
  member === undefined ? 'guest' : member.role === undefined ? 'reader' : 'staff';

/** What is the same for a new comment and an edit of one. */
export function factsFor(
  { settings }: Service,
  thread: ThreadRow,
  member: Member | undefined,
  texts: { readonly body: string; readonly others?: readonly string[] },
) {
  return {
    author: standingOf(member),
    isModerator: member?.isModerator ?? false,
    thread: { isOpen: thread.is_open === 1, isPremoderated: thread.is_premoderated === 1 },
    hold: settings.hold,
    hasListedWord: [texts.body, ...(texts.others ?? [])].some((text) => settings.findWord(text) !== undefined),
    links: countLinks(texts.body),
    maxLinks: settings.maxLinks,
  } satisfies Partial<Candidate>;
}

/** Asks the publisher's webhook, before any lock is taken; staff is not asked about. */
export async function askWebhook(
  { ask, settings }: Service,
  member: Member | undefined,
  visitor: Visitor,
  userAgent: string | null,
  question: Omit<Question, 'signedIn' | 'address' | 'userAgent'>,
): Promise<Verdict | undefined> {
  if (!ask || standingOf(member) === 'staff') return undefined;
  return ask({
    ...{ ...question, signedIn: member !== undefined },
    ...(settings.webhook?.sendsAddress && {
      ...(visitor.address !== undefined && { address: visitor.address }),
      ...(userAgent !== null && { userAgent: userAgent.slice(0, 500) }),
    }),
  });
}

/** What becomes of a comment. @throws {ProblemError} If it is refused. */
export function judge(candidate: Candidate, now: number): Outcome {
  const decision = decide(candidate);
  if (decision.act === 'refuse') throw toProblem(decision.refusal);
  if (decision.act === 'publish') return { state: 'published' };
  const reason = decision.note === undefined ? decision.reason : `${decision.reason}: ${decision.note}`;
  const act = { actor: SERVER, action: 'auto-hold', reason, at: now } as const;
  return { state: 'held', heldFor: decision.reason, ...(LOGGED.includes(decision.reason) && { act }) };
}

function toProblem({ status, detail, path, type }: Refusal): ProblemError {
  if (path !== undefined) return wrongField(path, detail);
  return new ProblemError(status, detail, type === undefined ? {} : { type });
}
