import { parseCap } from './cap.ts';
import { normaliseSections, type Rules } from './eligibility.ts';
import type { BannerOptions } from './options.ts';
import { parseSchedule } from './schedule.ts';

/** What the configuration asks for, in the terms of the decision. */
export function rulesOf(options: Partial<BannerOptions>): Rules {
  return {
    ...parseSchedule(options.starts, options.ends),
    isSensitive: options.sensitive ?? false,
    sections: normaliseSections(options.sections),
    excludeSections: normaliseSections(options.excludeSections),
    afterArticles: options.afterArticles ?? 1,
    cap: options.cap === undefined ? undefined : parseCap(options.cap),
    hasConsent: options.consent ?? false,
  };
}
