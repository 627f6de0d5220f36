import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { AttributionInput } from '../src/article-attribution/article-attribution.ts';
import '../src/article-attribution/define.ts';

/**
 * The same four credits in every language that is shipped: a translation that was commissioned, a republication under a
 * licence, a machine's translation that somebody edited, and a page that is known by its parts only.
 *
 * No native reader has gone over these sentences yet. The words of a language are in `src/locales/`, in the file
 * that is named after its tag; a correction is one line there.
 */
const CREDITS: readonly AttributionInput[] = [
  {
    kind: 'translation',
    source: 'Bryggen Avis',
    sourceUrl: 'https://bryggen.example/2026/bibliotek',
    sourceLang: 'da',
    sourcePublished: '2026-11-14',
    authors: 'Solveig Tangen',
    translators: 'Mira Selkie; Tam Oxbow',
    publisher: 'The Wrenhaven Lantern',
    exclusive: '',
  },
  {
    kind: 'republication',
    source: 'The Quay Gazette',
    sourceUrl: 'https://quay.example/2026/library',
    sourcePublished: '2026-11',
    sourceTitle: 'The library is back',
    authors: 'Ada Marsh; Rui Calado; Ole Brandung',
    publisher: 'The Wrenhaven Lantern',
    published: '2026-11-20',
    changes: [{ type: 'abridged' }, { type: 'images-replaced' }],
    licence: 'CC BY-SA 4.0',
  },
  {
    kind: 'translation',
    source: 'Latarnik',
    sourceUrl: 'https://latarnik.example/a',
    sourceLang: 'ko',
    sourcePublished: '2015',
    sourceUpdated: '2026-11-22',
    translators: 'Żaneta Łódź',
    translationMethod: 'machine-post-edited',
    engine: 'Lingua 3',
    published: '2026-11-20',
  },
  {
    contributors: [
      { role: 'author', name: 'Ada Marsh' },
      { role: 'photographer', name: 'Pia Sand' },
      { role: 'fact-checker', name: 'Rui Calado' },
    ],
    licence: { label: 'All rights reserved' },
    work: { copyright: '© 2026 The Wrenhaven Lantern.' },
  },
];

export default {
  title: 'Elements/article-attribution/Languages',
  component: 'article-attribution',
  render: () =>
    html`${CREDITS.map(
      (data) => html`<article-attribution structured-data="none" .data=${data}></article-attribution>`,
    )}`,
} satisfies Meta;

type Story = StoryObj;

/** English: `src/article-attribution/words.ts`. */
export const English: Story = { globals: { language: 'en' } };
/** German: `src/locales/de.ts`. */
export const German: Story = { globals: { language: 'de' } };
/** French: `src/locales/fr.ts`. */
export const French: Story = { globals: { language: 'fr' } };
/** Spanish: `src/locales/es.ts`. */
export const Spanish: Story = { globals: { language: 'es' } };
/** Portuguese: `src/locales/pt.ts`. */
export const Portuguese: Story = { globals: { language: 'pt' } };
/** Italian: `src/locales/it.ts`. */
export const Italian: Story = { globals: { language: 'it' } };
/** Dutch: `src/locales/nl.ts`. */
export const Dutch: Story = { globals: { language: 'nl' } };
/** Polish: `src/locales/pl.ts`. */
export const Polish: Story = { globals: { language: 'pl' } };
/** Russian: `src/locales/ru.ts`. */
export const Russian: Story = { globals: { language: 'ru' } };
/** Ukrainian: `src/locales/uk.ts`. */
export const Ukrainian: Story = { globals: { language: 'uk' } };
/** Turkish: `src/locales/tr.ts`. */
export const Turkish: Story = { globals: { language: 'tr' } };
/** Arabic: `src/locales/ar.ts`. */
export const Arabic: Story = { globals: { language: 'ar' } };
/** Hebrew: `src/locales/he.ts`. */
export const Hebrew: Story = { globals: { language: 'he' } };
/** Persian: `src/locales/fa.ts`. */
export const Persian: Story = { globals: { language: 'fa' } };
/** Japanese: `src/locales/ja.ts`. */
export const Japanese: Story = { globals: { language: 'ja' } };
/** Chinese: `src/locales/zh.ts`. */
export const Chinese: Story = { globals: { language: 'zh' } };
