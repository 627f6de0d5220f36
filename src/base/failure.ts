import type { Problem } from '../contracts/problem.ts';

/** Why something failed. Closed on purpose: every element can show a sentence for each. */
export const FAILURES = ['config', 'offline', 'timeout', 'aborted', 'refused', 'malformed'] as const;
export type FailureKind = (typeof FAILURES)[number];

export interface FailureDetails {
  /** HTTP status, with `refused` only. */
  readonly status?: number;
  /** What the server said about it, with `refused` only. */
  readonly problem?: Problem;
  /** How long the server asks us to wait, in milliseconds: 1,000 to 3,600,000. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * The one error class of the library.
 *
 * `kind` says what happened; `canRetry` whether the same attempt can succeed later: true for `offline`, `timeout`,
 * `malformed` and for `refused` with 408, 425, 429 or 5xx.
 */
export class FurnitureError extends Error {
  readonly kind: FailureKind;
  readonly status: number | undefined;
  readonly problem: Problem | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'FurnitureError';
    this.kind = kind;
    this.status = details.status;
    this.problem = details.problem;
    this.retryAfterMs = details.retryAfterMs;
  }

  get canRetry(): boolean {
    if (this.kind === 'refused') return [408, 425, 429].includes(this.status ?? 0) || (this.status ?? 0) >= 500;
    return this.kind === 'offline' || this.kind === 'timeout' || this.kind === 'malformed';
  }
}
