/** How much of something is allowed: `burst` at once, refilled with `perMinute`. */
export interface Policy {
  readonly burst: number;
  readonly perMinute: number;
}

/** What each kind of act is allowed, per address unless the name says otherwise. */
export interface Policies {
  readonly posts: Policy;
  readonly threadPosts: Policy;
  readonly votes: Policy;
  readonly changes: Policy;
  readonly commentChanges: Policy;
  readonly challenges: Policy;
  readonly subscriptions: Policy;
  /** Of all addresses in a thread. */
  readonly threadSubscriptions: Policy;
  /** What readers do with support banners. */
  readonly bannerEvents: Policy;
}

export const POLICIES: Policies = {
  posts: { burst: 20, perMinute: 10 },
  threadPosts: { burst: 120, perMinute: 60 },
  votes: { burst: 60, perMinute: 60 },
  changes: { burst: 30, perMinute: 30 },
  commentChanges: { burst: 30, perMinute: 30 },
  challenges: { burst: 60, perMinute: 30 },
  subscriptions: { burst: 10, perMinute: 1 },
  threadSubscriptions: { burst: 60, perMinute: 5 },
  // A school or a company behind one address is to be counted, too.
  bannerEvents: { burst: 120, perMinute: 120 },
};

/** What came of taking one token. */
export interface Verdict {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Seconds until one more is allowed when refused; until the bucket is full again otherwise. At least 1. */
  readonly resetSeconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Token buckets, one a key, in bounded memory: at most `maxKeys`, the one unused for longest goes first.
 *
 * @param clock - Milliseconds.
 */
export class Limiter {
  readonly #policy: Policy;
  readonly #clock: () => number;
  readonly #maxKeys: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(policy: Policy, clock: () => number, maxKeys = 20_000) {
    this.#policy = policy;
    this.#clock = clock;
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#buckets.size;
  }

  take(key: string): Verdict {
    const { burst, perMinute } = this.#policy;
    const now = this.#clock();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const elapsedMs = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(burst, bucket.tokens + (elapsedMs * perMinute) / 60_000);
    bucket.at = now;
    const isAllowed = bucket.tokens >= 1;
    if (isAllowed) bucket.tokens -= 1;
    // Taking it out and in again keeps the map in order of last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#maxKeys) this.#buckets.delete(this.#buckets.keys().next().value!);
    return verdictOf(this.#policy, isAllowed, bucket.tokens);
  }
}

/** What a client is told once a token was taken, or refused. `tokens` is what is left. */
export function verdictOf({ burst, perMinute }: Policy, isAllowed: boolean, tokens: number): Verdict {
  const missing = isAllowed ? burst - tokens : 1 - tokens;
  return {
    isAllowed,
    remaining: Math.max(0, Math.floor(tokens)),
    resetSeconds: Math.max(1, Math.ceil((missing * 60) / perMinute)),
  };
}

/** How long an unused bucket takes to be full, and so to be forgotten, in milliseconds. */
export const fillMs = ({ burst, perMinute }: Policy): number => (burst * 60_000) / perMinute;

/**
 * The fields that tell a client where it stands.
 *
 * @see draft-ietf-httpapi-ratelimit-headers; the three `RateLimit-…` fields are what most clients still read
 */
export function limitHeaders(name: string, policy: Policy, verdict: Verdict): Record<string, string> {
  const windowSeconds = Math.ceil((policy.burst * 60) / policy.perMinute);
  return {
    'ratelimit-policy': `"${name}";q=${policy.burst};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${verdict.remaining};t=${verdict.resetSeconds}`,
    'ratelimit-limit': String(policy.burst),
    'ratelimit-remaining': String(verdict.remaining),
    'ratelimit-reset': String(verdict.resetSeconds),
  };
}
