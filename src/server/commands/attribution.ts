import { readFileSync } from 'node:fs';

import type { Diagnostic } from '../../contracts/credit.ts';
import { parseObject, placeOf } from './json-text.ts';
import { readWords, UsageError, type Command } from './command.ts';
import { lineForTerminal, remark, say } from './terminal.ts';

const help = `Usage: page-furniture attribution FILE [options]

Writes the credit of an article for the templates of any publishing system, from JSON of the data model (docs/metadata.md,
dist/schemas/attribution.json). FILE may be - for what comes in.

Options:
  --what WHAT      what to write, default html:
                     html       the whole <article-attribution>, with the sentence between its tags
                     credit     the sentence alone, as one <p>
                     json-ld    the structured data, as a <script> for the head
                     meta       what reference managers read, as <meta> for the head
                     odrl       licences and permission in ODRL 2.2
                     apa, mla, chicago, bibtex, biblatex, ris, csl-json, wikipedia
                     all        all of them as one JSON object, by these names; null for what there is not
  --lang TAG       language of the page, as de or pt-BR; default that of the work in the data, else en
  --url URL        address of the page; relative addresses in the data are taken from here
  --headline TEXT  title of the page, if the data do not say it
  --of WHICH       what to cite, this (default) or original
  --accessed DAY   the day of a citation, as 2026-11-24; default today in UTC
  --licence-link   adds <link rel="license"> to meta

What an editor should look at goes to the error output. Exit status: 0 done, also with something to look at; 1 the file
cannot be used; 2 a command line that means nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = {
  ...{ what: word, lang: word, url: word, headline: word, of: word, accessed: word },
  'licence-link': { type: 'boolean' },
} as const;

type Values = ReturnType<typeof read>['values'];
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

/** `page-furniture attribution FILE` */
export const attributionCommand: Command = { summary: 'writes the credit of an article, from JSON', help, run };

/** Most bytes of one article's data. */
const MAX_BYTES = 1_048_576;

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw wrong('Name one file, or - for what comes in.');
  const { EXPORTS, exportAs, checkData } = await import('../../article-attribution/exporting/export.ts');
  const { what = 'html', headline } = values;
  if (what !== 'all' && !EXPORTS.includes(what)) throw wrong(`"${what}" is none of ${EXPORTS.join(', ')}, all.`);
  const chosen = { ...(await languageIn(values.lang)), ...pageIn(values) };
  const data = readData(file);
  const lang = chosen.lang ?? (await languageOf(data)) ?? 'en';
  await speak(lang);
  const options = { ...chosen, lang, headline, licenceLink: values['licence-link'], now: Date.now() };
  const write = (one: string) => exportAs(one, data, options) || undefined;
  if (what === 'all') say(JSON.stringify(listed(EXPORTS, write), undefined, 2));
  else tell(what, write(what));
  for (const finding of checkData(data, options)) remark(lineForTerminal(told(finding)));
}

function tell(what: string, text: string | undefined): void {
  if (text === undefined) remark(`Nothing to write as ${what}: the data do not say enough.`);
  else say(text);
}

function listed(names: readonly string[], write: (name: string) => string | undefined): object {
  const all: Record<string, string | null> = {};
  for (const name of names) all[name] = write(name) ?? null;
  return all;
}

const told = ({ level, code, message, hint }: Diagnostic): string => `${level} ${code}: ${message} ${hint}`;

/* ---- What was said ---- */

async function languageIn(said: string | undefined): Promise<{ readonly lang?: string }> {
  if (said === undefined) return {};
  const { canonicalLanguage } = await import('../../article-attribution/languages.ts');
  const lang = canonicalLanguage(said);
  if (lang === undefined) throw wrong(`"${said}" is no language tag like de or pt-BR.`);
  return { lang };
}

async function languageOf(data: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const { readOptions } = await import('../../article-attribution/options.ts');
  return readOptions(data).config.workLang;
}

/** Brings the words of a language; one that nobody has translated is English, and the checks say so. */
async function speak(lang: string): Promise<void> {
  await import('../../locales/offer.ts');
  const { wantLocale } = await import('../../base/messages.ts');
  await wantLocale(lang);
}

function pageIn({ url, of = 'this', accessed = new Date().toISOString().slice(0, 10) }: Values) {
  if (url !== undefined && !isWebAddress(url)) throw wrong(`"${url}" is no http(s) address.`);
  if (of !== 'this' && of !== 'original') throw wrong(`"${of}" is neither this nor original.`);
  if (!isDay(accessed)) throw wrong(`"${accessed}" is no day like 2026-11-24.`);
  return { url, of, accessed } as const;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/* ---- The file ---- */

function readData(file: string): Record<string, unknown> {
  const name = file === '-' ? 'What came in' : lineForTerminal(file);
  const bytes = bytesOf(file, name);
  if (bytes.length > MAX_BYTES) throw new Error(`${name} is too long: one article has at most ${MAX_BYTES} bytes.`);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const parsed = parseObject(text);
  if ('values' in parsed) return parsed.values;
  const where = parsed.at === undefined ? '' : `, ${placeOf(text, parsed.at)}`;
  throw new Error(`${name}${where}: ${lineForTerminal(parsed.problem)}. It must be one JSON object of the data model.`);
}

function bytesOf(file: string, name: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new Error(`${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`, {
      cause: error,
    });
  }
}
