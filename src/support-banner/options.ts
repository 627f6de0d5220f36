import * as z from 'zod/mini';

import { field, flag, instant, link, oneOf, text, whole } from '../base/config.ts';
import { PLACEMENTS, STORAGES } from '../contracts/banner.ts';
import { MAX_CAP_DAYS, MAX_CAP_VIEWS, parseCap } from './cap.ts';

const capText = () =>
  z.pipe(
    z.string(),
    z.transform((value, context) => {
      if (parseCap(value)) return value.trim();
      const message = `views/days, like 4/30: at most ${MAX_CAP_VIEWS} views in at most ${MAX_CAP_DAYS} days`;
      context.issues.push({ code: 'custom', input: value, message });
      return z.NEVER;
    }),
  );

/** Names with commas between them, or a JSON array of names. */
const names = () =>
  z.pipe(
    z.union([z.string(), z.array(z.string())]),
    z.transform((value) => (typeof value === 'string' ? value : `${value.join(',')},`).slice(0, 2_000)),
  );

/** Read where it is used. */
const anything = () => field((value) => value);

/** The configuration of a support banner: every attribute, and every key of its JSON. */
export const BannerOptions = z.object({
  heading: text(300),
  headingLevel: whole(1, 6),
  action: text(100),
  href: link(),
  placement: oneOf(PLACEMENTS),
  campaign: text(100),
  starts: instant(),
  ends: instant(),
  cap: capText(),
  closeFor: whole(1, 3_650),
  afterArticles: whole(1, 50),
  sections: names(),
  excludeSections: names(),
  section: names(),
  sensitive: flag(),
  supporter: flag(),
  consent: flag(),
  storage: oneOf(STORAGES),
  now: instant(),
  reminder: flag(),
  // What follows is for campaigns; what reads it more closely is loaded for them.
  src: link(),
  tags: names(),
  excludeTags: names(),
  tag: names(),
  languages: names(),
  countries: names(),
  country: text(2),
  referrers: names(),
  readers: names(),
  signedIn: flag(),
  days: names(),
  quietHours: text(20),
  timeZone: text(64),
  gap: whole(1, 365),
  dilution: whole(2, 100),
  share: whole(0, 100),
  reader: text(100),
  totals: anything(),
  campaigns: anything(),
  variants: anything(),
  report: text(),
  supporterKey: text(),
});
export type BannerOptions = z.output<typeof BannerOptions>;
