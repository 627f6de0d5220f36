import type { SendMailOptions } from 'nodemailer';

import { languageFor } from '../html/notice-words.ts';
import type { Metrics } from '../metrics.ts';
import type { Settings } from '../options.ts';
import { mailToken } from '../rules/links-in-mail.ts';
import { byThread } from '../rules/notices.ts';
import { claimDue, commentKey, pendingOf, settle, spreadNews, type OutboxRow, type Pending } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { findSubscription, type SubscriptionRow } from '../store/subscriptions.ts';
import { readThread } from '../store/threads.ts';
import { commentLetter, confirmLetter, digestLetter, type Envelope, type Told } from './letter.ts';
import { placeOf } from './place.ts';
import type { MailSettings } from './settings.ts';
import { failureOf, smtpTransport, type Transport } from './transport.ts';

/** How often it is looked whether something is due, in milliseconds: mails that wait, and those of other processes. */
const POLL_MS = 5_000;
/** Mails that are under way at the same time. */
const AT_ONCE = 5;
/** The log says at most once in this time that the mail server is in trouble, in milliseconds. */
const QUIET_MS = 60_000;

/**
 * Sends what is in the outbox, at least once each, with the same Message-ID whenever it is sent.
 *
 * Several may work on one database.
 */
export class Mailer {
  readonly #store: Promise<Store>;
  readonly #settings: Settings;
  readonly #mail: MailSettings;
  readonly #metrics: Metrics;
  readonly #transport: Transport;
  readonly #timer: ReturnType<typeof setInterval>;
  #running: Promise<void> | undefined;
  #isAsked = false;
  #isClosed = false;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(
    store: Promise<Store>,
    settings: Settings,
    mail: MailSettings,
    metrics: Metrics,
    transport = smtpTransport(mail),
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#mail = mail;
    this.#metrics = metrics;
    this.#transport = transport;
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

  /** Ends after what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#running;
    this.#transport.close();
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
    const letter = await this.#letterFor(store, row);
    // What it was about is gone, or nobody wants it any more.
    if (!letter) return void (await settle(store.write, row, { outcome: 'sent' }, now));
    const attempt = await this.#send(letter);
    this.#metrics.mailed(await settle(store.write, row, attempt, this.#settings.clock()));
  }

  async #send(letter: SendMailOptions) {
    try {
      await this.#transport.send(letter);
      return { outcome: 'sent' } as const;
    } catch (error) {
      const failure = failureOf(error);
      this.#complain(`A mail was not taken (${failure.code})`);
      return { outcome: 'failed', ...failure } as const;
    }
  }

  #complain(what: string): void {
    const now = performance.now();
    if (now - this.#saidAt < QUIET_MS) return;
    this.#saidAt = now;
    this.#settings.logger.warn(`${what}; see "page-furniture mail list".`);
  }

  async #letterFor(store: Store, row: OutboxRow): Promise<SendMailOptions | undefined> {
    if (row.kind === 'confirm') return this.#confirmation(store, row);
    const pending = await pendingOf(store.connections, row);
    const [first] = pending;
    if (!first || first.subscription.address === null) return undefined;
    const envelope = this.#envelope(store, first.subscription, first.subscription.address, row.unique_key);
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

  async #confirmation(store: Store, row: OutboxRow): Promise<SendMailOptions | undefined> {
    const subscription = await findSubscription(store.connections, row.subscription_id ?? '');
    if (subscription?.state !== 'pending' || subscription.address === null) return undefined;
    const { published } = await readThread(store.connections, subscription.thread);
    const place = placeOf(subscription.thread, { ...this.#settings, mail: this.#mail, isKnown: published > 0 });
    return confirmLetter(this.#envelope(store, subscription, subscription.address, row.unique_key), place);
  }

  #envelope(store: Store, { id, language }: SubscriptionRow, to: string, key: string): Envelope {
    const { secret } = store;
    return { mail: this.#mail, secret, language: languageFor(language), to, token: mailToken(secret, id), key };
  }

  #told(threadKey: string, items: readonly Pending[]) {
    const place = placeOf(threadKey, { ...this.#settings, mail: this.#mail, isKnown: true });
    const comments = items.map(({ comment }): Told => {
      const url = place.url === undefined ? undefined : `${place.url.replace(/#.*$/, '')}#comment-${comment.id}`;
      return { author: comment.author_name, body: { format: comment.body_format, text: comment.body_text }, url };
    });
    return { place, comments };
  }
}
