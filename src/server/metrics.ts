import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { ReportKind } from '../contracts/banner-report.ts';
import type { HoldReason } from '../contracts/moderation.ts';

/** Where comments are posted, as the table of routes writes it. */
export const COMMENTS_ROUTE = '/v1/threads/:thread/comments';

/** What is counted of one answered request. */
export interface Answered {
  readonly method: string;
  /** The pattern that was matched, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** What the process is asked for when somebody looks. */
export interface Sources {
  readonly streams: () => number;
  readonly writing: () => number;
  readonly pages: () => { readonly hits: number; readonly misses: number };
}

/** The numbers of one server, in a registry of its own: several in a process do not meet. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #seconds: Histogram<'route'>;
  readonly #databaseErrors: Counter;
  readonly #comments: Counter<'outcome' | 'reason'>;
  readonly #mails: Counter<'outcome'>;
  readonly #pushes: Counter<'outcome'>;
  readonly #bannerEvents: Counter<'kind'>;

  constructor(sources: Sources) {
    const registers = [this.#registry];
    const start = (name: string, help: string) => ({ name: `furniture_${name}`, help, registers });
    this.#requests = new Counter({
      ...start('requests_total', 'Answered requests.'),
      labelNames: ['method', 'route', 'status'],
    });
    this.#seconds = new Histogram({
      ...start('request_seconds', 'Seconds until an answer was ready.'),
      labelNames: ['route'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
    this.#databaseErrors = new Counter(start('database_errors_total', 'Requests that the database failed.'));
    this.#comments = new Counter({
      ...start(
        'comments_total',
        'What became of comments: posted, edited, held (and by which rule) or refused (and with which status).',
      ),
      labelNames: ['outcome', 'reason'],
    });
    this.#mails = new Counter({
      ...start('mails_total', 'Attempts to send a mail: sent, to be retried, dead, or the address is gone.'),
      labelNames: ['outcome'],
    });
    this.#pushes = new Counter({
      ...start('pushes_total', 'Attempts to send a push: sent, to be retried, dead, or the browser is gone.'),
      labelNames: ['outcome'],
    });
    this.#bannerEvents = new Counter({
      ...start('banner_events_total', 'What was done with support banners: view, follow, dismissal.'),
      labelNames: ['kind'],
    });
    const gauge = (name: string, help: string, read: () => number): void => {
      new Gauge({
        ...start(name, help),
        collect() {
          this.set(read());
        },
      });
    };
    gauge('streams', 'Open streams of live events.', sources.streams);
    gauge('writes_waiting', 'Writes that wait for the database, or are in it.', sources.writing);
    gauge('kept_answers_used', 'Answers from memory since the start.', () => sources.pages().hits);
    gauge('kept_answers_made', 'Answers made anew since the start.', () => sources.pages().misses);
    gauge('process_resident_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
    gauge('process_heap_bytes', 'Memory that the program uses.', () => process.memoryUsage().heapUsed);
    gauge('process_cpu_seconds', 'CPU time since the start.', () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
    gauge('process_uptime_seconds', 'Time since the start.', () => process.uptime());
  }

  answered({ method, route, status, ms }: Answered): void {
    this.#requests.inc({ method: METHODS.has(method) ? method : 'other', route, status: String(status) });
    this.#seconds.observe({ route }, ms / 1000);
    if (method === 'POST' && route === COMMENTS_ROUTE && status >= 400)
      this.#comments.inc({ outcome: 'refused', reason: String(status) });
  }

  databaseFailed(): void {
    this.#databaseErrors.inc();
  }

  /** A comment was stored: at once to be seen, or not before a moderator has looked. */
  stored(outcome: 'posted' | 'edited', heldFor: HoldReason | undefined): void {
    if (heldFor === undefined) this.#comments.inc({ outcome, reason: '' });
    else this.held(heldFor);
  }

  /** A comment waits that did not before. */
  held(reason: HoldReason): void {
    this.#comments.inc({ outcome: 'held', reason });
  }

  mailed(outcome: 'sent' | 'retried' | 'dead' | 'gone'): void {
    this.#mails.inc({ outcome });
  }

  pushed(outcome: 'sent' | 'retried' | 'dead' | 'gone'): void {
    this.#pushes.inc({ outcome });
  }

  /** A reader did something with a support banner. */
  reported(kind: ReportKind): void {
    this.#bannerEvents.inc({ kind });
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

/** Whatever clients send, the number of series stays small. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
