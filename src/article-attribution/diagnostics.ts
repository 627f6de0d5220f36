import type { Diagnostic } from '../contracts/credit.ts';

/** What to do about each finding, in English: the guide for editors is held to this list. */
export const HINTS = {
  'author-missing': 'Name who wrote the original (authors).',
  'canonical-cross-language': 'Point the canonical link at this page itself.',
  'canonical-in-body': 'Move the canonical link into the head.',
  'date-order': 'Compare published with source-published.',
  'exclusive-but-open': 'Take away exclusive, or the open licence: what is open to everybody is not exclusive.',
  'exclusivity-expired': 'Take away exclusive when you next edit the page.',
  'future-date': 'Correct the date, or publish the page on that day.',
  'gfdl-incompatible': 'Offer this version under the same GNU licence, or name the permission.',
  'invalid-date': 'Write 2015, 2015-03, 2015-03-14 or a date-time with an offset.',
  'invalid-language-tag': 'Write a BCP 47 tag: de, pt-BR.',
  'invalid-value': 'Write one of the values that are allowed.',
  'jsonld-duplicate': 'Keep one description of the article in the page.',
  'jsonld-mismatch': 'Correct what the publishing system says, or let it say nothing about the article.',
  'licence-ambiguous': 'Write the address of the licence that is meant.',
  'licence-retired': 'Offer new texts under a licence of today.',
  'licence-version-missing': 'Write the version too, as CC BY-SA 4.0, or the address.',
  'locale-fallback': 'Register the words of that language, or set lang to the language of the page.',
  'machine-as-person': 'Set translation-method to machine and name the engine.',
  'nd-translation': 'Ask for permission and name it (permission), or take the text away.',
  'open-but-reserved':
    'A reservation (tdm-reservation) holds only for what the licence does not allow: keep both only if you mean that.',
  'person-name-suspicious': 'Leave only the name, and separate people by semicolons.',
  'port-without-spdx': 'Give the address in lists that ask for an SPDX id; the id of another version is another text.',
  'rsl-link-as-licence': 'Name the licence for readers; terms for machines stay in the head.',
  'sa-mismatch': 'Offer this version under the same licence or a later version of it, or name the permission.',
  'same-language-translation': 'Correct source-lang, or the lang of the page.',
  'source-language-missing': 'Set source-lang.',
  'source-url-missing': 'Link to the original (source-url).',
  'source-url-same-as-page': 'Set source-url to the address of the original.',
  'stale-translation': 'Compare the translation with the original of today.',
  'tasl-incomplete': 'Name the title of the original (source-title).',
  'translator-is-author': 'Set kind to self-translation, or correct the names.',
  'translator-missing': 'Name who translated it (translators), or set translation-method.',
  'unknown-licence-combination': 'Copy the address from the deed of the licence.',
  'unnamed-org': 'Name the publication of the original (source), or of what is exclusive (publisher).',
  'untrusted-url': 'Write an http(s) address.',
} as const;

export type Code = keyof typeof HINTS;

/** Where the guide tells about a code. */
const GUIDE = 'docs/credit-checks.md';

/** A finding with what to do about it. */
export function diagnose(level: Diagnostic['level'], code: Code, message: string): Diagnostic {
  return { code, level, message, hint: HINTS[code], docs: `${GUIDE}#${code}` };
}
