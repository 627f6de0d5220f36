import * as z from 'zod/mini';

import { MAX_NAME_LENGTH, Thread } from '../../contracts/comments.ts';
import {
  LogEntry,
  MAX_REASON_LENGTH,
  type ModerationLog,
  type ModerationQueue,
  type QueuedComment,
  type QueueState,
} from '../../contracts/moderation.ts';
import { cleanBody, cleanLine } from '../../contracts/text.ts';
import { MAX_ID, malformed, read, safely, toComment, whole } from '../check.ts';

/** Most entries taken from one answer. */
const MAX_ENTRIES = 200;
/** Most kinds of reports shown with one comment, and most details with one kind. */
const MAX_REPORTS = 20;
const MAX_DETAILS = 20;
/** Longest detail of a report, in UTF-16 code units. */
const MAX_DETAIL = 2_000;

const Queue = z.object({
  ...{ comments: z.array(z.unknown()), nextCursor: z.nullable(z.string()), waiting: z.number() },
  ...{ reported: z.optional(z.number()), hidden: z.optional(z.number()) },
});
const Log = z.object({ entries: z.array(z.unknown()), nextCursor: z.nullable(z.string()) });
const Extras = z.object({ heldFor: z.optional(z.string()), reports: z.optional(z.array(z.unknown())) });
const ReportCount = z.object({ reason: z.string(), count: z.number(), details: z.optional(z.array(z.string())) });

/** A comment that waits for a moderator, without the thread: it is always the one on show. */
export type Queued = Omit<QueuedComment, 'thread'>;
/** The part of the queue that a moderator looks at. */
export type Queue = Pick<ModerationQueue, 'nextCursor'> & {
  readonly comments: readonly Queued[];
  /** How many there are of each, as far as the backend counts them. */
  readonly counts: Readonly<Partial<Record<QueueState, number>>>;
};

/**
 * A page of the moderators' queue, as plain checked data: text cleaned, everything capped, what is no comment left out.
 *
 * @throws {FurnitureError} `malformed`
 */
export function readQueue(value: unknown): Queue {
  const { comments, nextCursor, waiting, reported, hidden } = read(Queue, value);
  const usable = comments.slice(0, MAX_ENTRIES).flatMap((item) => toQueued(item) ?? []);
  if (usable.length === 0 && comments.length > 0) throw malformed('comments');
  const counts = {
    held: whole(waiting),
    ...(reported !== undefined && { reported: whole(reported) }),
    ...(hidden !== undefined && { hidden: whole(hidden) }),
  };
  return { comments: usable, nextCursor: toCursor(nextCursor), counts };
}

function toQueued(item: unknown): Queued | undefined {
  const comment = toComment(item);
  const extras = safely(() => z.safeParse(Extras, item));
  if (!comment || !extras?.success) return undefined;
  const { heldFor, reports = [] } = extras.data;
  return {
    ...comment,
    ...(heldFor && { heldFor: cleanLine(heldFor.slice(0, 400), 100) }),
    reports: reports.slice(0, MAX_REPORTS).flatMap((report) => toReport(report) ?? []),
  };
}

function toReport(item: unknown): NonNullable<QueuedComment['reports']>[number] | undefined {
  const checked = safely(() => z.safeParse(ReportCount, item));
  if (!checked?.success) return undefined;
  const { reason, count, details = [] } = checked.data;
  const words = details.slice(0, MAX_DETAILS).map((detail) => cleanBody(detail.slice(0, MAX_DETAIL)));
  return {
    reason: cleanLine(reason.slice(0, 400), 100),
    count: whole(count),
    details: words.filter((detail) => detail !== ''),
  };
}

/**
 * A page of the moderators' log, likewise.
 *
 * @throws {FurnitureError} `malformed`
 */
export function readLog(value: unknown): ModerationLog {
  const { entries, nextCursor } = read(Log, value);
  const usable = entries.slice(0, MAX_ENTRIES).flatMap((item) => toEntry(item) ?? []);
  if (usable.length === 0 && entries.length > 0) throw malformed('entries');
  return { entries: usable, nextCursor: toCursor(nextCursor) };
}

function toEntry(item: unknown): LogEntry | undefined {
  const checked = safely(() => z.safeParse(LogEntry, item));
  if (!checked?.success) return undefined;
  const { actor, reason, ...entry } = checked.data;
  return {
    ...entry,
    actor: { ...actor, name: cleanLine(actor.name.slice(0, 4 * MAX_NAME_LENGTH), MAX_NAME_LENGTH) },
    ...(reason && { reason: cleanLine(reason.slice(0, 4 * MAX_REASON_LENGTH), MAX_REASON_LENGTH) }),
  };
}

/** Whether a thread is open and premoderated, in an answer `{ thread }`. @throws {FurnitureError} `malformed` */
export function readThreadState(value: unknown): Pick<Thread, 'open' | 'premoderated'> {
  const { open, premoderated } = read(z.object({ thread: Thread }), value).thread;
  return { open, premoderated };
}

const toCursor = (cursor: string | null) => (cursor && cursor.length <= MAX_ID ? cursor : null);
