/** SPDX ids of licences that are not from Creative Commons, and their canonical addresses. */
export const KNOWN: readonly (readonly [string, string])[] = [
  ['OGL-UK-1.0', 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/'],
  ['OGL-UK-2.0', 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/'],
  ['OGL-UK-3.0', 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'],
  ['OGL-Canada-2.0', 'https://open.canada.ca/en/open-government-licence-canada'],
  ['GFDL-1.1', 'https://www.gnu.org/licenses/old-licenses/fdl-1.1.html'],
  ['GFDL-1.2', 'https://www.gnu.org/licenses/old-licenses/fdl-1.2.html'],
  ['GFDL-1.3', 'https://www.gnu.org/licenses/fdl-1.3.html'],
  ['LAL-1.2', 'https://artlibre.org/licence/lal/licence-art-libre-12/'],
  ['LAL-1.3', 'https://artlibre.org/licence/lal/en/'],
  ['etalab-2.0', 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/'],
  ['NLOD-1.0', 'https://data.norge.no/nlod/en/1.0'],
  ['NLOD-2.0', 'https://data.norge.no/nlod/en/2.0'],
  ['DL-DE-BY-2.0', 'https://www.govdata.de/dl-de/by-2-0'],
  ['DL-DE-ZERO-2.0', 'https://www.govdata.de/dl-de/zero-2-0'],
  ['ODbL-1.0', 'https://opendatacommons.org/licenses/odbl/1-0/'],
  ['ODC-By-1.0', 'https://opendatacommons.org/licenses/by/1-0/'],
  ['PDDL-1.0', 'https://opendatacommons.org/licenses/pddl/1-0/'],
];

/**
 * Names written out, and what ids and labels have in their place, in the order in which they are replaced. A word that is
 * not here stays, and makes the whole a name that nobody knows.
 */
const WORDS =
  'creative-commons>cc attribution|namensnennung>by non-?commercial>nc share-?alike>sa no-?deriv(ative)?s>nd ' +
  'open-government(?!.*canada)>ogl-uk open-government>ogl gnu-free-documentation>gfdl licence-ouverte>etalab ' +
  '(free|licence)-art(-libre)?>lal datenlizenz-deutschland>dl-de (open-data-commons-)?open-database>odbl ' +
  'open-data-commons>odc public-domain-mark>pdm ' +
  '(-public)?-licen[cs]e> ,?-v(ersion-)?(?=\\d)>- ^ogl-3(.0)?$>ogl-uk-3.0 ' +
  '(3.0)-unported|(4.0)-international|-generic|-universal>$1$2 ' +
  '^cc-?0(-1.0)?$>zero-1.0 pdm(-1.0)?$>mark-1.0 pddc(-1.0(-us)?)?$>certification-1.0-us';

/** What was written, in the form of an id: small letters, hyphens, and no word that says nothing. */
export function keyOf(text: string): string {
  return WORDS.split(' ').reduce(
    (key, word) => {
      const [written = '', short = ''] = word.split('>');
      return key.replace(RegExp(written, 'g'), short);
    },
    text.toLowerCase().replace(/[\s–—_-]+/g, '-'),
  );
}
