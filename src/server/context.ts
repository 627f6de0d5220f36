import type { Context as HonoContext } from 'hono';

import { memberVerifier, unauthorized, type Member, type VerifyMember } from './identity.ts';
import { gateFor, type Gate } from './gate.ts';
import { Hub } from './live/hub.ts';
import { Streams } from './live/streams.ts';
import { Mailer } from './mail/mailer.ts';
import { Metrics } from './metrics.ts';
import type { Settings } from './options.ts';
import { Pages } from './pages.ts';
import { ProblemError } from './problem.ts';
import { addressPrefix } from './rules/address.ts';
import { LoadMeter } from './rules/load.ts';
import { memberKeyOf, pseudonym } from './rules/tokens.ts';
import type { Store } from './store/store.ts';
import { webhookOver, type Ask } from './webhook/ask.ts';

/** What a request brings with it: the address of the peer, as the host of the handler knows it. */
export interface Bindings {
  readonly address?: string | undefined;
  /** Filled in for the log: the pattern that matched, and the thread. */
  route?: string | undefined;
  thread?: string | undefined;
}
export type Exchange = HonoContext<{ Bindings: Bindings }>;

/** What every route works with. */
export interface Service {
  readonly settings: Settings;
  readonly gate: Gate;
  readonly verify: VerifyMember;
  readonly streams: Streams;
  readonly pages: Pages;
  readonly metrics: Metrics;
  /** Who follows what. @throws {ProblemError} 503 as for {@link store}. */
  hub(): Promise<Hub>;
  /** How busy guests keep this process. */
  readonly load: LoadMeter;
  /** Asks the publisher's webhook, where there is one. */
  readonly ask: Ask | undefined;
  /** Sends mails, where the server can. */
  readonly mailer: Mailer | undefined;
  /** The open database. @throws {ProblemError} 503 if it could not be opened. */
  store(): Promise<Store>;
}

export function serviceFor(settings: Settings, opening: Promise<Store>): Service {
  const store = () =>
    opening.catch(() => {
      throw new ProblemError(503, 'The database is not available.', { headers: { 'retry-after': '30' } });
    });
  const hub = opening.then((opened) => hubOver(opened, settings));
  hub.catch(() => undefined);
  const streams = new Streams(settings.streams);
  const pages = new Pages();
  let opened: Store | undefined;
  opening.then((ready) => (opened = ready)).catch(() => undefined);
  const sources = { streams: () => streams.size, writing: () => opened?.load.waiting ?? 0, pages: () => pages.counts };
  const metrics = new Metrics(sources);
  const mailer = settings.mail || settings.push ? new Mailer(opening, settings, metrics) : undefined;
  if (mailer) opening.then((ready) => ready.onCommit(() => mailer.poke())).catch(() => undefined);
  return {
    settings,
    gate: gateFor(settings, store),
    verify: memberVerifier(settings.jwt, settings.clock),
    load: new LoadMeter(settings.clock),
    ask: settings.webhook && webhookOver(settings.webhook, settings.clock, settings.logger),
    ...{ streams, pages, metrics, mailer },
    hub: () => store().then(() => hub),
    store,
  };
}

function hubOver({ connections, onCommit }: Store, { logger }: Settings): Hub {
  const hub = new Hub(connections.watch, (message) => logger.warn(message));
  onCommit((channel) => hub.tell(channel));
  return hub;
}

/** Who asks, as far as it can be known without a name. */
export interface Visitor {
  /** The address itself: never stored, never logged. */
  readonly address: string | undefined;
  /** What limits count by: a household. */
  readonly household: string;
  /** Pseudonym of the address. */
  readonly addressKey: string;
  /** Pseudonym of the signed-in reader, or of address and browser together. */
  readonly key: string;
}

export function visitorOf(exchange: Exchange, service: Service, secret: string, member: Member | undefined): Visitor {
  const { headers } = exchange.req.raw;
  const peer = (exchange.env as Bindings | undefined)?.address;
  const address = service.settings.addressOf(peer, headers.get('x-forwarded-for'));
  const network = addressPrefix(address, 64);
  return {
    address,
    household: addressPrefix(address, 56),
    addressKey: pseudonym(secret, 'address', network),
    key: member
      ? memberKeyOf(secret, member.subject)
      : pseudonym(secret, 'guest', network, headers.get('user-agent') ?? ''),
  };
}

/** The word after `Bearer`, or nothing when the request brings no credentials. @throws {ProblemError} 401 for others. */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get('authorization');
  if (header === null) return undefined;
  const token = /^bearer +(\S+)\s*$/i.exec(header)?.[1];
  if (token === undefined) throw unauthorized('Authorization must be "Bearer" and a token.');
  return token;
}

/** Edit tokens are one word; JWTs have three parts. */
export const isEditToken = (token: string): boolean => !token.includes('.');

/** The signed-in reader, if the request brings a JWT. @throws {ProblemError} 401 if it is not valid. */
export async function memberOf(request: Request, service: Service): Promise<Member | undefined> {
  const token = bearerOf(request);
  return token === undefined ? undefined : service.verify(token);
}

/** @throws {ProblemError} 401 without a valid JWT, 403 for one that is no moderator's. */
export async function moderatorOf(request: Request, service: Service): Promise<Member> {
  const member = await memberOf(request, service);
  if (!member) throw unauthorized('Only moderators may do this; sign in.');
  if (!member.isModerator) throw new ProblemError(403, 'Only moderators may do this.');
  return member;
}

export const noComment = (): ProblemError => new ProblemError(404, 'There is no such comment.');
