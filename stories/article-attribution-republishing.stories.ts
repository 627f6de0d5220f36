import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { ArticleAttribution } from '../src/article-attribution/article-attribution.ts';
import '../src/article-attribution/define.ts';

interface Args {
  readonly licence?: string | undefined;
  readonly republish: ArticleAttribution['republish'];
}

export default {
  title: 'Elements/article-attribution/Republishing',
  component: 'article-attribution',
  render: ({ licence, republish }) =>
    html`<article>
      <h1>The library is back at the harbour</h1>
      <p>
        After six years in a former school, the town library opened its doors on the
        <a href="https://lantern.example/quay?utm_source=letter">quay</a> again on Saturday. Some four hundred people
        carried the last of the books along the water in a chain, from hand to hand, until it rained.
      </p>
      <p data-no-republish>Read on: the new roof, and who paid for it.</p>
      <p>The reading room will stay open until ten on four evenings a week.</p>
      <article-attribution
        authors="Ada Marsh"
        publisher="The Wrenhaven Lantern"
        published="2026-11-14"
        url="https://lantern.example/2026/library"
        licence=${licence ?? nothing}
        .republish=${republish}
      ></article-attribution>
    </article>`,
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('article-attribution')!;
    await element.updateComplete;
    element.shadowRoot!.querySelector<HTMLButtonElement>('[data-panel=republish]')?.click();
  },
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

/** The licence (NonCommercial, ShareAlike) lets everybody copy the article, and asks for both. What belongs to this page alone stays here. */
export const Allowed: Story = { args: { licence: 'CC BY-NC-SA 4.0', republish: true } };

/** The publisher wants to be asked. There are rules and an address, and nothing to copy. */
export const Ask: Story = {
  args: {
    republish: { allowed: 'ask', rulesUrl: 'https://lantern.example/rules', contact: 'mailto:desk@lantern.example' },
  },
};

/** The publisher does not want it. The rules say why, and nobody is asked to write. */
export const Refused: Story = {
  args: { licence: 'CC BY 4.0', republish: { allowed: 'no', rulesUrl: 'https://lantern.example/rules' } },
};

/** The publisher counts how often a copy is read. Readers of this page are told. */
export const Counter: Story = {
  args: { republish: { allowed: 'yes', counter: 'https://lantern.example/count/library' } },
};
