import type { Words } from './messages.ts';

/** English words that every element can need. In a locale they stand under `base`. */
export const BASE_WORDS = {
  offline: 'This could not be reached. Check your connection.',
  timeout: 'This is taking too long.',
  refused: 'This could not be loaded ({status}).',
  busy: 'There is a lot going on here right now. Try again in a moment.',
  malformed: 'The answer could not be read.',
  config: 'This is not set up correctly.',
  aborted: 'This was interrupted.',
  tryAgain: 'Try again',
  loading: 'Loading …',
} satisfies Words;
