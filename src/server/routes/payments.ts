import * as z from 'zod/mini';

import type { Exchange, Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { checkValue, parseJson, readBytes, readForm, textOf } from '../http/body.ts';
import { ProblemError } from '../problem.ts';
import { entryOf, GiftEvent, isForeign } from '../payments/gift-events.ts';
import { isFromKoFi, isNoGift, KoFiPayment, paymentEntry } from '../payments/ko-fi.ts';
import { signedId } from '../payments/standard-signature.ts';
import { entriesOf } from '../payments/stripe-events.ts';
import { NoEventError, signedEvent } from '../payments/stripe-signature.ts';
import type { Entry } from '../rules/ledger.ts';
import { recordEvent } from '../store/ledger.ts';

/** Stripe's events hold whole objects: invoices with many lines are long. */
const MAX_EVENT_BYTES = 1024 * 1024;

/** `POST /v1/payments/stripe`: whatever is answered with an error, Stripe sends again for days. */
export async function stripeRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const { payments, clock } = service.settings;
  if (!payments?.stripeSecrets) throw new ProblemError(404, 'This server takes no events of Stripe.');
  const body = await readBytes(request, MAX_EVENT_BYTES);
  const event = await eventIn(body, request.headers.get('stripe-signature'), payments.stripeSecrets, clock());
  const entries = readEntries(event, service);
  return keep(service, (event as { readonly id: string }).id, entries);
}

/** `POST /v1/payments/standard`: what any provider, or a program of the publisher, says of gifts, by Standard Webhooks. */
export async function standardRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const { payments, clock } = service.settings;
  if (!payments?.webhookSecrets) throw new ProblemError(404, 'This server takes no Standard Webhooks of gifts.');
  const body = textOf(await readBytes(request));
  const id = await signedId(body, request.headers, payments.webhookSecrets, clock());
  if (id === undefined) throw notSigned();
  const event = parseJson(body);
  if (isForeign(event)) return keep(service, id, []);
  const entry = reading(service, () => entryOf(checkValue(event, GiftEvent), id));
  return keep(service, entry.event, [entry]);
}

/** `POST /v1/payments/ko-fi`: payments at Ko-fi, which signs nothing and sends a token with everything. */
export async function koFiRoute(exchange: Exchange, service: Service): Promise<Response> {
  const { koFi } = service.settings.payments ?? {};
  if (!koFi) throw new ProblemError(404, 'This server takes no payments of Ko-fi.');
  const payment = parseJson((await readForm(exchange.req.raw)).get('data') ?? '');
  if (!isFromKoFi(payment, koFi.token))
    throw new ProblemError(400, 'The body does not hold the verification token that is known here.');
  if (isNoGift(payment)) return personal({ received: true });
  const entry = reading(service, () => paymentEntry(checkValue(payment, KoFiPayment), koFi.campaign));
  return keep(service, entry.event, [entry]);
}

/** Answers once it is in the ledger. An event that is no concern of ours costs the database nothing. */
async function keep(service: Service, event: string, entries: readonly Entry[]): Promise<Response> {
  if (entries.length > 0) await recordEvent(await service.store(), event, entries, service.settings.clock());
  return personal({ received: true });
}

const notSigned = (): ProblemError =>
  new ProblemError(400, 'The body is not signed with a secret that is known here, or long ago.');

/** Whoever sends it looks at no answers: what is wrong is in the log, too, without what there was instead. */
function reading<T>({ settings }: Service, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError && error.errors) {
      const places = error.errors.map(({ path }) => path).join(', ');
      settings.logger.warn(`News of a gift could not be read; what is not as expected: ${places}.`);
    }
    throw error;
  }
}

async function eventIn(...parts: Parameters<typeof signedEvent>): Promise<unknown> {
  const event = await signedEvent(...parts).catch((error: unknown) => {
    if (!(error instanceof NoEventError)) throw error;
    throw new ProblemError(400, 'The body is signed, but it is no event.');
  });
  if (event === undefined) throw notSigned();
  return event;
}

function readEntries(event: unknown, { settings }: Service): readonly Entry[] {
  try {
    return entriesOf(event);
  } catch (error) {
    if (!(error instanceof z.core.$ZodError)) throw error;
    // Nothing of the event itself: there are people in it.
    const places = error.issues.map(({ path }) => path.join('.')).join(', ');
    settings.logger.warn(`An event of Stripe could not be read; what is not as expected: ${places}.`);
    throw new ProblemError(422, 'The event is not written as Stripe writes it.');
  }
}
