/** What every element says in English, however many modules its words arrive in. */
import { CITING_WORDS } from '../../src/article-attribution/citing/words-citing.ts';
import { REPUBLISHING_WORDS } from '../../src/article-attribution/republishing/words-republishing.ts';
import { SHARING_WORDS } from '../../src/article-attribution/sharing/words-sharing.ts';
import { ENGLISH as credit } from '../../src/article-attribution/words.ts';
import type { Words } from '../../src/base/messages.ts';
import { BASE_WORDS } from '../../src/base/words.ts';
import { INVITING_WORDS } from '../../src/comment-thread/inviting/words-inviting.ts';
import { LIVE_WORDS } from '../../src/comment-thread/live/words-live.ts';
import { MODERATING_WORDS } from '../../src/comment-thread/moderating/words-moderating.ts';
import { PASSAGES_WORDS } from '../../src/comment-thread/passages/words-passages.ts';
import { WRITING_WORDS } from '../../src/comment-thread/writing/words-writing.ts';
import { ENGLISH as reading } from '../../src/comment-thread/words.ts';
import { PICKER_WORDS } from '../../src/donation-tiers/words-picker.ts';
import { ENGLISH as meter } from '../../src/donation-tiers/words.ts';
import { ENGLISH as banner } from '../../src/support-banner/words.ts';

const attribution = { ...credit, ...CITING_WORDS, ...REPUBLISHING_WORDS, ...SHARING_WORDS };
const thread = {
  ...reading,
  ...INVITING_WORDS,
  ...LIVE_WORDS,
  ...PASSAGES_WORDS,
  ...WRITING_WORDS,
  ...MODERATING_WORDS,
};

/** By element, and `base` for what all of them say. */
export const ENGLISH = {
  base: BASE_WORDS,
  'donation-tiers': { ...meter, ...PICKER_WORDS },
  'article-attribution': attribution,
  'support-banner': banner,
  'comment-thread': thread,
} satisfies Readonly<Record<string, Words>>;
