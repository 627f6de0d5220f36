import { html, nothing, type TemplateResult } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import '../src/article-attribution/define.ts';
import type { AttributionInput, ArticleAttribution } from '../src/article-attribution/article-attribution.ts';

interface Args {
  readonly kind?: string | undefined;
  readonly source?: string | undefined;
  readonly 'source-url'?: string | undefined;
  readonly 'source-lang'?: string | undefined;
  readonly 'source-title'?: string | undefined;
  readonly 'source-published'?: string | undefined;
  readonly 'source-updated'?: string | undefined;
  readonly authors?: string | undefined;
  readonly translators?: string | undefined;
  readonly publisher?: string | undefined;
  readonly 'publisher-url'?: string | undefined;
  readonly exclusive?: string | undefined;
  readonly 'translation-method'?: string | undefined;
  readonly licence?: string | undefined;
  readonly rights?: string | undefined;
  readonly permission?: string | undefined;
  readonly changes?: string | undefined;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  readonly 'structured-data'?: string | undefined;
  readonly data?: AttributionInput;
  /** What the publisher wrote between the tags. */
  readonly content?: TemplateResult;
}

const render = (args: Args) =>
  html`<article-attribution
    kind=${args.kind ?? nothing}
    source=${args.source ?? nothing}
    source-url=${args['source-url'] ?? nothing}
    source-lang=${args['source-lang'] ?? nothing}
    source-title=${args['source-title'] ?? nothing}
    source-published=${args['source-published'] ?? nothing}
    source-updated=${args['source-updated'] ?? nothing}
    authors=${args.authors ?? nothing}
    translators=${args.translators ?? nothing}
    publisher=${args.publisher ?? nothing}
    publisher-url=${args['publisher-url'] ?? nothing}
    exclusive=${args.exclusive ?? nothing}
    translation-method=${args['translation-method'] ?? nothing}
    licence=${args.licence ?? nothing}
    rights=${args.rights ?? nothing}
    permission=${args.permission ?? nothing}
    changes=${args.changes ?? nothing}
    published=${args.published ?? nothing}
    updated=${args.updated ?? nothing}
    structured-data=${args['structured-data'] ?? nothing}
    .data=${args.data}
    >${args.content ?? nothing}</article-attribution
  >`;

export default {
  title: 'Elements/article-attribution',
  component: 'article-attribution',
  render,
  args: {
    source: 'Der Fährbote',
    'source-url': 'https://faehrbote.example/2026/die-bibliothek-am-hafen',
    'source-lang': 'de',
    'source-published': '2026-11-14',
    translators: 'Mira Selkie <https://lantern.example/people/mira-selkie>',
    publisher: 'The Wrenhaven Lantern',
    'publisher-url': 'https://lantern.example/',
    exclusive: '',
  },
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

/** A translation that one paper commissioned. It is said in two sentences, with a link to the original. */
export const Default: Story = {};

/** The same text somewhere else: who published it first, and who does now. No language is named, because it is one. */
export const Republication: Story = {
  args: {
    source: 'The Quay Gazette',
    'source-url': 'https://quay.example/harbour',
    'source-lang': undefined,
    translators: undefined,
    exclusive: undefined,
    authors: 'Ada Marsh',
    published: '2026-11-20',
    permission: 'https://quay.example/republishing',
  },
};

/** An author put an own text into another language. Nobody is named twice. */
export const SelfTranslation: Story = {
  args: { authors: 'Jorun Abendrot', translators: 'Jorun Abendrot' },
};

/** Several people, other parts than writing, and changes. Each fact has a sentence of its own. */
export const SeveralPeople: Story = {
  args: {
    authors: 'Jorun Abendrot; Fenna Deichgraf; Ole Brandung',
    translators: 'Mira Selkie; Tam Oxbow',
    data: {
      contributors: [
        { role: 'photographer', name: 'Pia Sand' },
        { role: 'fact-checker', name: 'Rui Calado' },
      ],
      changes: [{ type: 'abridged' }, { type: 'images-replaced' }],
    },
  },
};

/** Of old texts often only the year is known. A date is never made more precise than it was written. */
export const PartialDates: Story = {
  args: {
    'source-published': '1987',
    'source-title': 'Die Bibliothek am Hafen',
    published: '2026-11',
    exclusive: undefined,
  },
};

/** Readers may use the text under a licence. It is linked by its canonical address, in every spelling of it. */
export const Licence: Story = {
  args: { licence: 'CC BY-SA 4.0', exclusive: undefined },
};

/** All rights are reserved, and a notice says whose. Nothing is linked as a licence. */
export const AllRightsReserved: Story = {
  args: { rights: '© 2026 Der Fährbote. English translation © 2026 Mira Selkie.', licence: 'All rights reserved' },
};

/** A machine translated, and somebody went over it. The machine is not named as a person. */
export const MachineTranslation: Story = {
  args: {
    'translation-method': 'machine-post-edited',
    exclusive: undefined,
    data: { translation: { engine: 'Lingua 3' } },
  },
};

/** The original changed after it was translated. Readers are told that they read an older state. */
export const Stale: Story = {
  args: { 'source-updated': '2026-11-22', published: '2026-11-20', exclusive: undefined },
};

/** The publisher wrote the credit. It stays as it is, and is read as data for search engines and for copying. */
export const PublishersOwn: Story = {
  args: {
    content: html`<p>
      First published in
      <cite class="h-cite u-translation-of"
        ><a class="u-url p-publication" hreflang="de" href="https://faehrbote.example/2026/hafen">Der Fährbote</a></cite
      >; put into English for us by <span class="p-translator h-card">Mira Selkie</span>.
    </p>`,
  },
};

/** For editors: what the checks find is told by an event, and never shown to readers. Here it is printed below. */
export const Diagnostics: Story = {
  args: { licence: 'CC BY', 'source-url': undefined, translators: 'translated by DeepL' },
  render: (args) =>
    html`${render(args)}
      <ul data-findings></ul>`,
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<ArticleAttribution>('article-attribution')!;
    const findings = await element.validate();
    const list = canvasElement.querySelector('[data-findings]')!;
    for (const { level, code, message } of findings) {
      const item = document.createElement('li');
      item.textContent = `${level} ${code}: ${message}`;
      list.append(item);
    }
  },
};

/** On a German page. The language's name is inflected by rule; the names of people never are. */
export const German: Story = {
  args: {
    source: 'The Quay Gazette',
    'source-url': 'https://quay.example/library',
    'source-lang': 'en',
    licence: 'CC BY-SA 4.0',
    publisher: 'Der Fährbote',
  },
  globals: { language: 'de' },
};

/** On an Arabic page, from right to left. Latin names keep their own direction. */
export const Arabic: Story = { args: { licence: 'CC BY-SA 4.0' }, globals: { language: 'ar' } };

/** On a dark page. Colours follow the page's colour scheme. */
export const Dark: Story = { globals: { theme: 'dark' } };

/** Long names and titles break where they must. Of many people, ten are named and the others counted. */
export const LongText: Story = {
  args: {
    source: 'Mitteilungsblatt der Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'source-title':
      'Warum die Bibliothek am Hafen nach elf Jahren im Lagerhaus endlich wieder geöffnet hat, und was das für die Stadt bedeutet',
    authors: Array.from({ length: 30 }, (_, index) => `Autorin Nummer ${index + 1}`).join('; '),
    licence: 'CC BY-NC-SA 3.0 DE',
  },
};

/** The reader opened _Share or quote_: a selected passage with its source, the link, and the credit in three forms. */
export const Sharing: Story = {
  render: (args) => {
    const credit = render(args);
    return html`<main class="text">
        <p>The library by the harbour opens again on Saturday, after eleven years in a warehouse.</p>
      </main>
      ${credit}`;
  },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<ArticleAttribution>('article-attribution')!;
    element.share = true;
    element.article = '.text';
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    element.shadowRoot!.querySelector<HTMLElement>('[data-panel=share]')!.click();
  },
};

/** Nothing is known. Nothing is shown, and no space is taken. */
export const Empty: Story = {
  render: () => html`<article-attribution></article-attribution>`,
};
