import type { Diagnostic } from '../contracts/credit.ts';

/** What the reader can copy. */
export type CopiedWhat = 'credit' | 'citation' | 'article' | 'quote' | 'link';
/** `html` with text beside it, `text` alone, or the name of a format: `markdown`, `APA`, `BibTeX` … */
export type CopyFormat = 'html' | 'text' | 'markdown' | (string & {});

/** The reader copied something. Bubbles. */
export class ArticleAttributionCopiedEvent extends Event {
  /** `credit` is the whole sentence, `quote` a passage of the article with its source. */
  readonly what: CopiedWhat;
  /** `html` with text beside it, `text` alone, `markdown`, or the format of a citation. */
  readonly format: CopyFormat;

  constructor(what: CopiedWhat, format: CopyFormat) {
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
