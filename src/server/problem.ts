import { STATUS_CODES } from 'node:http';

import type { Problem } from '../contracts/problem.ts';

/** One wrong field: `path` as in `author.name` or `tiers.0.amount`; the message is for people. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * A refusal on its way to the client: what a route throws and the app turns into problem details.
 *
 * `detail` is read by people and never holds SQL, paths or secrets.
 */
export class ProblemError extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;

  constructor(
    status: number,
    detail: string,
    options: {
      readonly errors?: readonly FieldError[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly type?: string;
    } = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.type = options.type ?? 'about:blank';
  }
}

/** A refusal that names one field (422). */
export function wrongField(path: string, message: string): ProblemError {
  return new ProblemError(422, `${path}: ${message}`, { errors: [{ path, message }] });
}

/**
 * The answer that a refusal travels in.
 *
 * @see RFC 9457
 */
export function problemResponse(error: ProblemError): Response {
  const title = STATUS_CODES[error.status] ?? 'Error';
  const problem: Problem = { type: error.type, title, status: error.status, detail: error.message };
  if (error.errors) problem.errors = [...error.errors];
  return new Response(JSON.stringify(problem), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...error.headers },
  });
}
