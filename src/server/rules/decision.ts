import type { HoldReason } from '../../contracts/moderation.ts';
import type { Hold } from './hold.ts';

/** What is known about a comment, or about an edit of one, when it is decided what becomes of it. */
export interface Candidate {
  readonly kind: 'new' | 'edit';
  /** A guest, a reader whom the publisher signed in, or one with a role. */
  readonly author: 'guest' | 'reader' | 'staff';
  readonly isModerator: boolean;
  readonly thread: { readonly isOpen: boolean; readonly isPremoderated: boolean };
  /** The server's own setting. */
  readonly hold: Hold;
  /** Whether this author has a published comment already. */
  readonly isKnown: boolean;
  /** Whether it replies to something that cannot be replied to. */
  readonly isParentUnusable: boolean;
  /** Whether the same text came from the same network a moment ago. */
  readonly isRepeated: boolean;
  /** Whether the name belongs to somebody else: staff, or a name the publisher keeps. */
  readonly isNameReserved: boolean;
  /** Whether the text, the name or the link holds a word of the list. */
  readonly hasListedWord: boolean;
  readonly links: number;
  /** Most links in a guest's comment; `undefined`: any number. */
  readonly maxLinks: number | undefined;
  /** Whether the field was filled in that no person sees. */
  readonly isTrapped: boolean;
  readonly proof: ProofState;
  /** What the publisher's webhook says; `undefined` where it was not asked. */
  readonly verdict: Verdict | undefined;
}

/** `unneeded`, or what came of it: `good`; none or a wrong one; one that was used before; a page that cannot make one. */
export type ProofState = 'unneeded' | 'good' | 'missing' | 'bad' | 'spent' | 'unavailable';

export interface Verdict {
  readonly decision: 'publish' | 'hold' | 'reject';
  /** One clean line. */
  readonly reason?: string | undefined;
}

/** A refusal: status, words for the reader, and the field at fault or the kind of problem where there is one. */
export interface Refusal {
  readonly status: 403 | 409 | 422;
  readonly detail: string;
  readonly path?: string;
  readonly type?: string;
}

export type Decision =
  | { readonly act: 'publish' }
  | { readonly act: 'hold'; readonly reason: HoldReason; readonly note?: string | undefined }
  | { readonly act: 'refuse'; readonly refusal: Refusal };

/** The kind of problem that asks for a proof of work. */
export const PROOF_REQUIRED = 'urn:page-furniture:problem#proof-required';

/** What becomes of a comment: refused before held, held before published; a rule that holds outweighs the webhook. */
export function decide(candidate: Candidate): Decision {
  const refusal = refusalOf(candidate);
  if (refusal) return { act: 'refuse', refusal };
  if (candidate.author === 'staff') return { act: 'publish' };
  const reason = suspicionOf(candidate) ?? premoderationOf(candidate);
  const note = candidate.verdict?.reason;
  if (reason) return { act: 'hold', reason, ...(reason === 'webhook' && note !== undefined && { note }) };
  return { act: 'publish' };
}

function refusalOf(candidate: Candidate): Refusal | undefined {
  const { thread, verdict, proof } = candidate;
  if (!thread.isOpen && !candidate.isModerator) return { status: 403, detail: 'This discussion is closed.' };
  if (candidate.isParentUnusable) return wrong('parentId', 'is not a comment that can be replied to in this thread.');
  if (candidate.isNameReserved) return wrong('author.name', 'belongs to somebody else here. Please use another name.');
  if (candidate.isRepeated)
    return { status: 409, detail: 'The same text was posted here from your address a moment ago.' };
  if (candidate.author === 'guest' && proof in PROOF_SENTENCES)
    return { status: 403, detail: PROOF_SENTENCES[proof]!, type: PROOF_REQUIRED };
  if (candidate.author !== 'staff' && verdict?.decision === 'reject')
    return wrong('body', verdict.reason ? `was not accepted: ${verdict.reason}` : 'was not accepted.');
  return undefined;
}

const wrong = (path: string, message: string): Refusal => ({ status: 422, detail: message, path });

const PROOF_SENTENCES: Readonly<Partial<Record<ProofState, string>>> = {
  missing: 'This comment needs a proof of work (GET /v1/challenge).',
  bad: 'The proof of work is wrong or too old; a new one is needed (GET /v1/challenge).',
  spent: 'The proof of work was used before; a new one is needed (GET /v1/challenge).',
};

/** What is odd about this very comment. */
function suspicionOf(candidate: Candidate): HoldReason | undefined {
  const { author, links, maxLinks } = candidate;
  if (candidate.isTrapped) return 'trap';
  if (candidate.hasListedWord) return 'words';
  if (author === 'guest' && maxLinks !== undefined && links > maxLinks) return 'links';
  if (author === 'guest' && candidate.proof === 'unavailable') return 'proof';
  return candidate.verdict?.decision === 'hold' ? 'webhook' : undefined;
}

/** Who waits whatever they write. A new guest's edit is of a comment that was looked at. */
function premoderationOf({ kind, author, thread, hold, isKnown }: Candidate): HoldReason | undefined {
  if (hold === 'all') return 'all';
  if (thread.isPremoderated) return 'thread';
  return hold === 'first' && kind === 'new' && author === 'guest' && !isKnown ? 'first' : undefined;
}
