import * as z from 'zod/mini';

import { flag, instant, link, oneOf, someOf, text, whole } from '../base/config.ts';
import { Decimal, FREQUENCIES, MAX_TIERS, POLICIES } from '../contracts/decimal.ts';
import { isCheckout } from './checkout.ts';
import { isCurrency } from './money.ts';

/** The providers known by name; what they are stands in `providers.ts`, which is loaded with the picker. */
export const PROVIDER_NAMES = [
  'stripe-payment-link',
  'paypal',
  'open-collective',
  'liberapay',
  'github-sponsors',
  'every-org',
  'btcpay',
  'donorbox',
  'ko-fi',
  'buy-me-a-coffee',
  'patreon',
] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

const MAX_LABEL = 200;
/** Longest pause between two looks at `src`, in seconds: a day. */
const MAX_REFRESH = 86_400;

/** Text that must pass a test; `allowed` says what does. */
const textThat = (passes: (text: string) => boolean, allowed: string) =>
  z.pipe(
    z.string(),
    z.transform((value, context) => {
      const trimmed = value.trim();
      if (passes(trimmed)) return trimmed;
      context.issues.push({ code: 'custom', input: value, message: allowed });
      return z.NEVER;
    }),
  );

const skipped = new WeakMap<object, readonly string[]>();

/** The items of a list field that could not be used, for the developer: a wrong one costs only itself. */
export function skippedOf(list: object | undefined): readonly string[] {
  return (list && skipped.get(list)) ?? [];
}

/** A list as a JSON array or as words; unusable items are left out, and so is everything after the fiftieth. */
const list = <S extends z.ZodMiniType>(item: S, allowed: string) =>
  z.pipe(
    z.unknown(),
    z.transform((value, context): z.output<S>[] => {
      const items: readonly unknown[] = typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : (value as []);
      if (!Array.isArray(items)) {
        context.issues.push({ code: 'custom', input: undefined, message: `a list of ${allowed}` });
        return z.NEVER;
      }
      const usable: z.output<S>[] = [];
      const wrong: string[] =
        items.length > MAX_TIERS ? [`more than ${MAX_TIERS} items; the others were left out`] : [];
      items.slice(0, MAX_TIERS).forEach((entry, index) => {
        const checked = tryParse(item, entry);
        if (checked) usable.push(checked.data);
        else wrong.push(`item ${index}: received ${show(entry)}; allowed: ${allowed}`);
      });
      skipped.set(usable, wrong);
      return usable;
    }),
  );

function tryParse<S extends z.ZodMiniType>(schema: S, value: unknown): { data: z.output<S> } | undefined {
  try {
    const checked = z.safeParse(schema, value);
    return checked.success ? checked : undefined;
  } catch {
    // A getter that throws is a wrong value too.
    return undefined;
  }
}

function show(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 40) : typeof value;
}

const MilestoneItem = z.union([
  z.pipe(
    Decimal,
    z.transform((at) => ({ at, label: undefined })),
  ),
  z.object({ at: Decimal, label: z.optional(text(MAX_LABEL)) }),
]);

const TierItem = z.object({
  id: z.optional(textThat((id) => /^[\w-]{1,64}$/.test(id), 'an id')),
  amount: Decimal,
  label: z.optional(text(MAX_LABEL)),
  description: z.optional(text(500)),
  perks: z.optional(z.array(textThat((perk) => perk.length <= MAX_LABEL, 'words'))),
  frequency: z.optional(oneOf(FREQUENCIES)),
  href: z.optional(textThat(isCheckout, 'an https URL or a path')),
});

const decimals = 'decimals in major units, like 5 12.50';

/** Every field of the configuration, however it arrives. */
export const DonationSettings = z.object({
  heading: text(300),
  headingLevel: whole(1, 6),
  currency: z.pipe(
    z.string(),
    z.transform((value, context) => {
      const code = value.trim().toUpperCase();
      if (isCurrency(code)) return code;
      context.issues.push({ code: 'custom', input: value, message: 'an ISO 4217 code, like USD' });
      return z.NEVER;
    }),
  ),
  raised: Decimal,
  recurring: z.object({ monthly: Decimal }),
  goal: Decimal,
  period: oneOf(['week']),
  milestones: list(MilestoneItem, decimals),
  supporters: whole(0, 10_000_000_000),
  asOf: instant(),
  deadline: instant(),
  startsAt: instant(),
  policy: oneOf(POLICIES),
  amounts: list(Decimal, decimals),
  tiers: list(TierItem, 'tiers, like { "amount": 10, "label": "Friend" }'),
  amount: Decimal,
  frequency: oneOf(FREQUENCIES),
  frequencies: someOf(FREQUENCIES),
  min: Decimal,
  max: Decimal,
  noCustom: flag(),
  confirmAbove: Decimal,
  provider: oneOf(PROVIDER_NAMES),
  account: text(500),
  checkout: textThat(isCheckout, 'an https URL or a URI template (RFC 6570) with its host written out, or a path'),
  reference: textThat((reference) => /^[\w-]{1,200}$/.test(reference), '1 to 200 letters, digits, - and _'),
  thanks: textThat((name) => /^[\w-]{1,64}$/.test(name), 'the name of a URL parameter'),
  noQrCode: flag(),
  structuredData: oneOf(['auto', 'none']),
  src: link(),
  refresh: whole(15, MAX_REFRESH),
});

export type DonationConfig = z.output<typeof DonationSettings>;
