import type { FailureKind, FurnitureError } from './request.ts';

/** Dispatched as `<tag>-failed`, once for each failure. Bubbles and is composed. */
export class FailedEvent extends Event {
  readonly kind: FailureKind;
  /** HTTP status, with `refused` only. */
  readonly status: number | undefined;
  /** For developers, in English. */
  readonly message: string;

  constructor(name: string, error: FurnitureError) {
    super(name, { bubbles: true, composed: true });
    this.kind = error.kind;
    this.status = error.status;
    this.message = error.message;
  }
}
