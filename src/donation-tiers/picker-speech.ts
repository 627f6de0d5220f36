import { format, localeFor, wordsFor, type Words } from '../base/messages.ts';
import type { Speech } from './sentences.ts';
import { PICKER_WORDS } from './words-picker.ts';

/**
 * The speech of the element with the words of the choice, which arrive later than the element's own.
 *
 * @param overrides - The publisher's own words (`messages`).
 */
export function pickerSpeech(speech: Speech, overrides: unknown): Speech {
  const { say, tag } = speech;
  const words = wordsFor<Words>('donation-tiers', PICKER_WORDS, localeFor(tag).language, overrides);
  return {
    ...speech,
    say: (key, values = {}) => (words[key] === undefined ? say(key, values) : format(words[key], values, tag)),
  };
}
