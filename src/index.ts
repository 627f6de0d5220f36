/**
 * Every public name: classes, events, errors, contract types, and what servers use. Importing it registers nothing;
 * `page-furniture/all` and `page-furniture/<element>` do.
 */
export { define } from './base/define.ts';
export { FailedEvent, FurnitureElement, STATES, type State } from './base/element.ts';
export { registerLocale, type Message, type PluralForms, type Words } from './base/messages.ts';
export { FAILURES, FurnitureError, type FailureKind } from './base/request.ts';
export type { LocaleWords } from './base/shared.ts';
export { FurnitureShowEvent, type ShowKind } from './base/turn.ts';

export * from './article-attribution/article-attribution.ts';
export { licenceOf, type LicenceDetails } from './article-attribution/licensing/licence-of.ts';
export {
  CITATION_FORMATS,
  cite,
  toCSL,
  type CitationFormat,
  type CiteOptions,
} from './article-attribution/citing/cite.ts';
export type { CslDate, CslItem, CslName } from './article-attribution/citing/csl.ts';
export type { Node as JsonLdNode } from './article-attribution/describing/nodes.ts';
export { metaTags, type MetaTagsOptions } from './article-attribution/exporting/meta-tags.ts';
export { toODRL, type OdrlNode, type OdrlOptions } from './article-attribution/exporting/odrl.ts';
export { readAiSignals, type AiSignals } from './article-attribution/page-ai-signals.ts';
export { renderAttribution } from './article-attribution/render.ts';
export {
  serialiseJsonLd,
  structuredData,
  type StructuredDataOptions,
} from './article-attribution/describing/structured-data.ts';
export * from './comment-thread/comment-thread.ts';
export * from './donation-tiers/donation-tiers.ts';
export * from './support-banner/support-banner.ts';

export type * from './contracts/attribution.ts';
export type * from './contracts/banner.ts';
export type * from './contracts/comments.ts';
export type * from './contracts/donations.ts';
export type * from './contracts/gifts.ts';
export type * from './contracts/moderation.ts';
export type { Problem } from './contracts/problem.ts';
