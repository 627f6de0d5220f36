import type { Settings } from './options.ts';
import { ProblemError } from './problem.ts';
import { Limiter, limitHeaders, type Policies } from './rules/limits.ts';

/** Counts one act; answers with the fields for the response, or throws 429. */
export type Gate = (kind: keyof Policies, key: string) => Record<string, string>;

const SENTENCES: Readonly<Record<keyof Policies, string>> = {
  posts: 'You are posting very quickly.',
  threadPosts: 'This discussion is very busy.',
  votes: 'You are voting very quickly.',
  changes: 'You are changing comments very quickly.',
  commentChanges: 'This comment is being changed very often.',
};

/** Makes the gate that every write passes. Without limits it lets everything through. */
export function gateFor({ policies, clock }: Settings): Gate {
  if (!policies) return () => ({});
  const limiters = new Map<keyof Policies, Limiter>();
  return (kind, key) => {
    const policy = policies[kind];
    const limiter = limiters.get(kind) ?? new Limiter(policy, clock);
    limiters.set(kind, limiter);
    const verdict = limiter.take(key);
    const headers = limitHeaders(kind, policy, verdict);
    if (verdict.isAllowed) return headers;
    throw new ProblemError(429, `${SENTENCES[kind]} Please try again in ${verdict.resetSeconds} seconds.`, {
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      headers: { ...headers, 'retry-after': String(verdict.resetSeconds) },
    });
  };
}
