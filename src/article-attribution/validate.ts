import type { Diagnostic } from '../contracts/attribution.ts';
import { compareDates } from './dates.ts';
import { isTranslation, type Facts } from './facts.ts';
import { isSameLanguage } from './languages.ts';
import { isSamePerson } from './people.ts';

type Check = (facts: Facts, today: string) => Diagnostic | false | undefined;

const say = (level: Diagnostic['level'], code: string, message: string): Diagnostic => ({ level, code, message });
const isCc = (facts: Facts) => facts.licence?.family === 'cc';
const isOpen = (facts: Facts) => ['cc', 'cc0', 'mark'].includes(facts.licence?.family ?? '');

/** One rule each, in the order in which an editor would look. */
const CHECKS: readonly Check[] = [
  ({ kind, sourceUrl }) =>
    kind !== 'original' &&
    sourceUrl === undefined &&
    say('warn', 'source-url-missing', 'Readers cannot follow the credit to the original: give source-url.'),
  ({ sourceUrl, url }) =>
    sourceUrl !== undefined &&
    sourceUrl === url &&
    say('error', 'source-url-same-as-page', 'source-url is the address of this very page.'),
  ({ kind, sourceLang }) =>
    isTranslation(kind) &&
    sourceLang === undefined &&
    say('warn', 'source-language-missing', 'A translation from which language? Give source-lang.'),
  ({ kind, sourceLang, lang }) =>
    kind === 'translation' &&
    sourceLang !== undefined &&
    isSameLanguage(sourceLang, lang) &&
    say('warn', 'same-language-translation', `The original and this text are both in ${lang}.`),
  ({ kind, translators, method }) =>
    kind === 'translation' &&
    translators.length === 0 &&
    method !== 'machine' &&
    say('warn', 'translator-missing', 'Nobody is credited for the translation: give translators.'),
  ({ kind, authors, translators }) =>
    kind === 'translation' &&
    translators.some((one) => authors.some((author) => isSamePerson(one, author))) &&
    say('info', 'translator-is-author', 'An author is a translator as well: is it a self-translation?'),
  ({ authors, kind }) =>
    kind !== 'original' && authors.length === 0 && say('info', 'author-missing', 'Nobody is named as the author.'),
  ({ authors, translators }) => {
    const odd = [...authors, ...translators].find(({ name }) =>
      /^(?:by|von|par)\s|\b(?:translated|übersetzt)\b|,.*,/i.test(name),
    );
    return (
      odd &&
      say('warn', 'person-name-suspicious', `"${odd.name}" is more than one name. Separate people by semicolons.`)
    );
  },
  ({ authors, translators }) => {
    const refused = [...authors, ...translators].find(({ refusedLink }) => refusedLink !== undefined);
    return refused && say('error', 'untrusted-url', `The address given for ${refused.name} cannot be used.`);
  },
  ({ sourcePublished, published }) =>
    sourcePublished !== undefined &&
    published !== undefined &&
    compareDates(sourcePublished, published) > 0 &&
    say('error', 'date-order', 'The original was published after this version.'),
  ({ published, sourcePublished }, today) => {
    const future = [sourcePublished, published].find((date) => date !== undefined && compareDates(date, today) > 0);
    return future !== undefined && say('warn', 'future-date', `${future} has not come yet.`);
  },
  ({ sourceUpdated, published }) =>
    sourceUpdated !== undefined &&
    published !== undefined &&
    compareDates(sourceUpdated, published) > 0 &&
    say('warn', 'stale-translation', 'The original was updated after this version.'),
  (facts) =>
    isOpen(facts) &&
    facts.exclusive.length > 0 &&
    say('error', 'exclusive-but-open', `${facts.licence!.label} allows everybody what is called exclusive here.`),
  ({ kind, sourceLicence, permission, permissionUrl }) =>
    isTranslation(kind) &&
    sourceLicence?.unit?.includes('nd') &&
    say(
      (permission ?? permissionUrl) ? 'info' : 'error',
      'nd-translation',
      `${sourceLicence.label} does not allow translations without permission.`,
    ),
  (facts) => {
    const { sourceLicence, licence, permission, permissionUrl } = facts;
    const isMismatch = sourceLicence?.unit?.includes('sa') && (!isCc(facts) || licence?.unit !== sourceLicence.unit);
    return (
      isMismatch &&
      say(
        (permission ?? permissionUrl) ? 'info' : 'error',
        'sa-mismatch',
        `The original is under ${sourceLicence!.label}: a translation has to be under the same licence.`,
      )
    );
  },
  ({ licence }) =>
    licence?.family === 'cc' &&
    licence.version === undefined &&
    say('error', 'licence-version-missing', `Which version of ${licence.label}? Give its address.`),
  ({ licence }) =>
    licence?.isRetired &&
    say('info', 'licence-retired', `${licence.label} is retired; it still holds for older texts.`),
  ({ licence }) =>
    licence?.family === 'other' &&
    say('info', 'licence-unknown', `"${licence.label}" is no licence that is known here; it is shown as written.`),
  ({ exclusiveUntil }, today) =>
    exclusiveUntil !== undefined &&
    compareDates(exclusiveUntil, today) < 0 &&
    say('info', 'exclusivity-expired', `The exclusivity ended on ${exclusiveUntil}.`),
];

/**
 * Checks what a credit says against itself: guidance for editors, never a block.
 *
 * @param now - Milliseconds since the epoch.
 * @returns Errors first.
 */
export function validate(facts: Facts, now: number): Diagnostic[] {
  const today = new Date(now).toISOString();
  const found = CHECKS.map((check) => check(facts, today)).filter((one): one is Diagnostic => Boolean(one));
  const order = ['error', 'warn', 'info'];
  return found.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
