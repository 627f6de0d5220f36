/**
 * Offers every language that is shipped, to be fetched when a page speaks it. The drop-in fetches them from beside
 * itself (`dist/locales/*.js`); a bundler makes a chunk of each.
 */
import { offerLocale } from '../base/messages.ts';
import type { LocaleWords } from '../base/shared.ts';

const loaders: Readonly<Record<string, () => Promise<{ default: LocaleWords }>>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fa: () => import('./fa.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ru: () => import('./ru.ts'),
  tr: () => import('./tr.ts'),
  uk: () => import('./uk.ts'),
  zh: () => import('./zh.ts'),
};

for (const language of Object.keys(loaders)) {
  offerLocale(language, async () => (await loaders[language]!()).default);
}
