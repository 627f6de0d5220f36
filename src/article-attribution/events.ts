import type { Diagnostic } from '../contracts/credit.ts';

/** The reader copied something. Bubbles. */
export class ArticleAttributionCopiedEvent extends Event {
  /** `credit`: the whole sentence. */
  readonly what: 'credit';
  /** `html` with text beside it, or `text` alone. */
  readonly format: 'html' | 'text';

  constructor(what: 'credit', format: 'html' | 'text') {
    super('article-attribution-copied', { bubbles: true, composed: true });
    this.what = what;
    this.format = format;
  }
}

/** The credit was checked, for editors and tools. Bubbles. */
export class ArticleAttributionCheckedEvent extends Event {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('article-attribution-checked', { bubbles: true, composed: true });
    this.diagnostics = diagnostics;
  }
}
