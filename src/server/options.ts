import { clientAddress, isLoopback } from './rules/address.ts';
import { BANNER_ID } from './rules/campaign-id.ts';
import { HOLDS, type Hold } from './rules/hold.ts';
import { POLICIES, type Policies } from './rules/limits.ts';
import type { StreamLimits } from './live/streams.ts';
import { mailFrom, settleMail, type MailOptions, type MailSettings } from './mail/settings.ts';
import { paymentsFrom, settlePayments, type PaymentOptions, type PaymentSettings } from './payments/settings.ts';
import { pushFrom, settlePush, type PushOptions, type PushSettings } from './push/settings.ts';
import { defencesFrom, settleDefences, type DefenceOptions, type Defences } from './defences.ts';
import { OptionError } from './option-error.ts';
import { consoleLogger, jsonLogger, type Logger } from './logger.ts';

/** How signed-in readers prove who they are: JWTs that the publisher signs, by a shared secret or by published keys. */
export interface JwtOptions {
  /** At least 32 bytes; the algorithm is HS256. */
  readonly secret?: string | undefined;
  /** Where the publisher's public keys are; the algorithm is one of ES256, EdDSA, RS256, PS256. */
  readonly jwksUrl?: string | undefined;
  /** What `aud` must be or hold; unchecked when absent, which the server warns about. */
  readonly audience?: string | undefined;
  /** What `iss` must be; unchecked when absent. */
  readonly issuer?: string | undefined;
}

export interface ServerOptions extends DefenceOptions {
  /** Path of an SQLite file, `:memory:`, or a `postgres://` URL. Default `furniture.sqlite`. */
  readonly database?: string | undefined;
  /** Origins of the pages that may use the server, like `https://news.example`; its own is always allowed. */
  readonly origins?: readonly string[] | undefined;
  /** Who waits for a moderator: `none` (default), `first` (a new guest's first comment) or `all`. */
  readonly hold?: Hold | undefined;
  /** `false` lifts rate limits, the repeated-text rule, the limit of links and proofs of work; an object changes single limits. */
  readonly limits?: boolean | Partial<Policies> | undefined;
  readonly jwt?: JwtOptions | undefined;
  /** Streams of live events that may be open at once: in all (default 2000), and of one address (default 6). */
  readonly streams?: Partial<StreamLimits> | undefined;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly clock?: (() => number) | undefined;
  /** Default: sentences on standard output and error. */
  readonly logger?: Logger | undefined;
  /** What `GET /metrics` asks for as a bearer token; without it, whoever can reach it may read it. */
  readonly metricsToken?: string | undefined;
  /** Mails to readers who ask for them; without it none are sent. */
  readonly mail?: MailOptions | undefined;
  /** Web Push to readers who ask for it; without it none is sent. */
  readonly push?: PushOptions | undefined;
  /** Payment providers whose webhooks make the totals of campaigns; without it none are heard. */
  readonly payments?: PaymentOptions | undefined;
  /** Campaigns of support banners that are counted, by id; without it any, as many as a day may have. */
  readonly banners?: readonly string[] | undefined;
}

const STREAM_LIMITS: StreamLimits = { total: 2000, perAddress: 6 };

/** Options after checking, with every default in place. */
export interface Settings extends Defences {
  readonly database: string;
  readonly origins: ReadonlySet<string>;
  readonly hold: Hold;
  /** `undefined`: no limits. */
  readonly policies: Policies | undefined;
  readonly jwt: JwtOptions | undefined;
  readonly streams: StreamLimits;
  readonly addressOf: ReturnType<typeof clientAddress>;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metricsToken: string | undefined;
  /** `undefined`: no mail. */
  readonly mail: MailSettings | undefined;
  /** `undefined`: no Web Push. */
  readonly push: PushSettings | undefined;
  /** `undefined`: no webhooks of payment providers. */
  readonly payments: PaymentSettings | undefined;
  /** `undefined`: any campaign of a support banner is counted. */
  readonly banners: ReadonlySet<string> | undefined;
}

export { OptionError } from './option-error.ts';

/**
 * Checks the options.
 *
 * @throws {OptionError} If one cannot work.
 */
export function settle(options: ServerOptions): Settings {
  const { hold = 'none', limits = true } = options;
  if (!HOLDS.includes(hold)) throw new OptionError(`FURNITURE_HOLD must be none, first or all, not "${String(hold)}".`);
  return {
    database: options.database ?? 'furniture.sqlite',
    origins: new Set((options.origins ?? []).map(checkOrigin)),
    hold,
    policies: limits === false ? undefined : { ...POLICIES, ...(limits === true ? {} : limits) },
    jwt: options.jwt && checkJwt(options.jwt),
    streams: {
      ...STREAM_LIMITS,
      ...(limits === false && { perAddress: Number.POSITIVE_INFINITY }),
      ...options.streams,
    },
    ...settleDefences(options, limits !== false),
    addressOf: checkProxies(options.trustedProxies ?? []),
    clock: options.clock ?? Date.now,
    logger: options.logger ?? consoleLogger,
    metricsToken: options.metricsToken,
    mail: options.mail && settleMail(options.mail),
    push: options.push && settlePush(options.push),
    payments: options.payments && settlePayments(options.payments),
    banners: options.banners && checkBanners(options.banners),
  };
}

function checkOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (!/^https?:/.test(origin) || (text !== origin && text !== `${origin}/`))
    throw new OptionError(`FURNITURE_ORIGINS holds "${text}", which is no origin like https://news.example.`);
  return origin;
}

function checkBanners(ids: readonly string[]): ReadonlySet<string> {
  const wrong = ids.find((id) => !BANNER_ID.test(id));
  if (wrong !== undefined) throw new OptionError(`FURNITURE_BANNERS holds "${wrong}", which is the id of no campaign.`);
  return new Set(ids);
}

function checkProxies(trusted: readonly string[]): Settings['addressOf'] {
  try {
    return clientAddress(trusted);
  } catch (error) {
    throw new OptionError(`FURNITURE_TRUSTED_PROXIES: ${(error as Error).message}`);
  }
}

function checkJwt(jwt: JwtOptions): JwtOptions | undefined {
  const { secret, jwksUrl } = jwt;
  if (secret !== undefined && jwksUrl !== undefined)
    throw new OptionError('Give FURNITURE_JWT_SECRET or FURNITURE_JWKS_URL, not both.');
  if (secret !== undefined && Buffer.byteLength(secret) < 32)
    throw new OptionError('FURNITURE_JWT_SECRET is shorter than 32 bytes, so it could be guessed.');
  if (jwksUrl !== undefined) checkKeysUrl(jwksUrl);
  return secret === undefined && jwksUrl === undefined ? undefined : jwt;
}

function checkKeysUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url && isLoopback(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLocal))
    throw new OptionError('FURNITURE_JWKS_URL must be an https URL.');
}

/**
 * Reads the options from environment variables (`FURNITURE_…`).
 *
 * @throws {OptionError} If one has a value that means nothing.
 */
export function optionsFrom(environment: Readonly<Record<string, string | undefined>>): ServerOptions {
  const read = (name: string): string | undefined => environment[`FURNITURE_${name}`]?.trim() || undefined;
  const list = (name: string): string[] => (read(name) ?? '').split(/[\s,]+/).filter(Boolean);
  const limits = read('LIMITS') ?? 'on';
  if (limits !== 'on' && limits !== 'off')
    throw new OptionError(`FURNITURE_LIMITS must be on or off, not "${limits}".`);
  const log = read('LOG') ?? 'text';
  if (log !== 'text' && log !== 'json') throw new OptionError(`FURNITURE_LOG must be text or json, not "${log}".`);
  return {
    database: read('DATABASE'),
    origins: list('ORIGINS'),
    hold: (read('HOLD') ?? 'none') as Hold,
    limits: limits === 'on',
    jwt: {
      secret: read('JWT_SECRET'),
      jwksUrl: read('JWKS_URL'),
      audience: read('JWT_AUDIENCE'),
      issuer: read('JWT_ISSUER'),
    },
    trustedProxies: list('TRUSTED_PROXIES'),
    ...defencesFrom(read),
    streams: {
      ...whole('STREAMS', 'total', read),
      ...whole('STREAMS_PER_ADDRESS', 'perAddress', read),
    },
    logger: log === 'json' ? jsonLogger : consoleLogger,
    metricsToken: read('METRICS_TOKEN'),
    mail: mailFrom(read),
    push: pushFrom(read),
    payments: paymentsFrom(read),
    ...(read('BANNERS') !== undefined && { banners: list('BANNERS') }),
  };
}

/** A setting that is a whole number, if it is there. @throws {OptionError} */
function whole<const K extends string>(
  name: string,
  key: K,
  read: (name: string) => string | undefined,
): Partial<Record<K, number>> {
  const text = read(name);
  if (text === undefined) return {};
  if (!/^\d{1,6}$/.test(text)) throw new OptionError(`FURNITURE_${name} must be a whole number, not "${text}".`);
  return { [key]: Number(text) } as Partial<Record<K, number>>;
}
