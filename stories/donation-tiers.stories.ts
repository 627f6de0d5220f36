import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import type { CampaignInput } from '../src/contracts/donations.ts';
import '../src/donation-tiers/define.ts';
import type { DonationTiers } from '../src/donation-tiers/donation-tiers.ts';

interface Args {
  readonly heading?: string;
  readonly currency?: string;
  readonly raised?: string;
  readonly goal?: string;
  readonly milestones?: string;
  readonly supporters?: number;
  readonly 'as-of'?: string;
  readonly deadline?: string;
  readonly amounts?: string;
  readonly amount?: string;
  readonly frequency?: string;
  readonly frequencies?: string;
  readonly min?: string;
  readonly max?: string;
  readonly 'no-custom'?: boolean;
  readonly 'confirm-above'?: string;
  readonly provider?: string;
  readonly account?: string;
  readonly checkout?: string;
  readonly reference?: string;
  readonly thanks?: string;
  readonly name?: string;
  readonly required?: boolean;
  readonly 'no-qr-code'?: boolean;
  readonly src?: string;
  readonly refresh?: string;
  readonly campaign?: CampaignInput;
  /** What a reader types, to show an answer. */
  readonly typed?: string;
}

const CHECKOUT = 'https://pay.example/lantern{?amount,currency,frequency,reference}';

const render = (args: Args) =>
  html`<donation-tiers
    heading=${args.heading ?? nothing}
    currency=${args.currency ?? nothing}
    raised=${args.raised ?? nothing}
    goal=${args.goal ?? nothing}
    milestones=${args.milestones ?? nothing}
    supporters=${args.supporters ?? nothing}
    as-of=${args['as-of'] ?? nothing}
    deadline=${args.deadline ?? nothing}
    amounts=${args.amounts ?? nothing}
    amount=${args.amount ?? nothing}
    frequency=${args.frequency ?? nothing}
    frequencies=${args.frequencies ?? nothing}
    min=${args.min ?? nothing}
    max=${args.max ?? nothing}
    ?no-custom=${args['no-custom'] ?? false}
    confirm-above=${args['confirm-above'] ?? nothing}
    provider=${args.provider ?? nothing}
    account=${args.account ?? nothing}
    checkout=${args.checkout ?? nothing}
    reference=${args.reference ?? nothing}
    name=${args.name ?? nothing}
    ?required=${args.required ?? false}
    thanks=${args.thanks ?? nothing}
    ?no-qr-code=${args['no-qr-code'] ?? false}
    src=${args.src ?? nothing}
    refresh=${args.refresh ?? nothing}
    .campaign=${args.campaign}
    @donation-tiers-handoff=${(event: Event) => event.preventDefault()}
  >
    <p>We are raising $5,000 for a harbour reporter. <a href="https://pay.example/lantern">Give to the Lantern</a>.</p>
  </donation-tiers>`;

/** A form of a publisher's own, which shows what it would send. */
const renderForm = (args: Args) =>
  html`<form @submit=${showFields}>
    <fieldset>
      <legend>Subscribe to the Lantern</legend>
      ${render(args)}
      <p><button>Go on to pay</button></p>
    </fieldset>
    <p><output></output></p>
  </form>`;

function showFields(event: SubmitEvent): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  form.querySelector('output')!.textContent = [...new FormData(form)]
    .map(([name, value]) => `${name}=${value as string}`)
    .join(' & ');
}

/** Types into the field as a reader would. */
async function typeInto({ canvasElement, args }: { canvasElement: HTMLElement; args: Args }): Promise<void> {
  const element = canvasElement.querySelector<DonationTiers>('donation-tiers');
  await element?.updateComplete;
  const field = element?.shadowRoot?.querySelector<HTMLInputElement>('input[inputmode=decimal]');
  if (!element || !field || args.typed === undefined) return;
  field.value = args.typed;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
}

/** Chooses to give monthly as a reader would. */
async function chooseMonthly({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const element = canvasElement.querySelector<DonationTiers>('donation-tiers');
  await element?.updateComplete;
  element?.shadowRoot?.querySelector<HTMLInputElement>('input[value=monthly]')?.click();
  await element?.updateComplete;
}

/** Asks for the QR code of the link, and waits until it is drawn. */
async function showCode({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const element = canvasElement.querySelector<DonationTiers>('donation-tiers');
  await element?.updateComplete;
  const root = element?.shadowRoot;
  root?.querySelector<HTMLElement>('.show-code')?.click();
  while (root?.isConnected && !root.querySelector('.code svg')) await new Promise(requestAnimationFrame);
}

export default {
  title: 'Elements/donation-tiers',
  component: 'donation-tiers',
  render,
  args: {
    heading: 'Keep the Lantern lit',
    currency: 'USD',
    raised: '3250',
    goal: '5000',
    milestones: '0 2500 5000',
    supporters: 87,
    'as-of': '2026-11-20',
  },
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

/** A meter in an article: the sentence is the truth, and the bar repeats it. */
export const Default: Story = {};

/** Where milestones say what the money buys. They come from a campaign's JSON. */
export const Milestones: Story = {
  args: {
    campaign: {
      version: 1,
      currency: 'USD',
      raised: 3250,
      goal: 5000,
      milestones: [
        { at: 1200, label: 'A recorder, and the train to the harbour board' },
        { at: 2500, label: 'One reporter for a month' },
        { at: 4000, label: 'Every council meeting until summer' },
      ],
      policy: 'gross',
      supporters: 87,
      updatedAt: '2026-11-20T09:00:00Z',
      endsAt: '2099-12-24',
    },
  },
};

/** Nothing was given yet: an empty bar, and no milestone reached. */
export const Zero: Story = { args: { raised: '0', supporters: undefined } as unknown as Args };

/** Just there, and the last milestone with it. */
export const AtTheGoal: Story = { args: { raised: '5000' } };

/** Two tracks: what of the total comes again every month, where the data says so. */
export const RenewsMonthly: Story = {
  args: {
    campaign: {
      version: 1,
      currency: 'USD',
      raised: '3250',
      goal: '5000',
      recurring: { monthly: '1332.50' },
      policy: 'net',
      supporters: 87,
      updatedAt: '2026-11-20T09:00:00Z',
    },
  } as unknown as Args,
};

/** What comes in each week, as Liberapay counts: no total, and never called one. */
export const Weekly: Story = {
  args: {
    currency: undefined,
    raised: undefined,
    goal: undefined,
    milestones: undefined,
    supporters: undefined,
    'as-of': undefined,
    src: 'totals/liberapay.json',
  } as unknown as Args,
};

/** In the reader's own few colours (Windows' contrast themes): bar and ticks are still there. */
export const MeterInForcedColours: Story = { args: { raised: '3250' } };

/** On paper: no controls, and a bar that is filled though browsers print no backgrounds. */
export const MeterPrinted: Story = { args: { amounts: '5 10 25', amount: '10', checkout: CHECKOUT } };

/** An appeal without a goal has nothing to measure against, so it has no bar. */
export const NoGoal: Story = { args: { goal: undefined, milestones: undefined } as unknown as Args };

/** More than was asked for: the bar is full, and the sentence says how far above. */
export const OverTheGoal: Story = { args: { raised: '6500' } };

/** After the goal, the next milestone is the goal on show. */
export const NextGoal: Story = { args: { raised: '6500', milestones: '2500 8000' } };

/** The appeal is over: it says since when. */
export const Ended: Story = { args: { deadline: '2026-01-31' } };

const picker = {
  heading: 'Your gift',
  raised: undefined,
  goal: undefined,
  milestones: undefined,
  supporters: undefined,
  'as-of': undefined,
  amounts: '5 10 25 50',
  checkout: CHECKOUT,
} as unknown as Args;

/** Nothing is chosen at first, and the action says what is missing. */
export const Amounts: Story = { args: picker };

/** A gift that certainly completes the next milestone or the goal: the note says so. */
export const CompletesTheGoal: Story = {
  args: { ...picker, raised: '4980', goal: '5000', milestones: '2500', amount: '25' },
};

/** A giver has come back from the provider: thanks, and no more than that. (The parameter here is one of Storybook's own.) */
export const Thanks: Story = {
  args: { ...picker, raised: '3250', goal: '5000', amounts: '5 10 25', thanks: 'viewMode' },
};

/** With several frequencies the reader says how often, too; an amount alone is for once. */
export const Frequencies: Story = { args: { ...picker, frequencies: 'once monthly yearly', amount: '10' } };

/** Amounts with a name and a reason. A tier can be for one frequency only. */
export const Tiers: Story = {
  args: {
    ...picker,
    heading: 'Become a friend',
    amounts: undefined,
    campaign: {
      version: 1,
      currency: 'USD',
      tiers: [
        { id: 'friend', amount: 5, label: 'Friend', description: 'The Friday letter.', frequency: 'monthly' },
        {
          id: 'patron',
          amount: 12.5,
          label: 'Patron',
          description: 'Pays for one council meeting, from the first word to the last.',
          perks: ['The Friday letter', 'An evening in the newsroom every spring', 'Your name in the Christmas issue'],
          frequency: 'monthly',
        },
        { id: 'issue', amount: 20, label: 'One issue', description: 'Pays for the paper of one Saturday.' },
      ],
    },
  } as unknown as Args,
};

/** A typed amount is read in any script and with either separator; here nobody can know which one was meant. */
export const UnclearAmount: Story = { args: { ...picker, min: '2', typed: '1.000' }, play: typeInto };

/** A typed amount below the smallest: nothing is corrected behind the reader's back. */
export const TooSmall: Story = { args: { ...picker, min: '2', typed: '1' }, play: typeInto };

/** A large typed amount asks once more before it has an address. */
export const ConfirmLargeAmount: Story = { args: { ...picker, 'confirm-above': '500', typed: '750' }, play: typeInto };

/** This provider's links carry no amount, and the element says so before the reader leaves. */
export const ProviderWithoutAmount: Story = {
  args: { ...picker, checkout: undefined, provider: 'ko-fi', account: 'lantern', amount: '10' } as unknown as Args,
};

/**
 * What these links carry is known from use and not from any promise: the element asks to have it checked there. The reader
 * has chosen to give monthly; no story chooses that for anybody.
 */
export const ProviderKnownFromUse: Story = {
  args: {
    ...picker,
    checkout: undefined,
    provider: 'github-sponsors',
    account: 'lantern',
    amount: '10',
    frequencies: 'once monthly',
  } as unknown as Args,
  play: chooseMonthly,
};

/** One payment link for each tier and frequency: the reader who changes how often stays with the tier. */
export const LinkPerFrequency: Story = {
  args: {
    ...picker,
    amounts: undefined,
    checkout: undefined,
    campaign: {
      version: 1,
      currency: 'USD',
      tiers: (['once', 'monthly', 'yearly'] as const).map((frequency) => ({
        id: 'friend',
        amount: '10',
        label: 'Friend',
        frequency,
        href: `https://buy.stripe.com/friend-${frequency}`,
      })),
    },
  } as unknown as Args,
};

/** Nothing to choose here: a provider's page and nothing else. */
export const LinkOnly: Story = {
  args: {
    ...picker,
    amounts: undefined,
    checkout: undefined,
    provider: 'patreon',
    account: 'lantern',
  } as unknown as Args,
};

/** In a form of the publisher's own: no link, the form's button is the action. Below stands what the server would get. */
export const InAFormOfYourOwn: Story = {
  args: {
    ...picker,
    checkout: undefined,
    frequencies: 'once monthly',
    reference: 'spring',
    name: 'gift',
    required: true,
  } as unknown as Args,
  render: renderForm,
};

/** The same with a typed amount below the smallest, which keeps the form from being sent. */
export const InAFormTooSmall: Story = {
  ...InAFormOfYourOwn,
  args: { ...InAFormOfYourOwn.args, min: '2', typed: '1' },
  play: typeInto,
};

/** In a `<fieldset disabled>`, as while the form is being sent: nothing can be chosen. */
export const InAFormDisabled: Story = {
  ...InAFormOfYourOwn,
  args: { ...InAFormOfYourOwn.args, amount: '10' },
  play: ({ canvasElement }) => {
    canvasElement.querySelector('fieldset')!.disabled = true;
  },
};

/** The link for another device: the reader asked for its QR code, which follows what is chosen. */
export const QrCode: Story = { args: { ...picker, amount: '10' }, play: showCode };

/** The same on a dark page: readers of codes want them dark on white. */
export const QrCodeDark: Story = { ...QrCode, globals: { theme: 'dark' } };

/** In forced colours it stays black on white. */
export const QrCodeInForcedColours: Story = { ...QrCode };

/** On paper: the link as text, with its code. */
export const QrCodePrinted: Story = { ...QrCode };

/** The publisher wants no QR code (`no-qr-code`). */
export const NoQrCode: Story = { args: { ...picker, amount: '10', 'no-qr-code': true } };

/** Everything in one place: the appeal and the gift. */
export const MeterAndAmounts: Story = {
  args: { amounts: '5 10 25', frequencies: 'once monthly', checkout: CHECKOUT, reference: 'story' },
};

/** Nothing is set up yet, or the totals are still under way: what stands between the tags is shown. */
export const AuthorContent: Story = {
  args: { raised: undefined, goal: undefined, milestones: undefined } as unknown as Args,
};

/** Totals that cannot be had: what was known stays, with its date, and the reader can try again. */
export const Failed: Story = { args: { src: '/there-is-no-such-campaign.json' } };

/** Amounts without a currency cannot be shown: the publisher's own words stand, and the console says why. */
export const Misconfigured: Story = { args: { currency: undefined } as unknown as Args };

/** The page is dark; the element follows its colour scheme. */
export const Dark: Story = {
  globals: { theme: 'dark' },
  args: { amounts: '5 10 25', amount: '10', frequencies: 'once monthly', checkout: CHECKOUT },
};

/** From right to left, in Arabic: the bar fills from the right, and amounts keep their order. */
export const RightToLeft: Story = {
  globals: { language: 'ar' },
  args: {
    heading: 'أبقوا المنارة مضاءة',
    currency: 'EGP',
    amounts: '50 100 250',
    frequencies: 'once monthly',
    amount: '100',
    checkout: CHECKOUT,
  },
};

/** Long words, long numbers, a narrow column: everything wraps and nothing is cut. */
export const LongText: Story = {
  args: {
    ...picker,
    heading: 'Für eine unabhängige Lokalberichterstattung aus den Stadtverordnetenversammlungen der Hafengemeinden',
    campaign: {
      version: 1,
      currency: 'IDR',
      raised: '123456789',
      goal: '987654321',
      milestones: [
        { at: '500000000', label: 'Donaudampfschifffahrtsgesellschaftskapitänsberichterstattung für ein Jahr' },
      ],
      tiers: [
        {
          id: 'long',
          amount: '1500000',
          label: 'Bundesausbildungsförderungsgesetz',
          description:
            'A tier whose description goes on for longer than a card is wide, because somebody had a lot to say about it.',
        },
        { id: 'short', amount: '250000', label: 'Short' },
      ],
    },
  } as unknown as Args,
  play: ({ canvasElement }) => {
    canvasElement.querySelector<DonationTiers>('donation-tiers')!.style.setProperty('max-inline-size', '20em');
  },
};

/** From right to left above the goal: full, with the last milestone still to come. */
export const RightToLeftNextGoal: Story = {
  globals: { language: 'ar' },
  args: { heading: 'أبقوا المنارة مضاءة', currency: 'EGP', raised: '6500', milestones: '2500 8000' },
};

/** The publisher's own colours and corners, by tokens alone. */
export const Themed: Story = {
  args: { amounts: '5 10 25', amount: '10', checkout: CHECKOUT },
  play: ({ canvasElement }) => {
    const { style } = canvasElement.querySelector<DonationTiers>('donation-tiers')!;
    style.setProperty('--furniture-accent', 'light-dark(#0f5c6e, #8fd3e4)');
    style.setProperty('--furniture-on-accent', 'light-dark(#fff, #06272f)');
    style.setProperty('--furniture-radius', '0');
  },
};
