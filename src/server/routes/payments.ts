import * as z from 'zod/mini';

import type { Exchange, Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readBytes } from '../http/body.ts';
import { ProblemError } from '../problem.ts';
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
  if (!payments) throw new ProblemError(404, 'This server takes no events of Stripe.');
  const body = await readBytes(request, MAX_EVENT_BYTES);
  const event = await eventIn(body, request.headers.get('stripe-signature'), payments.stripeSecrets, clock());
  const entries = readEntries(event, service);
  // An event that is no concern of ours costs the database nothing.
  if (entries.length === 0) return personal({ received: true });
  const { id } = event as { readonly id: string };
  await recordEvent(await service.store(), id, entries, clock());
  return personal({ received: true });
}

async function eventIn(...parts: Parameters<typeof signedEvent>): Promise<unknown> {
  const event = await signedEvent(...parts).catch((error: unknown) => {
    if (!(error instanceof NoEventError)) throw error;
    throw new ProblemError(400, 'The body is signed, but it is no event.');
  });
  if (event === undefined)
    throw new ProblemError(400, 'The body is not signed with a secret that is known here, or long ago.');
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
