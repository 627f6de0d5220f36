import type { Exchange, Service } from '../context.ts';
import { noticePage, type NoticePage } from '../html/notice-page.ts';
import { languageFor, noticeWords } from '../html/notice-words.ts';
import { PAGE_LANGUAGES } from '../html/words.ts';
import { preferredLanguage } from '../http/accept.ts';
import { readForm } from '../http/body.ts';
import { oneOf } from '../http/query.ts';
import { placeOf } from '../mail/place.ts';
import { mailToken, subscriptionOf } from '../rules/links-in-mail.ts';
import type { Store } from '../store/store.ts';
import {
  confirmSubscription,
  endSubscriptions,
  findSubscription,
  subscriptionsOf,
  type PlacedSubscription,
} from '../store/subscriptions.ts';
import type { Handler } from './table.ts';

/** A subscription whose link was followed. */
interface Followed {
  readonly service: Service;
  readonly store: Store;
  readonly subscription: PlacedSubscription;
}

type Page = Omit<NoticePage, 'language'>;

/** Finds what a link belongs to; a page that says so where it belongs to nothing. */
function followed(answer: (found: Followed, exchange: Exchange) => Promise<Page>): Handler {
  return async (exchange, service) => {
    const store = await service.store();
    const id = subscriptionOf(store.secret, exchange.req.param('token') ?? '');
    const subscription = id === undefined ? undefined : await findSubscription(store.connections, id);
    if (!subscription) {
      const language = preferredLanguage(exchange.req.raw.headers.get('accept-language'), PAGE_LANGUAGES);
      const { title, text } = noticeWords(language).unknown;
      return noticePage({ language, title, paragraphs: [text] }, 404);
    }
    const page = await answer({ service, store, subscription }, exchange);
    return noticePage({ ...page, language: languageFor(subscription.language) });
  };
}

const wordsOf = ({ subscription }: Followed) => noticeWords(languageFor(subscription.language));

const placeIn = ({ service: { settings } }: Followed, { thread, published }: PlacedSubscription) =>
  settings.mail ? placeOf(thread, { ...settings, isKnown: published > 0 }) : { name: '', url: undefined };

/** Leads to the page with everything; from a page that is one level deeper. */
const overviewLink = (found: Followed) => ({
  label: wordsOf(found).mail.manage,
  href: `../${mailToken(found.store.secret, found.subscription.id)}`,
});

/** `GET /v1/subscriptions/{token}/confirm`: changes nothing, as mail scanners follow links. */
export const confirmPage = followed(async (found) => {
  const { title, text, button } = wordsOf(found).confirm;
  return {
    title,
    paragraphs: [text],
    thread: placeIn(found, found.subscription),
    button: { label: button },
  };
});

/** `POST /v1/subscriptions/{token}/confirm` */
export const confirmRoute = followed(async (found) => {
  const { title, done, late } = wordsOf(found).confirm;
  const { store, service, subscription } = found;
  const isActive = await confirmSubscription(store.write, subscription.id, service.settings.clock());
  return { title, paragraphs: [isActive ? done : late], link: overviewLink(found) };
});

/** `GET /v1/subscriptions/{token}/cancel`: changes nothing. */
export const cancelPage = followed(async (found, exchange) => {
  const { cancel, manage } = wordsOf(found);
  if (isDaily(exchange))
    return { title: manage.title, paragraphs: [wordsOf(found).frequencies.daily], button: { label: cancel.button } };
  const thread = placeIn(found, found.subscription);
  return { title: cancel.title, paragraphs: [cancel.text], thread, button: { label: cancel.button } };
});

/**
 * `POST /v1/subscriptions/{token}/cancel`: ends what the address follows in this thread, or all that it is told of daily
 * (`?frequency=daily`). The button of a mail program sends the same.
 *
 * @see RFC 8058
 */
export const cancelRoute = followed(async (found, exchange) => {
  const { store, service, subscription } = found;
  const { address_key: addressKey, thread_id: threadId } = subscription;
  const ending = isDaily(exchange) ? { addressKey, frequency: 'daily' as const } : { addressKey, threadId };
  await endSubscriptions(store.write, ending, service.settings.clock());
  const { cancel, manage } = wordsOf(found);
  const done = isDaily(exchange) ? manage.done : cancel.done;
  return { title: manage.title, paragraphs: [done], link: overviewLink(found) };
});

const isDaily = (exchange: Exchange): boolean =>
  oneOf(new URL(exchange.req.url).searchParams, 'frequency', ['daily', ''], '') === 'daily';

/** `GET /v1/subscriptions/{token}`: everything that the address follows. */
export const overviewPage = followed((found) => overview(found));

/** `POST /v1/subscriptions/{token}`: ends one (`end=ID`) or all (`end=all`). */
export const overviewRoute = followed(async (found, exchange) => {
  const { store, service, subscription } = found;
  const end = (await readForm(exchange.req.raw)).get('end') ?? '';
  const own = await subscriptionsOf(store.connections, subscription.address_key);
  const now = service.settings.clock();
  if (end === 'all') await endSubscriptions(store.write, { addressKey: subscription.address_key }, now);
  // Only what belongs to the same address can be ended with this link.
  else if (own.some(({ id }) => id === end)) await endSubscriptions(store.write, { id: end }, now);
  return overview(found);
});

async function overview(found: Followed): Promise<Page> {
  const words = wordsOf(found);
  const { title, text, none, end, endAll } = words.manage;
  const rows = await subscriptionsOf(found.store.connections, found.subscription.address_key);
  const items = rows.map((row) => {
    const place = placeIn(found, row);
    const state = row.state === 'pending' ? [words.unconfirmed] : [];
    const note = [words[row.scope], words.frequencies[row.frequency], ...state].join(', ');
    return { ...place, note, button: { label: end, about: `${place.name}, ${note}`, end: row.id } };
  });
  if (items.length === 0) return { title, paragraphs: [none] };
  return { title, paragraphs: [text], items, button: { label: endAll, end: 'all' } };
}
