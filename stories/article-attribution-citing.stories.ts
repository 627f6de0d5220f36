import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import '../src/article-attribution/define.ts';

interface Args {
  readonly 'source-title'?: string | undefined;
  readonly authors?: string | undefined;
  readonly translators?: string | undefined;
}

/** Presses a button in the element as a reader would, once it is there. */
async function press(canvas: HTMLElement, selector: string): Promise<void> {
  const element = canvas.querySelector('article-attribution')!;
  const find = () => element.shadowRoot?.querySelector<HTMLElement>(selector);
  for (let tries = 0; !find() && tries < 100; tries++) await new Promise((done) => setTimeout(done, 50));
  find()?.click();
}

export default {
  title: 'Elements/article-attribution/Citing',
  component: 'article-attribution',
  render: (args: Args) =>
    html`<article-attribution
      cite
      source="Der Fährbote"
      source-url="https://faehrbote.example/2026/die-bibliothek-am-hafen"
      source-lang="de"
      source-title=${args['source-title'] ?? nothing}
      source-published="2026-11-14"
      authors=${args.authors ?? nothing}
      translators=${args.translators ?? nothing}
      publisher="The Wrenhaven Lantern"
      headline="The Library by the Harbour"
      published="2026-11-20"
      url="https://lantern.example/library"
      structured-data="none"
    ></article-attribution>`,
  args: {
    'source-title': 'Die Bibliothek am Hafen',
    authors: 'Jorun Abendrot; Fenna Deichgraf',
    translators: 'Mira Selkie',
  },
  play: async ({ canvasElement }) => press(canvasElement, '[data-panel=cite]'),
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

/** The reader pressed _Cite_: this version in eight formats, to copy or to open with a reference manager. */
export const Citing: Story = {};

/** The reader chose the original. What it is called in the language of the page stands in brackets. */
export const CitingOriginal: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, '[data-panel=cite]');
    await press(canvasElement, '#panel label:last-of-type input');
  },
};

/** Nobody said what the original is called. Only this version can be cited, and the panel says why. */
export const OriginalUnknown: Story = { args: { 'source-title': undefined } };
