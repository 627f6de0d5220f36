import type { Attribution } from '../../src/index.ts';

/** The page that the articles stand on. */
export const PAGE = { url: 'https://harbourpost.example/en/pipeline', headline: 'Pipe Dreams' };

const BOTE = {
  name: 'Der Bote Nachrichten',
  shortName: 'Der Bote',
  home: 'https://derbote.example/',
  url: 'https://derbote.example/2015/rohre',
  title: 'Rohre & Träume',
  lang: 'de',
  published: '2015-03-14',
};
const POST = {
  name: 'The Harbour Post',
  shortName: 'Post',
  home: 'https://harbourpost.example/',
  logo: '/logo.svg',
  published: '2015-03-16T09:30:00+02:00',
  updated: '2015-03-18',
};
const AUTHORS = [
  { role: 'author', name: 'Maria Kessler', url: 'https://derbote.example/autor/kessler' },
  { role: 'author', name: 'Jonas Brandt' },
] as const;
const WEBER = { role: 'translator', name: 'Jonas Weber', url: '/people/weber' } as const;
const BASIS: Attribution = { work: POST, source: [BOTE], contributors: [...AUTHORS, WEBER] };

const of = (more: Attribution): Attribution => ({ ...BASIS, ...more });
const source = (more: object): Attribution => of({ source: [{ ...BOTE, ...more }] });

/** An article of every kind, and every variant that its description has a rule for, by its name. All invented. */
export const ARTICLES: Readonly<Record<string, Attribution>> = {
  translation: of({
    kind: 'translation',
    exclusivity: { scope: ['translation'] },
    licence: 'CC BY-SA 4.0',
    permission: { url: 'https://derbote.example/rights', ref: 'DB-44' },
  }),
  'verbatim republication': of({ kind: 'republication', contributors: [...AUTHORS] }),
  reprint: of({ kind: 'reprint', contributors: [...AUTHORS] }),
  excerpt: of({ kind: 'excerpt', contributors: [...AUTHORS] }),
  'excerpt without an address': { kind: 'excerpt', source: [{ name: 'Der Bote', title: 'Rohre' }] },
  adaptation: of({ kind: 'adaptation', contributors: [...AUTHORS] }),
  summary: of({ kind: 'summary', contributors: [...AUTHORS] }),
  'co-publication': of({ kind: 'co-publication', contributors: [...AUTHORS] }),
  original: { kind: 'original', work: POST, contributors: [{ role: 'author', name: 'Ana Lima' }] },
  'original without an author': { kind: 'original', work: POST },
  'original with its translations': {
    kind: 'original',
    work: POST,
    contributors: [{ role: 'author', name: 'Ana Lima' }],
    workTranslation: [
      { url: '/fr/tuyaux', lang: 'fr', title: 'Tuyaux' },
      { url: 'https://harbourpost.example/nl', lang: 'nl' },
    ],
  },
  'translation beside others': of({
    workTranslation: [
      { url: '/fr/tuyaux', lang: 'fr', title: 'Tuyaux' },
      { url: BOTE.url, lang: 'de' },
    ],
  }),
  'self-translation': of({
    contributors: [
      { role: 'author', name: 'Ana Lima' },
      { role: 'translator', name: 'Ana  Lima' },
    ],
  }),
  'no named author': of({ contributors: [WEBER] }),
  'anonymous author': of({ contributors: [{ role: 'author', name: 'Secret', status: 'anonymous' }, WEBER] }),
  'several translators and an agency': of({
    contributors: [
      ...AUTHORS,
      WEBER,
      { role: 'translator', name: 'Lexikon', type: 'organization', url: 'https://lexikon.example/' },
    ],
  }),
  'relay by a known text': of({
    source: [
      { name: 'The Courier', url: 'https://courier.example/pipes', lang: 'fr' },
      { name: BOTE.name, url: BOTE.url, lang: 'de' },
    ],
  }),
  'relay by an unknown text': of({ translation: { via: 'fr' } }),
  'republication of a republication': of({
    kind: 'republication',
    source: [BOTE, { name: 'Die Woche', url: 'https://woche.example/1' }, { name: 'Das Blatt' }],
    contributors: [...AUTHORS],
  }),
  'machine translation': of({ translation: { method: 'machine', engine: 'Babelfish' }, contributors: [...AUTHORS] }),
  'machine translation, edited': of({ translation: { method: 'machine-post-edited', engine: 'Babelfish' } }),
  'machine beside a translator': of({
    contributors: [...AUTHORS, WEBER, { role: 'translator', name: 'Babelfish', type: 'machine' }],
  }),
  'all rights reserved': {
    ...source({ copyright: '© 2015 Der Bote Nachrichten. All rights reserved.', licence: 'All rights reserved' }),
    work: { ...POST, copyright: '© The Harbour Post 2015' },
    licence: 'All rights reserved',
    ...{ republish: { allowed: 'ask', rulesUrl: '/republishing', contact: 'https://harbourpost.example/rights' } },
  },
  'rights of a translator': of({ work: { ...POST, copyright: 'Copyright (c) 2015, Jonas Weber' } }),
  'rights of several': of({ work: { ...POST, copyright: '© 2014 Der Bote. English translation © 2015 Jonas Weber.' } }),
  'the original’s own licence': source({ licence: 'CC BY-SA 4.0' }),
  'an original that changed': source({ updated: '2015-04-01' }),
  'an original that changed before': source({ updated: '2015-03-15' }),
  'an original that is gone': { ...source({ gone: true }), evidence: { archivedAt: 'https://archive.example/a' } },
  corrections: of({
    changes: [
      { type: 'corrected', note: 'The date of the vote', date: '2015-03-17' },
      { type: 'corrected', date: '2015-03-18', by: 'Pia Berg' },
      { type: 'abridged' },
      { note: 'Two maps were added' },
    ],
  }),
  'many parts': of({
    contributors: [
      {
        ...AUTHORS[0],
        nameNative: 'Марія Кеслер',
        nameLang: 'uk',
        affiliation: 'Harbour Library',
        sameAs: ['https://orcid.example/1', '/relative', 'mailto:m@example.org'],
      },
      WEBER,
      { role: 'photographer', name: 'Pia Berg' },
      { role: 'data', name: 'Pia Berg' },
      { role: 'editor', name: 'Ole Lund' },
      { role: 'editor', name: 'Desk Four', type: 'organization' },
      { role: 'photographer', name: 'Maria Kessler', url: 'https://derbote.example/autor/kessler' },
    ],
    translation: { reviewedBy: ['Ida Falk'] },
  }),
  'one address for two': of({
    contributors: [
      { role: 'author', name: 'Ana', url: 'https://derbote.example/team' },
      { role: 'author', name: 'Bo', url: 'https://derbote.example/team' },
    ],
  }),
  'a source that is all one knows': { source: [{ name: 'Der Bote' }] },
  'a title that is all one knows': { source: [{ title: 'Rohre' }] },
  'a year and a month': { ...source({ published: '2015' }), work: { ...POST, published: '2015-03' } },
  'terms of one’s own': of({ licence: { label: 'Our terms', url: '/terms' } }),
  'an address of its own': of({ work: { ...POST, url: 'https://harbourpost.example/en/other#top', title: 'Other' } }),
};

/** One article with everything, and a value in each field that takes any. */
export function everywhere(value: string): Attribution {
  const names = ['corrections', 'translation beside others', 'an original that is gone', 'translation', 'many parts'];
  const all = Object.assign({}, ...names.map((name) => ARTICLES[name])) as Attribution;
  const isFree = (key: string) => !/^(?:kind|role|type|scope|method|status|\d+)$/.test(key);
  return JSON.parse(JSON.stringify(all), (key, old: unknown) =>
    typeof old === 'string' && isFree(key) ? value : old,
  ) as Attribution;
}
