import type { Settings } from './options.ts';
import { ProblemError } from './problem.ts';
import { Limiter, limitHeaders, type Policies, type Verdict } from './rules/limits.ts';
import { pseudonym } from './rules/tokens.ts';
import { takeToken } from './store/buckets.ts';
import type { Store } from './store/store.ts';

/** Counts one act; answers with the fields for the response, or throws 429. */
export type Gate = (kind: keyof Policies, key: string) => Promise<Record<string, string>>;
type Take = (kind: keyof Policies, key: string) => Promise<Verdict> | Verdict;

const SENTENCES: Readonly<Record<keyof Policies, string>> = {
  posts: 'You are posting very quickly.',
  threadPosts: 'This discussion is very busy.',
  votes: 'You are voting very quickly.',
  changes: 'You are changing comments very quickly.',
  commentChanges: 'This comment is being changed very often.',
  challenges: 'You are asking for challenges very quickly.',
  subscriptions: 'You are asking for mail very often.',
  threadSubscriptions: 'Very many are asking for mail about this discussion.',
  bannerEvents: 'Very much is counted from this network.',
};

/** Makes the gate that every write passes. Without limits it lets everything through. */
export function gateFor({ policies, clock }: Settings, store: () => Promise<Store>): Gate {
  if (!policies) return () => Promise.resolve({});
  const inMemory = takeInMemory(policies, clock);
  return async (kind, key) => {
    const policy = policies[kind];
    const { connections, secret } = await store();
    // Several processes on one PostgreSQL count together; what is stored is a pseudonym, never an address.
    const verdict =
      connections.kind === 'postgres'
        ? await takeToken(connections, pseudonym(secret, 'bucket', kind, key), policy, clock())
        : await inMemory(kind, key);
    const headers = limitHeaders(kind, policy, verdict);
    if (verdict.isAllowed) return headers;
    throw new ProblemError(429, `${SENTENCES[kind]} Please try again in ${verdict.resetSeconds} seconds.`, {
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      headers: { ...headers, 'retry-after': String(verdict.resetSeconds) },
    });
  };
}

function takeInMemory(policies: Policies, clock: () => number): Take {
  const limiters = new Map<keyof Policies, Limiter>();
  return (kind, key) => {
    const limiter = limiters.get(kind) ?? new Limiter(policies[kind], clock);
    limiters.set(kind, limiter);
    return limiter.take(key);
  };
}
