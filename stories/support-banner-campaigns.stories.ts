import { html, nothing, type TemplateResult } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { SupportBanner } from '../src/support-banner/support-banner.ts';
import '../src/donation-tiers/define.ts';
import '../src/support-banner/define.ts';

/** A Tuesday, 11:00 in Berlin. */
const NOW = '2026-11-24T10:00:00Z';
const HREF = 'https://pay.example/lantern';

interface Args {
  campaigns?: unknown;
  variants?: unknown;
  /** The page's own name for the reader. */
  reader?: string;
  country?: string;
  placement?: 'inline' | 'top' | 'bottom';
  reminder?: boolean;
  lang?: string;
  dir?: string;
  message?: TemplateResult;
  /** Prints what `why()` answers below the banner. */
  explain?: boolean;
}

const HARBOUR = {
  campaign: 'harbour',
  heading: 'Somebody has to be at the harbour board',
  message: 'The board meets on Tuesdays, and the Lantern is there.\n\nIt is the only paper that is.',
  action: 'Keep a chair there',
  href: `${HREF}/harbour`,
  sections: 'harbour',
  days: 'tue',
  timeZone: 'Europe/Berlin',
};
const LIBRARY = {
  campaign: 'library',
  heading: 'The library has reopened, and we were inside first',
  message: 'Reporting from buildings costs shoe leather. Help us to buy some.',
  action: 'Support the Lantern',
  href: `${HREF}/library`,
};

/** Stories remember nothing: storage is `none`, and the clock stands still. */
function render(args: Args): TemplateResult {
  const { explain, message = nothing, lang, dir } = args;
  return html`<div lang=${lang ?? nothing} dir=${dir ?? nothing}>
    <p>
      For eleven years Wrenhaven’s books stood in a warehouse behind the timber yard, sorted by the size of their boxes.
    </p>
    <support-banner
      storage="none"
      now=${NOW}
      section="local news"
      href=${HREF}
      reader=${args.reader ?? nothing}
      country=${args.country ?? nothing}
      placement=${args.placement ?? nothing}
      ?reminder=${args.reminder}
      .campaigns=${args.campaigns}
      .variants=${args.variants}
      @support-banner-decided=${explain ? print : nothing}
      >${message}</support-banner
    >
    <p>On Saturday the doors of the old customs house opened, and the first reader through them was six.</p>
    ${explain ? html`<pre tabindex="0" aria-label="What why() answers"></pre>` : nothing}
  </div>`;
}

function print({ currentTarget }: Event): void {
  const banner = currentTarget as SupportBanner;
  // The decision is told in the middle of an update, before what follows the banner is there.
  setTimeout(() => {
    const place = banner.parentElement?.querySelector('pre');
    const { rules, campaigns, ...verdict } = banner.why();
    const each = campaigns?.map(({ campaign, show, reason, until }) => ({ campaign, show, reason, until }));
    const lines = [verdict, ...(each ?? rules)].map((part) => JSON.stringify(part));
    if (place) place.textContent = lines.join('\n');
  });
}

const describe = (story: string) => ({ docs: { description: { story } } });

async function press(canvas: HTMLElement, name: string): Promise<void> {
  const banner = canvas.querySelector('support-banner')!;
  await banner.updateComplete;
  const buttons = [...banner.shadowRoot!.querySelectorAll('button')];
  buttons.find((button) => button.textContent?.trim() === name)?.click();
  await banner.updateComplete;
}

const meta: Meta<Args> = {
  title: 'Elements/support-banner campaigns',
  component: 'support-banner',
  render,
};
export default meta;
type Story = StoryObj<Args>;

export const Default: Story = {
  args: { campaigns: [HARBOUR, LIBRARY], explain: true },
  parameters: describe(
    'Two campaigns in order of priority. The first is for another section of the paper, so that the second is shown; `why()` tells of both.',
  ),
};

export const None: Story = {
  args: { campaigns: [HARBOUR, { ...LIBRARY, countries: 'at, ch' }], country: 'de', explain: true },
  parameters: describe('No campaign is for this page and this reader: nothing is shown, and no space is taken.'),
};

const TEMPLATES = html`<p>Reading the Lantern is free, and stays free.</p>
  <template data-variant="control" data-weight="0"></template>
  <template data-variant="question" data-weight="1">
    <h3 slot="heading">Who asks, if we do not?</h3>
    <p>Four people make this paper. They go to the meetings that nobody else goes to.</p>
  </template>`;

export const Control: Story = {
  args: { message: TEMPLATES },
  parameters: describe(
    'A test of words in `<template data-variant>`. Nothing is known of this reader, who gets the control, the element’s own words, and is not counted.',
  ),
};

export const Variant: Story = {
  args: { message: TEMPLATES, reader: 'story' },
  parameters: describe(
    'The same test for a reader whom the page names: the arm is drawn by that name, and is the same on every page.',
  ),
};

export const Placeholders: Story = {
  args: {
    campaigns: [
      {
        ...LIBRARY,
        heading: '{percent} of a reporter for the library',
        message: 'Readers have given {raised} of {goal} so far. It is {day}: the library is open.',
        totals: { raised: '3250.00', goal: 5000, currency: 'EUR' },
      },
    ],
  },
  parameters: describe(
    'Words that are filled in: totals in the page’s language, the day, how many articles were read.',
  ),
};

export const HalfFilled: Story = {
  args: { campaigns: [{ ...LIBRARY, message: 'Readers have given {raised} so far.' }], explain: true },
  parameters: describe('Nobody knows what was raised. A sentence with a hole in it is not shown: nothing is.'),
};

export const Appeal: Story = {
  args: {
    campaigns: [{ ...LIBRARY, action: 'Other ways to help' }],
    message: html`<donation-tiers
      slot="actions"
      currency="EUR"
      raised="3250"
      goal="5000"
      amounts="5 10 25"
      provider="stripe-payment-link"
      account="https://buy.stripe.com/test_lantern"
    ></donation-tiers>`,
  },
  parameters: describe(
    'A complete appeal: the campaign’s words, and `<donation-tiers>` with amounts and a ticker in the `actions` slot.',
  ),
};

export const Reminder: Story = {
  args: { campaigns: [{ ...LIBRARY, reminder: true }] },
  parameters: describe('*Remind me next month* offers a calendar file: no address has to be given for it.'),
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'Close support message');
    await press(canvasElement, 'Remind me next month');
  },
};

export const RightToLeft: Story = {
  args: {
    lang: 'ar',
    dir: 'rtl',
    campaigns: [
      {
        campaign: 'library',
        heading: 'جمع القراء {raised} من {goal}',
        message: 'أربعة أشخاص يصنعون هذه الصحيفة.\nإن استطعتم، ساعدوهم على مواصلة طرح الأسئلة.',
        action: 'ادعموا الفنار',
        totals: { raised: 3250, goal: 5000, currency: 'EUR' },
      },
    ],
  },
  parameters: describe('An Arabic page: its numbers are written as its language writes them.'),
};

export const Debug: Story = {
  args: { campaigns: [HARBOUR, LIBRARY] },
  beforeEach: () => {
    const { href } = location;
    const debug = new URL(href);
    debug.searchParams.set('support-debug', '');
    history.replaceState(history.state, '', debug);
    return () => history.replaceState(history.state, '', href);
  },
  parameters: describe(
    'With `?support-debug` in the page’s address editors see each rule of each campaign, and can look at another time, from another country, with consent or without.',
  ),
};
