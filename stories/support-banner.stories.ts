import { html, nothing, type TemplateResult } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { SupportBanner } from '../src/support-banner/support-banner.ts';
import '../src/support-banner/define.ts';
import { STORAGE_KEY, VERSION } from '../src/support-banner/visits.ts';

const NOW = '2026-11-24T10:00:00Z';
const HREF = 'https://pay.example/lantern';

interface Args {
  heading?: string;
  action?: string;
  href?: string;
  placement?: 'inline' | 'top' | 'bottom';
  starts?: string;
  ends?: string;
  cap?: string;
  consent?: boolean;
  supporter?: boolean;
  lang?: string;
  dir?: string;
  message?: TemplateResult;
  /** A class of the page around the banner, for the stories on looks. */
  look?: string;
  /** Prints what `why()` answers below the banner. */
  explain?: boolean;
}

const MESSAGE = html`<p>
  Four people make this paper. Reading it is free, and stays free. If you can, help them to go on asking questions at
  the harbour board.
</p>`;

/** Stories remember nothing from one to the next: each is a campaign of its own, kept in memory only. */
function render(args: Args, { name }: { name: string }): TemplateResult {
  const { look, lang, dir, explain, message = MESSAGE } = args;
  return html`<div class=${look ?? nothing} lang=${lang ?? nothing} dir=${dir ?? nothing}>
    <p>
      For eleven years Wrenhaven’s books stood in a warehouse behind the timber yard, sorted by the size of their boxes.
    </p>
    <support-banner
      campaign=${`story ${name}`}
      storage=${args.cap ? 'session' : 'none'}
      now=${NOW}
      heading=${args.heading ?? nothing}
      action=${args.action ?? nothing}
      href=${args.href ?? nothing}
      placement=${args.placement ?? nothing}
      starts=${args.starts ?? nothing}
      ends=${args.ends ?? nothing}
      cap=${args.cap ?? nothing}
      ?consent=${args.consent}
      ?supporter=${args.supporter}
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
    const { rules, ...verdict } = banner.why();
    const lines = [verdict, ...rules].map((part) => JSON.stringify(part));
    if (place) place.textContent = lines.join('\n');
  });
}

/** What a publisher's own stylesheet says. */
const PUBLISHER = new CSSStyleSheet();
PUBLISHER.replaceSync(`.support-banner-themed {
  --furniture-accent: #7a1f2b;
  --furniture-on-accent: #fff;
  --furniture-radius: 0;
  --furniture-font: 'Helvetica Neue', Arial, sans-serif;
  background: #fff;
  color: #222;
  color-scheme: light;
  padding: 1rem;
}`);

const describe = (story: string) => ({ docs: { description: { story } } });

/** Presses a button of the banner, as a reader would. */
async function press(banner: SupportBanner, name: string): Promise<void> {
  await banner.updateComplete;
  const buttons = [...banner.shadowRoot!.querySelectorAll('button')];
  buttons.find((button) => button.textContent?.trim() === name)?.click();
  await banner.updateComplete;
}

const bannerIn = (canvas: HTMLElement): SupportBanner => canvas.querySelector('support-banner')!;

const meta: Meta<Args> = {
  title: 'Elements/support-banner',
  component: 'support-banner',
  args: { heading: 'You are reading the Lantern for free', action: 'Support the Lantern', href: HREF },
  // One banner asks at a time on a page, so each story is a page of its own, among the documentation, too.
  parameters: { docs: { story: { inline: false, height: '26rem' } } },
  render,
};
export default meta;
type Story = StoryObj<Args>;

export const Default: Story = {
  parameters: describe('An appeal in the text of an article. It can be closed at once, and says what it asks for.'),
};

export const Top: Story = {
  args: { placement: 'top' },
  parameters: describe('Pinned to the top of the window. It pushes nothing and takes no focus.'),
};

export const Bottom: Story = {
  args: { placement: 'bottom' },
  parameters: describe(
    'Pinned to the bottom of the window, where it never hides what has focus. *Escape* closes it from inside only.',
  ),
};

export const Closing: Story = {
  parameters: describe('The reader has pressed the cross. The close counts already; the answers refine it.'),
  play: async ({ canvasElement }) => press(bannerIn(canvasElement), 'Close support message'),
};

export const Closed: Story = {
  parameters: describe(
    'After an answer one quiet line stays: what was promised, a way back, and the link. (Stories store nothing, so this one promises no more than the page.)',
  ),
  play: async ({ canvasElement }) => {
    await press(bannerIn(canvasElement), 'Close support message');
    await press(bannerIn(canvasElement), 'Not now');
  },
};

export const MoreWaysToHelp: Story = {
  args: {
    action: 'Other ways to help',
    message: html`${MESSAGE}
      <p slot="actions"><a href="${HREF}/monthly">Give each month</a>, or <a href="${HREF}/once">give once</a>.</p>`,
  },
  parameters: describe('The `actions` slot holds more ways to act. A `<donation-tiers>` fits in it.'),
};

export const Thanks: Story = {
  args: {
    supporter: true,
    message: html`${MESSAGE}
      <p slot="thanks">Thank you for supporting the Lantern. Your gift pays for this report, among others.</p>`,
  },
  parameters: describe('The publisher knows that this reader gives. Nobody who gives is asked again.'),
};

export const Ended: Story = {
  args: { ends: '2026-11-01T00:00:00Z', explain: true },
  parameters: describe('The campaign is over: nothing is shown, and no space is taken. `why()` tells the reason.'),
};

export const Capped: Story = {
  args: { cap: '1/30', consent: true, explain: true },
  beforeEach: () => {
    const views = [['story Capped', Date.parse('2026-11-20T10:00:00Z')]];
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ version: VERSION, views }));
    return () => sessionStorage.removeItem(STORAGE_KEY);
  },
  parameters: describe('Seen as often as the publisher allows. With `consent` only: without it nothing is counted.'),
};

export const LongText: Story = {
  args: {
    placement: 'bottom',
    heading: 'The harbour board meets behind closed doors, and somebody has to wait in front of them and write',
    message: html`${Array.from({ length: 8 }, () => MESSAGE)}`,
  },
  parameters: describe(
    'More text than a pinned banner may take: it keeps to two fifths of the window and scrolls inside. The button that closes stays in sight.',
  ),
};

export const RightToLeft: Story = {
  args: {
    lang: 'ar',
    dir: 'rtl',
    heading: 'تقرؤون الفنار مجانًا',
    action: 'ادعموا الفنار',
    message: html`<p>أربعة أشخاص يصنعون هذه الصحيفة. إن استطعتم، ساعدوهم على مواصلة طرح الأسئلة.</p>`,
  },
  parameters: describe('An Arabic page. The banner follows its language and direction.'),
};

export const Dark: Story = {
  globals: { theme: 'dark' },
  parameters: describe('A page with a dark `color-scheme`. The banner follows it.'),
};

export const Themed: Story = {
  args: { look: 'support-banner-themed' },
  parameters: describe('The colours and corners of a publisher, set with the shared tokens only.'),
  beforeEach: () => {
    document.adoptedStyleSheets.push(PUBLISHER);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== PUBLISHER);
    };
  },
};
