/**
 * What the structured data of an article hold, by type and property of schema.org, and from which of the data: the guide
 * lists the same, and a test holds the code to it.
 */
export const DESCRIBED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NewsArticle: {
    '@id': 'the address, with `#article`',
    url: 'the canonical address of the page; `work.url`',
    mainEntityOfPage: 'the same, of this text',
    headline: 'the title of the page; `work.title`; of the original `source[].title`',
    inLanguage: '`lang` of the page; `work.lang`, `source[].lang`, `translation.via`, `workTranslation[].lang`',
    datePublished: '`work.published`, if it is a day; `source[].published`',
    dateModified: '`work.updated`; `source[].updated`, if it is later than `work.published`',
    author: 'contributors with the role `author`; without one, the publication',
    translator: 'contributors with the role `translator`, never a machine, never who wrote it',
    editor: 'people with the role `editor`',
    contributor: 'everybody else, and `translation.reviewedBy`',
    publisher: '`work.name`; of the original `source[].name`',
    isBasedOn: '`source[]`: the original, or its address where `translationOfWork` or `citation` describes it',
    translationOfWork: '`source[]` of a translation, one in the other for a translation of a translation',
    workTranslation: '`workTranslation[]`; of a translation, at its original',
    citation: '`source[]` of an excerpt',
    creditText: 'the sentence, as it is printed',
    copyrightNotice: '`work.copyright`, `source[].copyright`',
    copyrightYear: 'the year in the notice, if there is one only',
    copyrightHolder: 'who the notice names, if that is somebody who is named here',
    license: '`licence`; of the original `source[].licence`; nothing where all rights are reserved',
    usageInfo: '`republish.rulesUrl`; `permission.url`',
    acquireLicensePage: '`republish.contact`, if it is a page; where all rights are reserved, `republish.rulesUrl`',
    correction: '`changes[]` of the type `corrected` with a note or a date',
    archivedAt: '`evidence.archivedAt`, of the original',
    digitalSourceType: '`translation.method` of a machine',
  },
  Person: {
    '@id': 'the address, with `#person`, if it is nobody else’s',
    name: '`name`',
    alternateName: '`nameNative`',
    url: '`url`',
    sameAs: '`sameAs`, not of a pseudonym',
    affiliation: '`affiliation`',
  },
  Organization: {
    '@id': 'the address, with `#org`',
    name: '`name` of a contributor of the type `organization`; `affiliation`',
    url: '`url`',
  },
  NewsMediaOrganization: {
    '@id': 'the address, with `#org`',
    name: '`work.name`, `source[].name`',
    alternateName: '`shortName`',
    url: '`home`',
    logo: '`work.logo`',
  },
  CorrectionComment: {
    text: '`changes[].note`',
    datePublished: '`changes[].date`',
  },
};
