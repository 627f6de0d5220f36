import type { ConfigIssue } from '../base/config.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { compareDates } from './dates.ts';
import { diagnose, type Code } from './diagnostics.ts';
import { isStale, isTranslation, type Facts } from './facts.ts';
import { baseLanguage } from './languages.ts';
import type { Licence } from './licensing/licence.ts';
import { retiredOn, spdxOf } from './licensing/licence-names.ts';
import { isSamePerson, type Person } from './people.ts';

/** What the checks look at. */
export interface Checked {
  /** With what is exclusive as it was claimed, whether or not it is over. */
  readonly facts: Facts;
  /** Values that could not be used. */
  readonly issues: readonly ConfigIssue[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Addresses of this page, absolute: canonical first, where it was found last. */
  readonly addresses: readonly string[];
  /** The language of the words on show. */
  readonly wordsLanguage: string;
  /** Whether a `link rel=canonical` stands outside the head. */
  readonly hasCanonicalInBody?: boolean | undefined;
  /** Addresses of terms for machines (RSL) that the page links as its licence, absolute. */
  readonly machineTerms?: readonly string[] | undefined;
  /** Whether the page reserves text and data mining. */
  readonly isMiningReserved?: boolean | undefined;
}

type Rule = (checked: Checked) => Iterable<Diagnostic>;

/**
 * What an editor should look at: wrong values, rights that contradict each other, people in the wrong role. Nothing is
 * corrected and nothing is hidden because of it; readers never see it.
 */
export function validate(checked: Checked): Diagnostic[] {
  return [values, licences, exclusivity, people, languages, dates, source, page].flatMap((rule: Rule) => [
    ...rule(checked),
  ]);
}

const error = (code: Code, message: string) => diagnose('error', code, message);
const warn = (code: Code, message: string) => diagnose('warn', code, message);
const info = (code: Code, message: string) => diagnose('info', code, message);

/* ---- Values ---- */

const VALUE_CODES: readonly (readonly [RegExp, Code])[] = [
  [/Lang$|^(?:relay|exclusiveLanguages)$/, 'invalid-language-tag'],
  [/(?:^p|P)ublished$|(?:^u|U)pdated$|(?:^r|R)etrieved$|Until$|From$|Date$/, 'invalid-date'],
  [/(?:^u|U)rl$|Home$|Logo$|^(?:archivedAt|contentCredentials)$/, 'untrusted-url'],
];

function* values({ issues, facts }: Checked): Iterable<Diagnostic> {
  for (const { path, allowed } of issues) {
    const code = VALUE_CODES.find(([pattern]) => pattern.test(path))?.[1] ?? 'invalid-value';
    yield error(code, `"${path}" cannot be used; allowed: ${allowed}.`);
  }
  for (const { name, refusedLink } of everybody(facts)) {
    if (refusedLink !== undefined) yield error('untrusted-url', `The link of ${name} cannot be used.`);
  }
}

/* ---- Rights ---- */

const PROBLEMS = {
  'licence-version-missing': 'The licence names no version, so it is not linked: write CC BY-SA 4.0, or its address.',
  'unknown-licence-combination': 'Creative Commons has no such licence; it is shown as it was written.',
  'licence-ambiguous': 'This may mean several licences; write the address of the one that is meant.',
} as const;

const has = (licence: Licence | undefined, element: string): boolean =>
  licence?.family === 'cc' && (licence.unit ?? '').split('-').includes(element);

/** With a permission for it, what a licence does not allow is worth a note. */
function* licences(checked: Checked): Iterable<Diagnostic> {
  const { permission, permissionUrl, permissionRef, permissionBasis } = checked.facts;
  const isPermitted =
    (permission ?? permissionUrl ?? permissionRef) !== undefined ||
    ['permission', 'own', 'partner'].includes(permissionBasis ?? '');
  for (const finding of [...licenceRules(checked), ...openness(checked.facts)]) {
    yield isPermitted && finding.level === 'error' ? { ...finding, level: 'info' } : finding;
  }
}

function* licenceRules({ facts, machineTerms = [] }: Checked): Iterable<Diagnostic> {
  const { licence, sourceLicence, sourceTitle, sourceUrl } = facts;
  for (const one of [licence, sourceLicence]) {
    const problem = one?.problem ?? (isLikeCreativeCommons(one) ? 'licence-ambiguous' : undefined);
    if (problem) yield warn(problem, `${one!.label}: ${PROBLEMS[problem]}`);
    if (one?.isRetired)
      yield info(
        'licence-retired',
        `${one.label} was retired on ${retiredOn(one)}: right for older works, not for new ones.`,
      );
    if (one?.family === 'cc' && one.port && spdxOf(one) === null)
      yield info('port-without-spdx', `${one.label} has no SPDX id.`);
  }
  if (licence?.url !== undefined && machineTerms.some((address) => sameAddress(licence.url!, address)))
    yield warn(
      'rsl-link-as-licence',
      'The licence is an address of terms for machines (RSL), which readers cannot read.',
    );
  const isAdapted = isTranslation(facts.kind) || facts.kind === 'adaptation';
  if (has(sourceLicence, 'nd') && isAdapted) {
    yield error('nd-translation', `${sourceLicence!.label} allows no translation; name the permission.`);
  }
  yield* shareAlike(facts);
  if (sourceLicence?.family === 'cc' && Number(sourceLicence.version) < 4 && sourceUrl && sourceTitle === undefined) {
    yield warn('tasl-incomplete', `${sourceLicence.label} asks for the title of the original.`);
  }
}

/** Names Creative Commons, and none of its licences: “CC BY 4.0, except for the pictures”. */
const isLikeCreativeCommons = (licence: Licence | undefined): boolean =>
  licence?.family === 'other' &&
  licence.url === undefined &&
  /\bcreative commons\b|\bCC[ -]?(?:BY|0)\b/i.test(licence.label);

/** A text under share-alike terms stays under them. */
function* shareAlike({ kind, licence, sourceLicence }: Facts): Iterable<Diagnostic> {
  if (isGfdl(sourceLicence) && licence && !isGfdl(licence)) {
    yield error('gfdl-incompatible', `A text under ${sourceLicence!.label} cannot be offered under ${licence.label}.`);
  }
  if (!has(sourceLicence, 'sa') || kind === 'original') return;
  if (isCompatible(sourceLicence!, licence)) return;
  const given = licence ? `, not under ${licence.label}` : '; name the licence of this version';
  yield error('sa-mismatch', `${sourceLicence!.label} asks for the same licence${given}.`);
}

const isGfdl = (licence: Licence | undefined): boolean => licence?.id?.startsWith('GFDL') ?? false;

/**
 * Whether what is made of a share-alike text may be offered under another licence: a later version of the same, or the
 * Free Art License, which is declared compatible with version 4.0. Version 1.0 allows no other version.
 *
 * @see https://creativecommons.org/share-your-work/licensing-considerations/compatible-licenses/
 */
function isCompatible(original: Licence, licence: Licence | undefined): boolean {
  const [from, to] = [Number(original.version), Number(licence?.version ?? 0)];
  if (licence?.unit === original.unit) return from === 1 ? to === 1 : to >= from;
  return original.unit === 'by-sa' && from === 4 && licence?.id === 'LAL-1.3';
}

function* openness({ exclusive, licence }: Facts): Iterable<Diagnostic> {
  if (exclusive.length === 0) return;
  if (licence && /^(?:cc0?|mark|known)$/.test(licence.family)) {
    yield error('exclusive-but-open', `What is offered under ${licence.label} to everybody is not exclusive.`);
  }
}

function* exclusivity({ facts, now }: Checked): Iterable<Diagnostic> {
  const { exclusive, exclusiveUntil, beneficiary } = facts;
  if (exclusive.length === 0) return;
  if (!beneficiary) yield info('unnamed-org', 'Nobody is named for whom this is exclusive (publisher).');
  if (exclusiveUntil !== undefined && compareDates(exclusiveUntil, new Date(now).toISOString()) < 0) {
    yield info('exclusivity-expired', `The exclusivity ended (${exclusiveUntil}); it is not claimed any more.`);
  }
}

/* ---- People ---- */

const everybody = ({ authors, translators, credits = [] }: Facts): Person[] => [
  ...authors,
  ...translators,
  ...credits.flatMap((credit) => credit.people),
];
const SUSPICIOUS = /^(?:by|von|from)\s|translat(?:ed|or)|übersetzt|[,<>]|\b(?:admin|editor|redaktion)\b/i;
/** People are called Claude, too, and have another name. */
const MACHINES =
  /\b(?:deepl|google (?:translate|gemini)|chatgpt|gpt-?\d\w*|(?:microsoft|github) copilot|bing translator|llm)\b|^(?:claude|gemini|copilot)(?:[\s-].*\d.*)?$/i;

function* people({ facts }: Checked): Iterable<Diagnostic> {
  const { kind, authors, translators, method } = facts;
  const isAuthor = (person: Person) => authors.some((author) => isSamePerson(person, author));
  if (kind !== 'self-translation' && translators.some(isAuthor)) {
    yield warn('translator-is-author', 'Somebody is author and translator: is that a translation by the author?');
  }
  if (kind === 'translation' && translators.length === 0 && method !== 'machine') {
    yield warn('translator-missing', 'A translation names who translated it.');
  }
  if (kind !== 'original' && authors.length === 0) {
    yield info('author-missing', 'Nobody is named as author of the original.');
  }
  for (const { name, type } of everybody(facts)) {
    if (type !== 'organization' && SUSPICIOUS.test(name)) {
      yield warn('person-name-suspicious', `“${name}”: a name holds the name only; separate people by semicolons.`);
    }
    if (type !== 'machine' && MACHINES.test(name)) {
      yield error('machine-as-person', `“${name}” is no person: set translation-method="machine" and name the engine.`);
    }
  }
}

/* ---- Languages and dates ---- */

function* languages({ facts, wordsLanguage }: Checked): Iterable<Diagnostic> {
  const { kind, sourceLang, lang } = facts;
  if (isTranslation(kind) && sourceLang === undefined) {
    yield warn('source-language-missing', 'A translation names the language of its original (source-lang).');
  }
  // The script or the region may differ, and somebody may have translated between them.
  if (isTranslation(kind) && sourceLang !== undefined && sourceLang.toLowerCase() === lang.toLowerCase()) {
    yield warn('same-language-translation', `Original and translation are both in "${lang}".`);
  }
  if (baseLanguage(wordsLanguage) !== baseLanguage(lang)) {
    yield info('locale-fallback', `There are no words in "${lang}"; the credit is in "${wordsLanguage}".`);
  }
}

/** UTC+14, in Kiribati. */
const FURTHEST_AHEAD_MS = 14 * 3_600_000;

function* dates({ facts, now }: Checked): Iterable<Diagnostic> {
  const { sourcePublished, sourceUpdated, published, updated } = facts;
  if (sourcePublished && published && compareDates(sourcePublished, published) > 0) {
    yield warn('date-order', 'This version is older than its original.');
  }
  for (const date of [sourcePublished, sourceUpdated, published, updated]) {
    // A day without a time begins first where clocks are furthest ahead.
    const latest = new Date((date ?? '').length > 10 ? now : now + FURTHEST_AHEAD_MS).toISOString();
    if (date !== undefined && compareDates(date, latest) > 0) yield warn('future-date', `${date} is in the future.`);
  }
  if (isStale(facts)) {
    yield info('stale-translation', `The original was updated (${sourceUpdated}) after this version.`);
  }
}

/* ---- The original and the page ---- */

function* source({ facts, addresses }: Checked): Iterable<Diagnostic> {
  const { kind, sourceUrl } = facts;
  if (kind === 'original' || kind === 'co-publication') return;
  if (sourceUrl === undefined) {
    yield warn('source-url-missing', 'Nothing links to the original (source-url).');
  } else if (addresses.some((address) => sameAddress(sourceUrl, address) && isAtHome(address, addresses))) {
    yield error('source-url-same-as-page', 'The original’s address is the address of this page.');
  }
  if (sourceUrl !== undefined && facts.source === undefined) {
    yield info('unnamed-org', 'The publication of the original has no name (source).');
  }
}

/** A canonical link may point to another site: the address there is not that of this page. */
const isAtHome = (address: string, all: readonly string[]): boolean =>
  new URL(address).host === new URL(all[all.length - 1]!).host;

function* page(checked: Checked): Iterable<Diagnostic> {
  const {
    facts,
    addresses: [canonical],
    hasCanonicalInBody,
    isMiningReserved,
  } = checked;
  const { kind, sourceUrl, licence } = facts;
  if (isTranslation(kind) && sourceUrl !== undefined && canonical !== undefined && sameAddress(sourceUrl, canonical)) {
    yield error('canonical-cross-language', 'The canonical address of a translation is its own, not the original’s.');
  }
  if (isMiningReserved && /^(?:cc|cc0|mark)$/.test(licence?.family ?? '')) {
    yield info(
      'open-but-reserved',
      `Mining is reserved, and ${licence!.label} allows much of it to everybody already.`,
    );
  }
  if (hasCanonicalInBody) yield warn('canonical-in-body', 'A canonical link outside the head is ignored.');
}

function sameAddress(a: string, b: string): boolean {
  const plain = (address: string) => {
    try {
      const { host, pathname, search } = new URL(address, b);
      return host + pathname.replace(/\/$/, '') + search;
    } catch {
      return address;
    }
  };
  return plain(a) === plain(b);
}
