import * as z from 'zod/mini';

import { flag, instant, link, oneOf, text, whole } from '../base/config.ts';
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
});
export type BannerOptions = z.output<typeof BannerOptions>;
