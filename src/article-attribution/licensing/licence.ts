import { own } from '../../base/own.ts';
import { safeLink } from '../../contracts/links.ts';
import { keyOf, KNOWN } from './licence-spellings.ts';

/** Under which terms a text is offered. */
export interface Licence {
  /**
   * `cc`: a licence; `cc0` and `mark`: public-domain tools, under which nothing is licensed; `reserved`: all rights
   * reserved; `known`: another licence we know; `other`: terms we do not know, shown as they were given.
   */
  readonly family: 'cc' | 'cc0' | 'mark' | 'reserved' | 'known' | 'other';
  /** What to print: `CC BY-SA 3.0 DE`. */
  readonly label: string;
  /** The canonical address; absent where none is sure. */
  readonly url?: string;
  /** Of a known licence: its SPDX id, that of the GNU licence without the way it is offered. */
  readonly id?: string;
  /** Of Creative Commons tools: `by-nc-sa`, in the order of the address. */
  readonly unit?: string;
  readonly version?: string;
  readonly port?: string;
  readonly isRetired?: boolean;
  /** Why no licence was recognised, where that is known: a diagnostic's code. */
  readonly problem?: 'licence-version-missing' | 'unknown-licence-combination' | 'licence-ambiguous';
}

const SIX = ['by', 'by-nc', 'by-nc-nd', 'by-nc-sa', 'by-nd', 'by-sa'];
/** Jurisdictions that ported the six licences, by version. */
const PORTS: Readonly<Record<string, string>> = {
  '1.0': ' fi il nl',
  '2.0': ' at au be br ca cl de es fr hr it jp kr nl pl tw uk za',
  '2.1': 'au ca es jp',
  '2.5': ' ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za',
  '3.0':
    ' am at au az br ca ch cl cn cr cz de ec ee eg es fr ge gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw ug us ve vn za',
  '4.0': '',
};
/** Retired and public-domain tools: unit, version, jurisdictions. */
const REST: Readonly<Record<string, string>> = {
  'nc 1.0': ' fi nl',
  'nc-sa 1.0': ' fi nl',
  'nd 1.0': ' fi nl',
  'nd-nc 1.0': ' fi nl',
  'sa 1.0': ' fi nl',
  'nc 2.0': 'jp',
  'nc-sa 2.0': 'jp',
  'nd 2.0': 'jp',
  'nd-nc 2.0': 'jp',
  'sa 2.0': 'jp',
  'devnations 2.0': '',
  'sampling 1.0': ' br tw',
  'sampling+ 1.0': ' br de tw',
  'nc-sampling+ 1.0': ' tw',
  'zero 1.0': '',
  'mark 1.0': '',
  'certification 1.0': 'us',
};
/** Where a page writes the tool of a label under another name. */
const PUBLIC_DOMAIN: Readonly<Record<string, string>> = { zero: 'CC0', mark: 'PDM', certification: 'PDDC' };

const HOST =
  /^(?:(?:https?:)?\/\/)?(?:(?:www\.)?creativecommons\.org|(?:i\.creativecommons\.org|licensebuttons\.net)\/[lp])\//i;
// What follows the version is a jurisdiction, whether or not there is one of that name, or a page about the tool.
const PATH =
  /^(?:licenses\/|publicdomain\/)?([a-z+-]+)\/(\d\.\d)(?:\/(?!deed|legalcode|rdf)([a-z]+))?(?:\/(?:deed|legalcode|rdf|\d)[^/]*)?\/?$/i;
const LABEL =
  /^(cc-)?((?:by|nc|nd|sa|sampling\+?|devnations)(?:-(?:by|nc|nd|sa|sampling\+?))*|zero|mark|certification)(?:-(\d\.\d))?(?:-(scotland|igo|[a-z]{2}))?$/;

/**
 * Reads a licence as publishers write it: an address, an SPDX id, a label, free text with or without an address
 * (`Our terms <https://…>`), or an object with `url`, `id` and `label`.
 *
 * Recognised are all tools of Creative Commons, by their rule, and some other licences. What is not recognised is
 * never turned into the nearest known licence: it is shown as it was written.
 *
 * @returns `undefined` if nothing was written.
 * @see https://github.com/creativecommons/cc-legal-tools-app for the addresses
 */
export function readLicence(value: unknown): Licence | undefined {
  if (typeof value === 'object' && value !== null) return fromObject(value);
  if (typeof value !== 'string') return undefined;
  const text = value
    .slice(0, 2_000)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  const [, label, address] = /^(.*\S) <([^<>]*)>$/.exec(text) ?? [];
  if (label !== undefined) return readTerms(label, address);
  return fromAddress(text) ?? fromLabel(text) ?? readTerms(text, text);
}

function fromObject(value: object): Licence | undefined {
  const field = (key: string) => {
    const text = own(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
  };
  const [url, label] = [field('url'), field('shortLabel') ?? field('label')];
  const found = [url, field('id'), label].map((text) => (text ? (fromAddress(text) ?? fromLabel(text)) : undefined));
  return found.find((one) => one?.url) ?? found.find((one) => one) ?? readTerms(label ?? field('id') ?? url, url);
}

/** Terms nobody has a name for: the text as it is, linked where there is an address. */
function readTerms(text: string | undefined, address: string | undefined): Licence | undefined {
  if (text === undefined) return undefined;
  const url = address !== undefined && /^(?:https?:|\/)/i.test(address) && safeLink(address, 'publisher');
  const found = url && text !== address ? fromAddress(url) : undefined;
  return found ?? { family: 'other', label: text.slice(0, 500), ...(url && { url }) };
}

function fromAddress(text: string): Licence | undefined {
  const host = HOST.exec(text);
  if (!host) return KNOWN.flatMap(([id, url]) => (isAddress(text, url) ? [known(id, url, id)] : []))[0];
  const [, unit, version, port] = PATH.exec(text.slice(host[0].length).replace(/[?#].*/, '')) ?? [];
  return unit && version ? tool(unit, version, port, text) : undefined;
}

/** The same address, whatever its scheme, `www.` and closing slash. */
function isAddress(text: string, url: string): boolean {
  const plain = (address: string) =>
    address
      .toLowerCase()
      .replace(/^(?:https?:)?\/\/(?:www\.)?/, '')
      .replace(/[?#].*$/, '')
      .replace(/(?:\.html|\/)+$/, '');
  return plain(text) === plain(url);
}

function fromLabel(text: string): Licence | undefined {
  const key = keyOf(text);
  const [, cc, unit, version, port] = LABEL.exec(key) ?? [];
  // "BY" or "SA" alone may be anything; with "CC" before or a version behind it is a licence.
  if (unit && (cc ?? version)) {
    if (version) return tool(unit, version, port, text);
    const isTool = [...SIX, ...Object.keys(REST)].some((one) => one.split(' ')[0] === canonicalUnit(unit, ''));
    return {
      family: 'other',
      label: text,
      problem: isTool ? 'licence-version-missing' : 'unknown-licence-combination',
    };
  }
  if (/^all-rights-reserved\.?$/.test(key)) return { family: 'reserved', label: text };
  if (/^(?:cc|public-domain|gfdl|ogl(?:-uk)?)$/.test(key)) {
    return { family: 'other', label: text, problem: 'licence-ambiguous' };
  }
  const id = key.replace(/^(gfdl-\d\.\d)(?:(?:-no)?-invariants)?(?:-only|-or-later)?$/, '$1');
  const found = KNOWN.find(([one]) => one.toLowerCase() === id);
  return found && known(...found, text.length > found[0].length ? text : found[0]);
}

/** Some of these licences ask to be named by their whole name, so that is kept where it was written. */
const known = (id: string, url: string, written: string): Licence => ({
  family: 'known',
  id,
  label: / /.test(written) ? written : written.replace(/-/g, ' '),
  url,
});

function tool(writtenUnit: string, version: string, writtenPort: string | undefined, text: string): Licence {
  const unit = canonicalUnit(writtenUnit.toLowerCase(), version);
  const port = writtenPort?.toLowerCase() ?? '';
  const isSix = SIX.includes(unit) || (unit === 'by-nd-nc' && version === '1.0');
  const ports = isSix ? PORTS[version] : REST[`${unit} ${version}`];
  if (!ports?.split(' ').includes(port)) {
    return { family: 'other', label: text, problem: 'unknown-licence-combination' };
  }
  const name = PUBLIC_DOMAIN[unit];
  const folder = name ? 'publicdomain' : 'licenses';
  return {
    family: unit === 'zero' ? 'cc0' : name ? 'mark' : 'cc',
    label: `${name ?? `CC ${unit.toUpperCase()}`} ${version}${port && ` ${port.toUpperCase()}`}`,
    url: `https://creativecommons.org/${folder}/${unit}/${version}/${port && `${port}/`}`,
    unit,
    version,
    port,
    isRetired: !isSix && unit !== 'zero' && unit !== 'mark',
  };
}

/** The elements in the order of the addresses, which version 1.0 had otherwise. */
function canonicalUnit(unit: string, version: string): string {
  const parts = unit.split('-');
  const order = ['by', 'nc', 'nd', 'sa'];
  if (!parts.every((part) => order.includes(part))) return unit;
  const sorted = order.filter((part) => parts.includes(part)).join('-');
  if (sorted === 'nc-nd') return 'nd-nc';
  return sorted === 'by-nc-nd' && version === '1.0' ? 'by-nd-nc' : sorted;
}
