import type { Generated } from 'kysely';

import type { COMMENT_STATES, Comment } from '../../contracts/comments.ts';

export type CommentState = (typeof COMMENT_STATES)[number];
type Flag = 0 | 1;

/** Times are milliseconds since the epoch; flags are 0 and 1; money is whole minor units. */
export interface Tables {
  meta: { key: string; value: string };
  threads: ThreadTable;
  comments: CommentTable;
  votes: { comment_id: string; voter: string; value: number; created_at: number };
  reports: { comment_id: string; reporter: string; reason: string; detail: string | null; created_at: number };
  answers: AnswerTable;
  campaigns: CampaignTable;
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
}
