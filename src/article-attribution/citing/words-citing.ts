/** What the panel for citing says in English; arrives with it. Names of formats and what stands in a citation are not words. */
export const CITING_WORDS = {
  citing: 'Cite this article',
  citedWork: 'What to cite',
  thisVersion: 'This version',
  theOriginal: 'The original',
  originalUnknown: 'The original cannot be cited here, because its title is not known.',
  citationFormat: 'Format',
  citation: 'Citation',
  copyCitation: 'Copy citation',
  citationCopied: 'Citation copied.',
  download: 'Download {file}',
};
