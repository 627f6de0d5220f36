import { cite, type CitationFormat } from '../../../../src/article-attribution/citing/cite.ts';

/** The article of every example, and its original. */
export const ARTICLE = {
  work: {
    name: 'The Harbour Post',
    title: 'Pipeline Politics: How Brussels Lost the Summer',
    titleSentence: 'Pipeline politics: How Brussels lost the summer',
    lang: 'en',
    published: '2015-03-16',
    url: 'https://harbourpost.example/en/pipeline-politics',
  },
  source: [
    {
      name: 'Der Bote Nachrichten',
      title: 'Pipeline-Politik: Wie Brüssel den Sommer verlor',
      lang: 'de',
      published: '2015-03-14',
      url: 'https://derbote.example/2015/03/pipeline-politik',
    },
  ],
  contributors: [
    { role: 'author', name: 'Maria Kessler' },
    { role: 'author', name: 'Jonas Brandt' },
    { role: 'translator', name: 'Jonas Weber' },
  ],
};

/** The same where the original's paper goes by its short name. */
export const SHORT = { ...ARTICLE, source: [{ ...ARTICLE.source[0], name: 'Der Bote' }] };

type Data = Readonly<Record<string, unknown>>;

export function cited(format: CitationFormat, data: Data = ARTICLE, of: 'this' | 'original' = 'this'): string {
  const text = cite(data, { format, of, accessed: '2026-09-22' });
  if (text === undefined) throw new Error('this cannot be cited');
  return text;
}

/** The article with other facts: of the work, of the source, and other people. */
export function other(work: Data = {}, source: Data = {}, contributors: readonly Data[] = ARTICLE.contributors): Data {
  return { work: { ...ARTICLE.work, ...work }, source: [{ ...ARTICLE.source[0], ...source }], contributors };
}

export const writtenBy = (...names: readonly (string | Data)[]): readonly Data[] =>
  names.map((name) => ({ role: 'author', ...(typeof name === 'string' ? { name } : name) }));
