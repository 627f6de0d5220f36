import type { SendMailOptions } from 'nodemailer';

import { passageOf } from '../../contracts/passage.ts';
import { permalink } from '../../contracts/permalink.ts';
import { directionOf, languageFor, noticeWords } from '../html/notice-words.ts';
import type { Metrics } from '../metrics.ts';
import type { Settings } from '../options.ts';
import { sendPush, type Notice, type Pushed, type Receiver } from '../push/send.ts';
import { mailToken } from '../rules/links-in-mail.ts';
import { byThread, NOBODY } from '../rules/notices.ts';
import { pseudonym } from '../rules/tokens.ts';
import { claimDue, commentKey, pendingOf, settle, spreadNews, type OutboxRow, type Pending } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { endSubscriptions, findSubscription, type SubscriptionRow } from '../store/subscriptions.ts';
import { endIfGone } from '../store/unreachable.ts';
import { toComment } from '../store/view.ts';
import { commentLetter, confirmLetter, digestLetter, plainText, type Told } from './letter.ts';
import { placeOf } from './place.ts';
import type { MailSettings } from './settings.ts';
import { failureOf, smtpTransport, type Transport } from './transport.ts';

/** How often it is looked whether something is due, in milliseconds: mails that wait, and those of other processes. */
const POLL_MS = 5_000;
/** Mails that are under way at the same time. */
const AT_ONCE = 5;
/** The log says at most once in this time that the mail server is in trouble, in milliseconds. */
const QUIET_MS = 60_000;
/** How long the end waits for a mail server, in milliseconds. */
const GRACE_MS = 3_000;
/** Of a comment in a push, in UTF-16 code units: push services take 4 KB. */
const MAX_NOTICE_LENGTH = 300;

/**
 * Sends what is in the outbox, at least once each, with the same Message-ID whenever it is sent.
 *
 * Several may work on one database.
 */
export class Mailer {
  readonly #store: Promise<Store>;
  readonly #settings: Settings;
  readonly #metrics: Metrics;
  readonly #transport: Transport | undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  #running: Promise<void> | undefined;
  #isAsked = false;
  #isClosed = false;
  readonly #stop = new AbortController();
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(store: Promise<Store>, settings: Settings, metrics: Metrics) {
    this.#store = store;
    this.#settings = settings;
    this.#metrics = metrics;
    this.#transport = settings.mail && smtpTransport(settings.mail);
    this.#timer = setInterval(() => this.poke(), POLL_MS);
    this.#timer.unref();
  }

  /** There may be something to send. */
  poke(): void {
    void this.run();
  }

  /** Sends what is due, until nothing is. Never rejects. */
  run(): Promise<void> {
    this.#isAsked = true;
    this.#running ??= this.#drain().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Ends after what is under way, or leaves it to be sent again where that takes long. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    const timer = setTimeout(() => this.#stop.abort(), GRACE_MS);
    await this.#running;
    clearTimeout(timer);
    this.#transport?.close();
  }

  async #drain(): Promise<void> {
    try {
      const store = await this.#store;
      while (this.#isAsked && !this.#isClosed) {
        this.#isAsked = false;
        const rows = await claimDue(store, this.#settings.clock(), AT_ONCE);
        if (rows.length > 0) this.#isAsked = true;
        await Promise.all(rows.map((row) => this.#work(store, row)));
      }
    } catch {
      // The database is away; the timer comes again.
      this.#complain('The outbox cannot be read or written');
    }
  }

  async #work(store: Store, row: OutboxRow): Promise<void> {
    const now = this.#settings.clock();
    if (row.kind === 'news') {
      await spreadNews(store, row.comment_id ?? '', now);
      await settle(store.write, row, { outcome: 'sent' }, now);
      return;
    }
    const pending = row.kind === 'confirm' ? [] : await pendingOf(store.connections, row);
    const [first] = pending;
    if (first?.subscription.push_keys) return this.#push(store, row, first);
    const { mail } = this.#settings;
    // Asked for when there was a mail server.
    if (!mail || !this.#transport) {
      const attempt = { outcome: 'failed', code: 'NOMAIL', isFinal: false } as const;
      return this.#metrics.mailed(await settle(store.write, row, attempt, now));
    }
    const letter = await this.#letterFor(store, row, mail, pending);
    // What it was about is gone, or nobody wants it any more.
    if (!letter) return void (await settle(store.write, row, { outcome: 'sent' }, now));
    const attempt = await this.#send(letter, this.#transport);
    const settledAt = this.#settings.clock();
    const outcome = await settle(store.write, row, attempt, settledAt);
    const isNobodys = attempt.outcome === 'failed' && attempt.code === NOBODY;
    this.#metrics.mailed(isNobodys && (await endIfGone(store, row, settledAt)) ? 'gone' : outcome);
  }

  async #send(letter: SendMailOptions, transport: Transport) {
    try {
      await transport.send(letter, this.#stop.signal);
      return { outcome: 'sent' } as const;
    } catch (error) {
      const failure = failureOf(error);
      this.#complain(`A mail was not taken (${failure.code})`);
      return { outcome: 'failed', ...failure } as const;
    }
  }

  async #push(store: Store, row: OutboxRow, pending: Pending): Promise<void> {
    const { subscription, comment, threadKey } = pending;
    const { push } = this.#settings;
    const keys = JSON.parse(subscription.push_keys ?? '{}') as Receiver['keys'];
    const language = languageFor(subscription.language);
    const told = this.#told(threadKey, [pending]).comments[0]!;
    const notice: Notice = {
      ...{ title: noticeWords(language).mail.wrote(told.author), tag: comment.id },
      ...{ body: plainText(told.body, MAX_NOTICE_LENGTH), lang: language, dir: directionOf(language) },
      data: { url: told.url },
    };
    const topic = pseudonym(store.secret, 'topic', row.unique_key).slice(0, 32);
    const attempt: Pushed = push
      ? await sendPush(push, { endpoint: subscription.address ?? '', keys }, notice, { topic, stop: this.#stop.signal })
      : { outcome: 'failed', code: 'NOPUSH', isFinal: false };
    const now = this.#settings.clock();
    if (attempt.outcome === 'failed') this.#complain(`A push was not taken (${attempt.code})`);
    if (attempt.outcome !== 'gone') return this.#metrics.pushed(await settle(store.write, row, attempt, now));
    // With it goes what was about to be sent.
    await endSubscriptions(store.write, { addressKey: subscription.address_key }, now);
    this.#metrics.pushed('gone');
  }

  #complain(what: string): void {
    const now = performance.now();
    if (now - this.#saidAt < QUIET_MS) return;
    this.#saidAt = now;
    this.#settings.logger.warn(`${what}; see "page-furniture mail list".`);
  }

  async #letterFor(
    store: Store,
    row: OutboxRow,
    mail: MailSettings,
    pending: readonly Pending[],
  ): Promise<SendMailOptions | undefined> {
    if (row.kind === 'confirm') return this.#confirmation(store, row, mail);
    const [first] = pending;
    if (!first || first.subscription.address === null) return undefined;
    const envelope = { ...envelopeFor(store, first.subscription, row), mail, to: first.subscription.address };
    if (row.kind === 'digest')
      return digestLetter(
        envelope,
        byThread(pending.map((one) => ({ ...one, createdAt: one.comment.created_at }))).map(([threadKey, items]) =>
          this.#told(threadKey, items),
        ),
      );
    const { parent_id } = first.comment;
    return commentLetter(envelope, this.#told(first.threadKey, pending), {
      threadKey: first.threadKey,
      parentKey: parent_id === null ? undefined : commentKey(first.subscription.address_key, parent_id),
    });
  }

  async #confirmation(store: Store, row: OutboxRow, mail: MailSettings): Promise<SendMailOptions | undefined> {
    const subscription = await findSubscription(store.connections, row.subscription_id ?? '');
    if (subscription?.state !== 'pending' || subscription.address === null) return undefined;
    const place = placeOf(subscription.thread, { ...this.#settings, isKnown: subscription.published > 0 });
    return confirmLetter({ ...envelopeFor(store, subscription, row), mail, to: subscription.address }, place);
  }

  #told(threadKey: string, items: readonly Pending[]) {
    const place = placeOf(threadKey, { ...this.#settings, isKnown: true });
    const comments = items.map(({ comment }): Told => {
      const url = place.url === undefined ? undefined : permalink(place.url, comment.id);
      const { author, body, anchor } = toComment(comment);
      return { author: author.name, body, passage: passageOf(anchor), url };
    });
    return { place, comments };
  }
}

const envelopeFor = ({ secret }: Store, { id, language }: SubscriptionRow, { unique_key: key }: OutboxRow) => ({
  ...{ secret, language: languageFor(language), token: mailToken(secret, id), key },
});
