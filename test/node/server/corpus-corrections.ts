/**
 * Cases of the corpora whose expectation is not ours, each with the reason. `status` replaces the expected one; without
 * it the case is not sent, because what it needs does not exist, or is proved where the last word says.
 */
export const CORRECTIONS: Readonly<Record<string, { readonly status?: readonly number[]; readonly reason: string }>> = {
  'api-p-105': {
    status: [201],
    reason: 'tokens are sessions, not one-time: `jti` is not kept, a replay is the same reader',
  },
  'api-p-110': { status: [431], reason: 'Node refuses headers over 16 KB before they are looked at' },
  'api-p-139': {
    reason:
      'the thread is part of the path; a query parameter given twice is refused, see listing-suite (sort=top&sort=top)',
  },
  'api-p-077': { status: [201], reason: 'needs a clock: proved in writing-suite (forgets a key after a day)' },
  'api-p-085': { reason: 'a failure of the database: proved in faults (answers 503 … and recovers, with one key)' },
  'api-p-027': { reason: 'there is no export' },
  'api-p-028': { reason: 'proved in writing-suite (counts a reader once however often …)' },
  'api-p-029': { reason: 'proved in command (lets a request under way finish …)' },
  'api-p-030': { reason: 'there are no payment webhooks' },
  'api-p-052': { reason: 'proved in faults (answers 503 to every writer in time when the lock stays …)' },
  'api-p-053': { reason: 'proved in faults.postgres (answers 503 when every connection waits)' },
  'api-p-054': { reason: 'not proved: nobody has taken the -wal file from under the server yet' },
  'api-p-055': { reason: 'proved in faults (says so when the file is damaged)' },
  'api-p-056': { reason: 'proved in faults (was written by a newer version)' },
  'api-p-057': { reason: 'proved in faults (can be backed up while it is written)' },
  'api-p-058': { reason: 'proved in faults.postgres (runs a transaction again …)' },
  'api-p-059': { reason: 'proved in faults.postgres (keeps what it acknowledged when the database server dies)' },
  'api-p-060': { reason: 'proved in faults (waits for another program that writes for a moment)' },
  'api-p-150': {
    reason:
      'the webhook is set by the operator, not by a request; fetch refuses self-signed certificates, and the comment waits',
  },
  'api-p-151': {
    reason: 'proved in webhook-suite (leaves the comment waiting when it stalls in its answer)',
  },
  'api-p-152': {
    reason: 'proved in attacks (takes a webhook at https or on this machine only)',
  },
  'api-p-153': {
    reason: 'the webhook is the operator’s own, and may be on this machine',
  },
  'api-p-154': {
    reason: 'the webhook is set by the operator, not by a request; fetch refuses port 25',
  },
  'api-p-155': {
    reason: 'proved in webhook-suite (leaves the comment waiting when it redirects)',
  },
};

/** Operations that do not exist (yet): such cases are named as skipped. */
export const ABSENT_OPERATIONS = [/\/webhooks\/payments/, /\/subscriptions/];

/** Fields of the injection corpus that no route has (yet). */
export const ABSENT_FIELDS: readonly string[] = [
  ...['title', 'threadTitle', 'requestId', 'siteId', 'exportName', 'attachmentName', 'searchQuery'],
  ...['blockedWord', 'filter', 'fields', 'referer', 'query'],
];
