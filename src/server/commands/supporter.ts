import { readFileSync, writeFileSync } from 'node:fs';

import { DAY_MS } from '../rules/ledger.ts';
import { parseDay } from '../rules/day.ts';
import { readWords, UsageError, type Command } from './command.ts';
import { lineForTerminal, remark, say } from './terminal.ts';

/**
 * A token tells a page that its reader supports the publisher, so that a support banner asks them for nothing. It is a JWS
 * in compact form:
 *
 * - header `{ "alg": "ES256", "typ": "supporter+jwt" }`;
 * - payload `{ "exp": …, "iat": … }` in seconds since 1970, and `"aud"`, a host, where it is for one site; no name, no
 *   number, nothing else: two tokens that were made in the same second differ only in their signatures.
 *
 * A page checks it with the public half of the key, a JWK `{ kty: "EC", crv: "P-256", x, y }`, in its attribute
 * `supporter-key`. It is found after `#supporter=` in an address: what stands there is not sent to any server.
 *
 * @see RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518, 3.4 (ES256), RFC 7519 (JWT)
 */
const help = `Usage: page-furniture supporter ACT [options]

Acts:
  key [--out FILE]       makes a key that signs tokens: into a new file that only you may read, or on standard output;
                         and prints its public half for the attribute supporter-key
  public --key FILE      prints the public half again
  token --key FILE       prints a token that says that its reader is a supporter, and nothing else of them

Options (token):
  --days NUMBER          how long it holds, 1 to 3650 days; default 365
  --until DAY            or the last day on which it holds, as 2027-11-29, in UTC
  --site HOST            only pages of this host and its subdomains take it, like news.example

What a program may read stands alone on standard output; remarks are on standard error. Exit status: 0 done, 1 not, 2 a
command line that means nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = { out: word, key: word, days: word, until: word, site: word } as const;
const MAX_DAYS = 3650;

/** `page-furniture supporter`: tokens for those who give, so that nobody asks them again. */
export const supporterCommand: Command = { summary: 'makes tokens that spare supporters the asking', help, run };

type Values = ReturnType<typeof read>['values'];
type Supporters = typeof import('../supporters.ts');
type Work = (supporters: Supporters) => Promise<void>;
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

interface Act {
  readonly options: readonly string[];
  work(values: Values, now: number): Work;
}

const ACTS: Readonly<Record<string, Act>> = {
  key: { options: ['out'], work: makingKey },
  public: { options: ['key'], work: showingPublicHalf },
  token: { options: ['key', 'days', 'until', 'site'], work: makingToken },
};

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [name, ...rest] = positionals;
  if (name === undefined) throw wrong('Say what to do.');
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw wrong(`"supporter ${name}" is no command.`);
  if (rest.length > 0) throw wrong(`supporter ${name} takes no names.`);
  const other = Object.keys(values).find((option) => !act.options.includes(option));
  if (other !== undefined) throw wrong(`supporter ${name} takes no --${other}.`);
  const work = act.work(values, Date.now());
  await work(await import('../supporters.ts'));
}

function makingKey({ out }: Values): Work {
  return async ({ makeSupporterKey, publicHalf }) => {
    const key = await makeSupporterKey();
    const json = JSON.stringify(key);
    const half = JSON.stringify(publicHalf(key));
    if (out === undefined) {
      say(json);
      remark(`Keep that to yourself. The public half, for the attribute supporter-key:\n${half}`);
    } else {
      writeNew(out, json);
      remark(`The key is in ${lineForTerminal(out)}: keep it to yourself. The public half, for supporter-key:`);
      say(half);
    }
  };
}

function writeNew(file: string, json: string): void {
  try {
    writeFileSync(file, `${json}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'exists already, and a key replaces nothing' : `cannot be written: ${code}`;
    throw new Error(`${lineForTerminal(file)} ${why}.`, { cause: error });
  }
}

function showingPublicHalf({ key }: Values): Work {
  const file = keyFile(key, 'public');
  return async (supporters) => say(JSON.stringify(supporters.publicHalf(keyIn(file, supporters))));
}

function makingToken({ key, days, until, site }: Values, now: number): Work {
  const file = keyFile(key, 'token');
  if (days !== undefined && until !== undefined) throw wrong('Say --days or --until, not both.');
  const expiresAt = Math.floor((until === undefined ? now + daysIn(days) * DAY_MS : endOf(until, now)) / 1000);
  const claims = { issuedAt: Math.floor(now / 1000), expiresAt, site: site === undefined ? undefined : hostIn(site) };
  return async (supporters) => {
    const token = await supporters.makeSupporterToken(keyIn(file, supporters), claims);
    say(token);
    const address = `https://${claims.site ?? '…'}/thanks#supporter=${token}`;
    remark(
      `It holds until ${new Date(expiresAt * 1000).toISOString()}. Lead supporters back to a page of yours by it:\n${address}`,
    );
  };
}

function keyFile(file: string | undefined, act: string): string {
  if (file === undefined) throw wrong(`Say with which key: supporter ${act} --key FILE`);
  return file;
}

function keyIn(file: string, { readSupporterKey }: Supporters) {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Error(`${lineForTerminal(file)} cannot be read: ${code}.`, { cause: error });
  }
  const key = readSupporterKey(json);
  if (!key) throw new Error(`${lineForTerminal(file)} holds no key that "supporter key" made.`);
  return key;
}

function daysIn(days = '365'): number {
  const number = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  if (number < 1 || number > MAX_DAYS) throw wrong(`"${days}" is no number of days from 1 to ${MAX_DAYS}.`);
  return number;
}

/** The end of a day. */
function endOf(text: string, now: number): number {
  const day = parseDay(text);
  if (day === undefined) throw wrong(`"${text}" is no day like 2027-11-29.`);
  const end = (day + 1) * DAY_MS;
  if (end <= now) throw wrong(`${text} is over.`);
  if (end > now + MAX_DAYS * DAY_MS) throw wrong(`${text} is more than ${MAX_DAYS} days from now.`);
  return end;
}

/** A host as browsers write it: small letters, and Punycode for names in other scripts. */
function hostIn(site: string): string {
  const url = URL.canParse(`https://${site}`) ? new URL(`https://${site}`) : undefined;
  const isHost = url !== undefined && /^[^/:?#@\\]+$/.test(site) && url.hostname === url.host;
  if (!isHost) throw wrong(`"${site}" is no host like news.example.`);
  return url.hostname;
}
