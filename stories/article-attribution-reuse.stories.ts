import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { AttributionInput } from '../src/article-attribution/article-attribution.ts';
import '../src/article-attribution/define.ts';

interface Args {
  readonly data: AttributionInput;
}

export default {
  title: 'Elements/article-attribution/Kinds of reuse',
  component: 'article-attribution',
  render: ({ data }) => html`<article-attribution .data=${data}></article-attribution>`,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

const LANTERN = { name: 'The Wrenhaven Lantern', home: 'https://lantern.example/', lang: 'en' };
const FAEHRBOTE = {
  name: 'Der Fährbote',
  url: 'https://faehrbote.example/2026/die-bibliothek-am-hafen',
  lang: 'de',
  title: 'Die Bibliothek am Hafen',
  published: '2026-11-14',
};
const QUAY = {
  name: 'The Quay Gazette',
  url: 'https://quay.example/2026/library',
  lang: 'en',
  published: '2026-11-14',
};
const ADA = { role: 'author', name: 'Ada Marsh', url: 'https://quay.example/people/ada-marsh' } as const;
const MIRA = { role: 'translator', name: 'Mira Selkie' } as const;

/** A part of somebody's article. */
export const Excerpt: Story = {
  args: { data: { kind: 'excerpt', source: [QUAY], contributors: [ADA], work: LANTERN } },
};

/** Somebody made something of their own out of it. */
export const Adaptation: Story = {
  args: { data: { kind: 'adaptation', source: [QUAY], contributors: [ADA], work: LANTERN } },
};

/** Somebody said in short what another article says. */
export const Summary: Story = { args: { data: { kind: 'summary', source: [QUAY], contributors: [ADA] } } };

/** Two papers publish it at the same time. Neither is the source of the other. */
export const CoPublication: Story = {
  args: { data: { kind: 'co-publication', source: [QUAY], contributors: [ADA], work: LANTERN } },
};

/** An old article, printed again. Often only its year is known. */
export const Reprint: Story = {
  args: {
    data: {
      kind: 'reprint',
      source: [{ ...QUAY, url: undefined, published: '1987' }],
      contributors: [ADA],
      work: { ...LANTERN, published: '2026-11-20' },
    },
  },
};

/** A translation of a translation: the language in between is named, because words change on each way. */
export const Relay: Story = {
  args: {
    data: {
      source: [
        { ...FAEHRBOTE, lang: 'pl', name: 'Latarnik', title: 'Biblioteka nad zatoką' },
        { name: 'Der Fährbote', url: 'https://faehrbote.example/a' },
      ],
      contributors: [MIRA],
      translation: { from: 'pl', to: 'en', via: 'de', method: 'human' },
    },
  },
};

/** A machine translated, and nobody has read it since. No person is named for it. */
export const Machine: Story = {
  args: {
    data: { source: [FAEHRBOTE], translation: { from: 'de', to: 'en', method: 'machine', engine: 'Lingua 3' } },
  },
};

/** A translation that somebody else has read against the original. */
export const Reviewed: Story = {
  args: {
    data: {
      source: [FAEHRBOTE],
      contributors: [MIRA],
      translation: { from: 'de', to: 'en', method: 'human', reviewedBy: ['Tam Oxbow'] },
    },
  },
};

/** The original is no longer there. Nobody is sent to a dead page; a copy in an archive is linked. */
export const OriginalGone: Story = {
  args: {
    data: {
      source: [{ ...FAEHRBOTE, gone: true }],
      contributors: [MIRA],
      evidence: {
        archivedAt: 'https://archive.example/20261115/https://faehrbote.example/2026/die-bibliothek-am-hafen',
      },
    },
  },
};

/** The same article in other languages, each under its own name. */
export const OtherLanguages: Story = {
  args: {
    data: {
      source: [FAEHRBOTE],
      contributors: [MIRA],
      work: {
        ...LANTERN,
        workTranslation: [
          { url: 'https://lantern.example/fr/quai', lang: 'fr' },
          { url: 'https://lantern.example/ar/quay', lang: 'ar', title: 'المكتبة عند الميناء' },
          { url: 'https://lantern.example/ja/quay', lang: 'ja' },
        ],
      },
    },
  },
};

/** Republished because somebody said yes, and when and under which reference. */
export const WithPermission: Story = {
  args: {
    data: {
      kind: 'republication',
      source: [{ ...QUAY, copyright: '© 2026 The Quay Gazette.' }],
      contributors: [ADA],
      work: { ...LANTERN, published: '2026-11-20' },
      permission: { basis: 'permission', ref: 'QG-2026-114', url: 'https://quay.example/republishing' },
    },
  },
};

/** Nobody else in these countries may publish it until the end of the year. That is another promise than a translation. */
export const ExclusivePublication: Story = {
  args: {
    data: {
      kind: 'republication',
      source: [QUAY],
      contributors: [ADA],
      work: LANTERN,
      exclusivity: { beneficiary: 'The Wrenhaven Lantern', scope: ['publication'], territories: ['IE', 'GB'] },
    },
  },
};

/** Names in several scripts. Each keeps its direction; who wants a native spelling beside it gives both. */
export const NamesInSeveralScripts: Story = {
  args: {
    data: {
      source: [{ ...FAEHRBOTE, name: 'منارة الميناء', nameLang: 'ar', lang: 'ar', title: 'المكتبة عند الميناء' }],
      contributors: [
        { role: 'author', name: 'Layla Mursi', nameNative: 'ليلى مرسى', nameLang: 'ar' },
        { role: 'author', name: '浜田みなと', nameLang: 'ja' },
        { role: 'translator', name: 'Żaneta Łódź', affiliation: 'Dockside Translations' },
      ],
    },
  },
};

/** Somebody who must not be named wrote it, and somebody else is left out altogether. */
export const Anonymous: Story = {
  args: {
    data: {
      source: [FAEHRBOTE],
      contributors: [
        { role: 'author', name: 'Left out', status: 'anonymous' },
        { role: 'photographer', name: 'Left out', status: 'withheld' },
        MIRA,
      ],
    },
  },
};
