import { own } from '../../base/own.ts';
import { attempt } from '../../base/messages.ts';
import type { Licence } from './licence.ts';

/** Ports that the list of SPDX has an id for; another port is another text and has none. */
const PORTS_WITH_ID =
  'by/2.5/au by/3.0/at by/3.0/au by/3.0/de by/3.0/igo by/3.0/nl by/3.0/us by-sa/2.0/uk by-sa/2.1/jp by-sa/3.0/at by-sa/3.0/de by-sa/3.0/igo by-nc/3.0/de by-nc/3.0/igo by-nd/3.0/de by-nc-sa/2.0/de by-nc-sa/2.0/fr by-nc-sa/2.0/uk by-nc-sa/3.0/de by-nc-sa/3.0/igo by-nc-nd/3.0/de by-nc-nd/3.0/igo'.split(
    ' ',
  );
const PUBLIC_DOMAIN_IDS: Readonly<Record<string, string>> = {
  zero: 'CC0-1.0',
  mark: 'CC-PDM-1.0',
  certification: 'CC-PDDC',
};

/**
 * The id of a licence in the list of SPDX, or `null` where it has none: most ports of Creative Commons licences are
 * texts of their own that the list does not hold, and the id of another text would be wrong.
 *
 * @see https://spdx.org/licenses/ (3.28)
 */
export function spdxOf(licence: Licence): string | null {
  const { family, unit = '', version, port } = licence;
  if (family === 'known') return idOfKnown(licence);
  if (family === 'mark' || family === 'cc0') return PUBLIC_DOMAIN_IDS[unit] ?? null;
  if (family !== 'cc') return null;
  const isListed = port ? PORTS_WITH_ID.includes(`${unit}/${version}/${port}`) : /^by|^sa$/.test(unit);
  // SPDX writes the elements in the order of today, version 1.0 of this licence in another.
  const elements = unit === 'by-nd-nc' ? 'by-nc-nd' : unit;
  return isListed ? `CC-${elements}-${version}${port && `-${port}`}`.toUpperCase() : null;
}

/** At the end of a label of the GNU licence: whether parts may not be changed, and which versions are meant. */
const GFDL_WAY = /((?: no)? invariants)?( only| or later)$/i;

/** The GNU licence has an id for each way to offer it, and none for a way that was not said. */
function idOfKnown({ id, label }: Licence): string | null {
  if (!id?.startsWith('GFDL')) return id ?? null;
  const [, invariants = '', way] = GFDL_WAY.exec(label) ?? [];
  return way ? id + `${invariants}${way}`.toLowerCase().replace(/ /g, '-') : null;
}

/* ---- Names ---- */

const ELEMENTS: Readonly<Record<string, string>> = {
  by: 'Attribution',
  nc: 'NonCommercial',
  nd: 'NoDerivs',
  sa: 'ShareAlike',
  sampling: 'Sampling',
  'sampling+': 'Sampling Plus',
  devnations: 'Developing Nations',
};
const TOOLS: Readonly<Record<string, string>> = {
  zero: 'CC0 1.0 Universal',
  mark: 'Public Domain Mark 1.0 Universal',
  certification:
    'Copyright-Only Dedication (based on United States law) or Public Domain Certification 1.0 United States',
};
/** What Creative Commons calls a port otherwise than English calls the country today. */
const PORTS: Readonly<Record<string, string>> = {
  cn: 'China Mainland',
  cz: 'Czech Republic',
  hk: 'Hong Kong',
  igo: 'IGO',
  kr: 'Korea',
  mk: 'Macedonia',
  scotland: 'UK: Scotland',
  uk: 'UK: England & Wales',
};
const UNPORTED: Readonly<Record<string, string>> = { '3.0': 'Unported', '4.0': 'International' };
const NAMES: Readonly<Record<string, string>> = {
  'OGL-UK-1.0': 'Open Government Licence v1.0',
  'OGL-UK-2.0': 'Open Government Licence v2.0',
  'OGL-UK-3.0': 'Open Government Licence v3.0',
  'OGL-Canada-2.0': 'Open Government Licence – Canada 2.0',
  'LAL-1.2': 'Free Art License 1.2',
  'LAL-1.3': 'Free Art License 1.3',
  'etalab-2.0': 'Licence Ouverte 2.0',
  'NLOD-1.0': 'Norwegian Licence for Open Government Data 1.0',
  'NLOD-2.0': 'Norwegian Licence for Open Government Data 2.0',
  'DL-DE-BY-2.0': 'Datenlizenz Deutschland – Namensnennung – Version 2.0',
  'DL-DE-ZERO-2.0': 'Datenlizenz Deutschland – Zero – Version 2.0',
  'ODbL-1.0': 'Open Data Commons Open Database License 1.0',
  'ODC-By-1.0': 'Open Data Commons Attribution License 1.0',
  'PDDL-1.0': 'Open Data Commons Public Domain Dedication and License 1.0',
};

/**
 * A licence's whole name, in English as its steward gives it: “Creative Commons Attribution-ShareAlike 3.0 Germany”.
 * What has no other name is called what was written.
 *
 * @see https://github.com/creativecommons/cc-legal-tools-app `i18n/__init__.py` for the names of tools and ports
 */
export function fullNameOf(licence: Licence): string {
  const { family, label, unit = '', version = '', port } = licence;
  if (family === 'known') return nameOfKnown(licence);
  if (own(TOOLS, unit)) return TOOLS[unit]!;
  if (family !== 'cc') return label;
  const elements = unit.split('-').map((element) => ELEMENTS[element] ?? element);
  const where = port ? portName(port) : (UNPORTED[version] ?? 'Generic');
  const isNew = Number(version) >= 4;
  // "NonCommercial Sampling Plus" is two words of which the second is no element.
  const name = elements.join('-').replace('-Sampling', ' Sampling');
  return `Creative Commons ${isNew ? name.replace('NoDerivs', 'NoDerivatives') : name} ${version} ${where}`;
}

function nameOfKnown({ id = '', label }: Licence): string {
  if (!id.startsWith('GFDL')) return NAMES[id] ?? label;
  const [, invariants = '', way = ''] = GFDL_WAY.exec(label) ?? [];
  return `GNU Free Documentation License ${id.slice(5)}${way}${invariants && ` (${invariants.trim()})`}`;
}

function portName(port: string): string {
  const region = port.toUpperCase();
  return PORTS[port] ?? attempt(() => new Intl.DisplayNames('en', { type: 'region' }).of(region)) ?? region;
}

/* ---- Deeds ---- */

/**
 * Languages that Creative Commons has the deeds of every tool in.
 *
 * @see https://creativecommons.org/licenses/by/4.0/deed.en, “Languages available”
 */
export const DEED_LANGUAGES =
  'an ar az be bg bn ca cs da de el en eo es et eu fa fi fr fy ga gl hi hr hu id is it ja ko lt lv ms nl no pl pt pt-br ro ru sk sl sr-latn sv tr uk zh-hans zh-hant'.split(
    ' ',
  );

/**
 * The address of the deed, the page that explains a tool of Creative Commons, in the reader's language; `undefined`
 * where there is none. It is for reading only: what an article is offered under is the licence's own address, and its
 * jurisdiction stays what it is.
 *
 * @param language - BCP 47 tag.
 */
export function deedOf({ family, url }: Licence, language: string): string | undefined {
  const code = /^cc0?$|^mark$/.test(family) ? deedLanguage(language) : undefined;
  return code !== undefined && url !== undefined ? `${url}deed.${code}` : undefined;
}

function deedLanguage(tag: string): string | undefined {
  return attempt(() => {
    const locale = new Intl.Locale(tag.replace(/_/g, '-'));
    const { language, script, region } = locale.maximize();
    const named = /^n[bn]$/.test(language) ? 'no' : language;
    const tags = [locale.baseName, `${named}-${script}`, `${named}-${region}`, named].map((one) => one.toLowerCase());
    return tags.find((one) => DEED_LANGUAGES.includes(one));
  });
}

/* ---- Retired tools ---- */

const RETIRED: Readonly<Record<string, string>> = {
  nc: '2004-05-25',
  'nc-sa': '2004-05-25',
  nd: '2004-05-25',
  'nd-nc': '2004-05-25',
  sa: '2004-05-25',
  devnations: '2007-06-04',
  sampling: '2007-06-04',
  certification: '2010-10-11',
  'sampling+': '2011-09-12',
  'nc-sampling+': '2011-09-12',
};

/**
 * The day (ISO 8601) on which Creative Commons retired a tool; `undefined` for one that is in use. What was offered under
 * it before stays offered.
 *
 * @see https://creativecommons.org/retiredlicenses/
 */
export function retiredOn({ family, unit = '' }: Licence): string | undefined {
  return /^cc$|^mark$/.test(family) && own(RETIRED, unit) ? RETIRED[unit] : undefined;
}
