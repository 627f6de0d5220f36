/** The words of a credit that need no schema, so that readers do not load one. */
export const KINDS = [
  'original',
  'republication',
  'translation',
  'self-translation',
  'excerpt',
  'adaptation',
  'co-publication',
  'reprint',
  'summary',
] as const;
export const CONTRIBUTOR_ROLES = [
  'author',
  'translator',
  'editor',
  'copyeditor',
  'reporter',
  'photographer',
  'illustrator',
  'data',
  'reviewer',
  'fact-checker',
  'interviewer',
  'interviewee',
  'contributor',
] as const;
export const METHODS = ['human', 'machine', 'machine-post-edited', 'unknown'] as const;
export const WORK_KINDS = ['newspaper', 'news-site', 'magazine', 'blog', 'agency', 'journal'] as const;
/** On what grounds a text is published. */
export const BASES = ['licence', 'permission', 'own', 'partner', 'public-domain', 'quotation', 'unknown'] as const;
/** What is exclusive: the translation was commissioned by one publisher, or only one publishes the text. */
export const SCOPES = ['translation', 'publication'] as const;
export const CHANGES = [
  'translated',
  'abridged',
  'retitled',
  'updated',
  'reformatted',
  'images-removed',
  'images-replaced',
  'corrected',
  'adapted',
  'links-added',
] as const;

/** Whether an article may be republished: one has to ask, where nothing says so. */
export const REPUBLISHING = ['yes', 'ask', 'no'] as const;

export type Kind = (typeof KINDS)[number];
export type CreditRole = (typeof CONTRIBUTOR_ROLES)[number];
export type TranslationMethod = (typeof METHODS)[number];
export type Scope = (typeof SCOPES)[number];
export type WorkKind = (typeof WORK_KINDS)[number];
export type Basis = (typeof BASES)[number];
export type ChangeType = (typeof CHANGES)[number];

/** What the checks found: see the list of codes in the guide. */
export interface Diagnostic {
  /** Stable, for machines: `licence-version-missing`, `nd-translation` … */
  readonly code: string;
  readonly level: 'error' | 'warn' | 'info';
  /** For editors and developers, in English. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Where it is explained, in this package: `docs/credit-checks.md#nd-translation`. */
  readonly docs: string;
}
