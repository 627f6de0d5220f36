import * as z from 'zod/mini';

import { BASES, CHANGES, KINDS, METHODS, CONTRIBUTOR_ROLES, REPUBLISHING, SCOPES, WORK_KINDS } from './credit.ts';

import { IMAGE_POLICIES } from './image-policies.ts';

export * from './credit.ts';

const Text = z.optional(z.string());
/** BCP 47, as `de` or `pt-BR`. */
const Language = Text;
/** EDTF level 0: `2015`, `2015-03`, `2015-03-14`, or a date-time with an offset. The precision is kept. */
const PartialDate = Text;
/** Absolute http(s), or relative to the page. */
const Url = Text;

/** Under which terms readers may use a text: recognised from `url`, `id` (SPDX) or a label, never guessed. */
export const Licence = z.object({
  url: Url,
  id: z.optional(z.nullable(z.string())),
  label: Text,
  shortLabel: Text,
  /** What it is for; the text if absent. */
  appliesTo: z.optional(z.literal(['work', 'source', 'images', 'text'])),
});

/** A text where it is published: this page's (`work`), or one it comes from (`source`). */
export const Work = z.object({
  url: Url,
  /** The publication, as it is printed. */
  name: Text,
  /** What it is called for short; for machines. */
  shortName: Text,
  /** The language its name is in. */
  nameLang: Language,
  /** Its logo, for machines; never fetched. */
  logo: Url,
  /** What the publication is. */
  kind: z.optional(z.literal(WORK_KINDS)),
  /** Its home page. */
  home: Url,
  title: Text,
  /** The title in sentence case, for citations that want it; never guessed. */
  titleSentence: Text,
  titleLang: Language,
  lang: Language,
  published: PartialDate,
  updated: PartialDate,
  /** When somebody last looked at it there. */
  retrieved: PartialDate,
  /** It is no longer where it was: it is named and not linked. */
  gone: z.optional(z.boolean()),
  licence: z.optional(z.union([Licence, z.string()])),
  /** A copyright notice, printed as it stands. */
  copyright: Text,
});

/** The same text in another language, by the same publisher. */
export const Version = z.object({ url: z.string(), lang: z.string(), title: Text });

/** One person, organisation or machine, in one role. Names are printed as they are, never inflected. */
export const Contributor = z.object({
  role: z.literal(CONTRIBUTOR_ROLES),
  /** What to call a role that has no name of its own. */
  roleLabel: Text,
  name: z.string(),
  /** The parts of the name, for citations; without them only two words in Latin letters are taken apart. */
  given: Text,
  family: Text,
  /** As `van der`; stands before the family name. */
  particle: Text,
  /** As `Jr.` */
  suffix: Text,
  /** `family-given` where the family name stands first in the name. */
  order: z.optional(z.literal(['given-family', 'family-given'])),
  /** The language of the name; of `nameNative`, if there is one. */
  nameLang: Language,
  /** The name in its own writing, printed beside it. */
  nameNative: Text,
  /** Where they work, printed beside the name. */
  affiliation: Text,
  /** Whose contributor this is: who translated the original is nobody's translator here. */
  of: z.optional(z.literal(['work', 'source'])),
  type: z.optional(z.literal(['person', 'organization', 'machine'])),
  url: Url,
  sameAs: z.optional(z.array(z.string())),
  /** Only `byline` and `credit` are printed; what is not printed is in no metadata either. */
  visibility: z.optional(z.literal(['byline', 'credit', 'metadata-only'])),
  /** `withheld` is left out of every output. */
  status: z.optional(z.literal(['named', 'anonymous', 'pseudonym', 'withheld'])),
});

export const Exclusivity = z.object({
  /** For whom; the publisher of this version when absent. */
  beneficiary: Text,
  beneficiaryUrl: Url,
  scope: z.optional(z.array(z.literal(SCOPES))),
  /** In which languages; for machines. */
  languages: z.optional(z.array(z.string())),
  /** In which countries or regions, ISO 3166 codes; everywhere when absent. */
  territories: z.optional(z.array(z.string())),
  /** The first day of the exclusivity; before it nothing is claimed. */
  from: PartialDate,
  /** The last day of the exclusivity; after it nothing is claimed. */
  until: PartialDate,
  /** It is said to readers, and no machine is told that it binds anybody. */
  claimOnly: z.optional(z.boolean()),
});

export const Permission = z.object({
  text: Text,
  url: Url,
  basis: z.optional(z.literal(BASES)),
  date: PartialDate,
  /** What the permission is filed under. */
  ref: Text,
});

export const Change = z.object({ type: z.optional(z.literal(CHANGES)), note: Text, date: PartialDate, by: Text });

export const Translation = z.object({
  from: Language,
  to: Language,
  method: z.optional(z.literal(METHODS)),
  /** What translated, where it was a machine. */
  engine: Text,
  /** The language in between, of a translation of a translation. */
  via: Language,
  /** Who checked it. */
  reviewedBy: z.optional(z.array(z.string())),
  /** When the original changed after it was translated. */
  sourceUpdated: PartialDate,
});

/** What can be looked up. */
export const Evidence = z.object({
  /** A copy of the original in an archive. */
  archivedAt: Url,
  /** A C2PA manifest, or a page about it. */
  contentCredentials: Url,
});

/** Whether readers may republish the article, and how; see the guide to republishing. */
export const RepublishPolicy = z.object({
  /** What the licence says, if absent. */
  allowed: z.optional(z.literal(REPUBLISHING)),
  /** Which pictures go along. */
  imagePolicy: z.optional(z.literal(IMAGE_POLICIES)),
  /** A page with the publisher's rules. */
  rulesUrl: Url,
  /** Where to ask: http(s), a path, or `mailto:`. */
  contact: Url,
  /** Absolute address of a picture that counts how often a copy is read; none if absent. */
  counter: Url,
});

/**
 * Where an article comes from: the JSON of a child script, of the `data` property and of `renderAttribution()`.
 *
 * Every field is optional; what is unknown is not printed. Read forgivingly: one unusable value leaves the others.
 */
export const Attribution = z.object({
  kind: z.optional(z.literal(KINDS)),
  work: z.optional(Work),
  /** The immediate source first, then the source of that one. */
  source: z.optional(z.array(Work)),
  contributors: z.optional(z.array(Contributor)),
  exclusivity: z.optional(Exclusivity),
  /** Of this text. */
  licence: z.optional(z.union([Licence, z.string()])),
  /** On which this text is published. */
  permission: z.optional(z.union([Permission, z.string()])),
  changes: z.optional(z.union([z.array(Change), z.string()])),
  translation: z.optional(Translation),
  /** This text in other languages. */
  workTranslation: z.optional(z.array(Version)),
  evidence: z.optional(Evidence),
  /** Offers readers to republish it: in a word, or by a policy; `true` for what the licence says. */
  republish: z.optional(z.union([RepublishPolicy, z.literal(REPUBLISHING), z.boolean()])),
});

export type LicenceData = z.infer<typeof Licence>;
export type Work = z.infer<typeof Work>;
export type Contributor = z.infer<typeof Contributor>;
export type Attribution = z.infer<typeof Attribution>;
