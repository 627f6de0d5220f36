import type { Diagnostic } from '../contracts/attribution.ts';

/** What a reader took along, and how: both clipboard types, text alone, or by hand from a field. */
export class ArticleAttributionCopiedEvent extends Event {
  readonly what = 'credit';
  /** `html` means text and HTML. */
  readonly format: 'html' | 'text';

  constructor(format: 'html' | 'text') {
    super('article-attribution-copied', { bubbles: true, composed: true });
    this.format = format;
  }
}

/** What the checks found, for editors and their tools; readers never see it. */
export class ArticleAttributionCheckedEvent extends Event {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('article-attribution-checked', { bubbles: true, composed: true });
    this.diagnostics = diagnostics;
  }
}
