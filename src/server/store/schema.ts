import type { Generated } from 'kysely';

import type { ReportKind } from '../../contracts/banner-report.ts';
import type { COMMENT_STATES, Comment } from '../../contracts/comments.ts';
import type { LoggedAction } from '../../contracts/moderation.ts';
import type { Frequency, Scope } from '../../contracts/notifications.ts';
import type { ChargeEntry, ReversalEntry } from '../rules/ledger.ts';

export type CommentState = (typeof COMMENT_STATES)[number];
type Flag = 0 | 1;

/** Times are milliseconds since the epoch; flags are 0 and 1; money is whole minor units. */
export interface Tables {
  meta: { key: string; value: string };
  threads: ThreadTable;
  comments: CommentTable;
  votes: { comment_id: string; voter: string; value: number; created_at: number };
  reports: ReportTable;
  answers: AnswerTable;
  moderation_log: LogTable;
  /** Names that readers with a role have used; guests may not take them. */
  staff_names: { skeleton: string; name: string };
  /** Solved challenges, until they expire: each is good for one comment. */
  used_proofs: { id: string; expires_at: number };
  /** What several processes count together; empty on SQLite. */
  buckets: { key: string; tokens: number; at: number };
  campaigns: CampaignTable;
  subscriptions: SubscriptionTable;
  outbox: OutboxTable;
  ledger_charges: LedgerChargeTable;
  ledger_reversals: LedgerReversalTable;
  ledger_names: LedgerNameTable;
  ledger_renewals: LedgerRenewalTable;
  ledger_notes: LedgerNoteTable;
  /** Events of payment providers that were written into the ledger, for a while. */
  ledger_events: { id: string; at: number };
  banner_counts: BannerCountTable;
}

export interface ThreadTable {
  id: Generated<number>;
  /** What the API calls the thread's id. */
  key: string;
  is_open: Flag;
  is_premoderated: Flag;
  /** Grows with every change that a list could show. */
  version: number;
  published: number;
  held: number;
  hidden: number;
  /** When the newest comment was made; the next one is later, so that its place is the end. */
  last_at: number;
}

export interface CommentTable {
  id: string;
  thread_id: number;
  parent_id: string | null;
  /** The top-level comment of its branch; itself at the top. */
  root_id: string;
  author_name: string;
  author_url: string | null;
  author_role: NonNullable<Comment['author']['role']> | null;
  /** Pseudonym of who wrote it: a signed-in reader, or a guest's address and browser. */
  author_key: string | null;
  /** Pseudonym of the address it came from. */
  address_key: string | null;
  body_format: Comment['body']['format'];
  body_text: string;
  /** JSON. */
  anchor: string | null;
  created_at: number;
  edited_at: number | null;
  state: CommentState;
  /** Whether readers see it: published, or what is left of a comment that has replies. */
  shown: Flag;
  pinned: Flag;
  up: number;
  down: number;
  /** Ascending, best first. */
  rank: number;
  /** Direct replies that readers see. */
  reply_count: number;
  token_hash: string | null;
  /** The thread's version when readers last saw this change, votes apart. */
  version: number;
  /** Why it waits: the name of a rule. */
  held_for: string | null;
  /** When a moderator approved it: reports alone do not hold it again. */
  approved_at: number | null;
  /** Readers who reported it since a moderator last looked. */
  report_count: number;
  /** When the words of a deleted comment are erased; until then its author may take the deletion back. */
  erase_at: number | null;
  /** What it was before it was deleted. */
  state_before: CommentState | null;
  /** Who may take the deletion back: its author, or moderators. */
  deleted_by: 'author' | 'moderator' | null;
  /** Pseudonym of the mail address its author gave, so that nobody is told of what is their own. */
  mail_key: string | null;
}

export type SubscriptionState = 'pending' | 'active' | 'ended';
export type OutboxState = 'waiting' | 'sent' | 'dead';

/** Who wants to be told of what. */
export interface SubscriptionTable {
  /** Sorts by time. The links in mails are made from it and the server's secret; they are not stored. */
  id: string;
  thread_id: number;
  scope: Scope;
  /** The comment whose replies are meant; `null` for all of the thread. */
  comment_id: string | null;
  /** Where it is sent: a mail address, or the endpoint of a push service. `null` once it has ended. */
  address: string | null;
  /** JSON of a browser's keys; `null` for mail. */
  push_keys: string | null;
  /** Pseudonym of the address: all subscriptions of one address share it. */
  address_key: string;
  /** Pseudonym of the signed-in reader. */
  member_key: string | null;
  /** Of the pages and mails: one that the server writes. */
  language: string;
  frequency: Frequency;
  state: SubscriptionState;
  /** Whether the reader's token vouches for the address. */
  is_verified: Flag;
  /** The comment that has to be published before anything is sent. */
  waits_for: string | null;
  created_at: number;
  confirmed_at: number | null;
  ended_at: number | null;
}

/**
 * What is to be sent. `news` is a comment whose readers are still to be found; `item` waits for the `digest` of its
 * batch. Neither addresses nor words are in it: both are read when it is sent.
 */
export interface OutboxTable {
  id: string;
  /** What may be sent only once. */
  unique_key: string;
  kind: 'news' | 'confirm' | 'comment' | 'digest' | 'item';
  /** `null` for news. */
  subscription_id: string | null;
  /** `null` for what is about no single comment. */
  comment_id: string | null;
  /** The unique key of the digest that an item belongs to. */
  batch: string | null;
  /** How often it was tried, the attempt under way included. */
  attempts: number;
  /** When it is due; while a process works on it, when another one takes over. */
  next_at: number;
  state: OutboxState;
  /** What kind of failure the last one was: a status of SMTP, or a short code. */
  error: string | null;
  /** When it was sent or given up. */
  settled_at: number | null;
}

export interface ReportTable {
  comment_id: string;
  reporter: string;
  /** Pseudonym of the network it came from: one household reports once. */
  reported_from: string | null;
  reason: string;
  detail: string | null;
  created_at: number;
}

export interface LogTable {
  /** Sorts by time. */
  id: string;
  at: number;
  actor_name: string;
  /** The token's `sub`. */
  actor_id: string | null;
  action: LoggedAction;
  thread_id: number;
  comment_id: string | null;
  reason: string | null;
  state_before: CommentState | null;
  state_after: CommentState | null;
}

export interface AnswerTable {
  key_hash: string;
  fingerprint: string;
  status: number;
  /** Locked with the idempotency key. */
  answer: string;
  created_at: number;
}

export interface CampaignTable {
  id: string;
  currency: string;
  raised: number | null;
  goal: number | null;
  /** JSON, amounts in minor units. */
  milestones: string | null;
  tiers: string | null;
  supporters: number | null;
  policy: string | null;
  updated_at: string;
  starts_at: string | null;
  ends_at: string | null;
  events: string | null;
  /** What the ledger says it has raised; `null` while no charge is for it, or its total is not known. */
  given: number | null;
  /** When that or its history last changed. */
  given_at: number | null;
  /** What of the total comes again every month, as the publisher wrote it, in minor units. */
  monthly: number | null;
  /** The same as the ledger says; `null` while it knows of no subscription. */
  given_monthly: number | null;
  /** What was given by the end of each UTC day, as `DayGrowth` in JSON; `null` where `given` is. */
  history: string | null;
}

/** The newest that a payment provider said of a charge, and what follows from all that it said. */
export interface LedgerChargeTable {
  id: string;
  state: ChargeEntry['state'];
  amount: number;
  refunded: number;
  fee: number | null;
  currency: string;
  made: number;
  campaign: string | null;
  parent: string | null;
  at: number;
  event: string;
  /** The campaign that it counts for, by what it says or belongs to. */
  for_campaign: string | null;
  /** How much of it counts. */
  counted: number;
  /** What it belongs to in the end, by the names between: a subscription, if it is a payment of one. */
  root: string | null;
}

/** The newest that was said of a subscription. */
export interface LedgerRenewalTable {
  id: string;
  /** In minor units; 0 for what does not come every month, or not any more. */
  monthly: number;
  currency: string;
  is_over: Flag;
  at: number;
  event: string;
}

/** The newest that was said of a refund or a dispute; its charge may be told of later. */
export interface LedgerReversalTable {
  id: string;
  kind: ReversalEntry['kind'];
  charge: string;
  amount: number;
  stands: Flag;
  is_final: Flag;
  made: number;
  at: number;
  event: string;
}

/** Which campaign an object of the provider is for, or which other object knows. */
export interface LedgerNameTable {
  id: string;
  campaign: string | null;
  parent: string | null;
  at: number;
  event: string;
}

/** What was done to a charge by hand: entered, or taken back. */
export interface LedgerNoteTable {
  /** The event that it made. */
  event: string;
  charge: string;
  at: number;
  /** Who did it: a moderator's name, or the command line. */
  author: string;
  /** One line; never shown to readers. */
  note: string | null;
}

/** How often something was done with a support banner on one day: no row is about anybody. */
export interface BannerCountTable {
  /** Since 1970, in UTC. */
  day: number;
  campaign: string;
  /** Empty for readers who are not in the test. */
  variant: string;
  kind: ReportKind;
  total: number;
}
