import { canonicalLanguage } from '../languages.ts';
import { renderAttribution, type AttributionInput, type RenderOptions } from '../render.ts';
import { serialiseJsonLd } from '../describing/structured-data.ts';

/**
 * The whole element as HTML, to be put into a page: the credit between its tags, which stands there without JavaScript,
 * and the data, of which the element makes the same credit again, and citations and structured data.
 *
 * Who is withheld, or for metadata only, is not in the data either; of who is anonymous only the role is,
 * and of a pseudonym nothing that tells whose it is.
 *
 * @returns An empty string when nothing is known.
 */
export function elementHtml(data: AttributionInput, options: RenderOptions = {}): string {
  const credit = renderAttribution(data, options);
  if (credit === '') return '';
  const lang = canonicalLanguage(options.lang ?? '') ?? 'en';
  const json = JSON.parse(JSON.stringify(data, withoutSecrets)) as Readonly<Record<string, unknown>>;
  return `<article-attribution lang="${lang}">
  ${credit}
  <script type="application/json">${serialiseJsonLd(json)}</script>
</article-attribution>`;
}

/** For `JSON.stringify`: at any depth, whether in a list or alone. */
function withoutSecrets(_key: string, value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).filter((item) => !isHidden(item));
  if (isHidden(value)) return undefined;
  const { status, role, ...known } = fieldsOf(value);
  if (status === 'anonymous') return { role, status };
  // Who somebody is elsewhere is what a pseudonym hides.
  return status === 'pseudonym' ? { role, ...known, sameAs: undefined, status } : value;
}

const isHidden = (value: unknown): boolean => {
  const { status, visibility } = fieldsOf(value);
  return status === 'withheld' || visibility === 'metadata-only';
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
