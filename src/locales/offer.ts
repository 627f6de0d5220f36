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
  fr: () => import('./fr.ts'),
  it: () => import('./it.ts'),
  pt: () => import('./pt.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  ru: () => import('./ru.ts'),
  uk: () => import('./uk.ts'),
  fa: () => import('./fa.ts'),
  he: () => import('./he.ts'),
  ja: () => import('./ja.ts'),
  tr: () => import('./tr.ts'),
  zh: () => import('./zh.ts'),
};

for (const language of Object.keys(loaders)) {
  offerLocale(language, async () => (await loaders[language]!()).default);
}
