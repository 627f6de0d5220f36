import { readWords, UsageError, type Command } from './command.ts';

const help = `Usage: page-furniture serve [options]

Options (each has an environment variable):
  --port NUMBER      PORT                      where to listen, default 8080; 0 takes any free port
  --host ADDRESS     HOST                      default 127.0.0.1
  --database WHERE   FURNITURE_DATABASE        an SQLite file or a postgres:// URL, default furniture.sqlite
  --origins LIST     FURNITURE_ORIGINS         origins of the pages that may use it, separated by commas
  --hold WHO         FURNITURE_HOLD            who waits for a moderator: none (default), first or all

Environment only:
  FURNITURE_JWT_SECRET       secret of at least 32 bytes with which the publisher signs readers in (HS256)
  FURNITURE_JWKS_URL         or where the publisher's public keys are
  FURNITURE_JWT_AUDIENCE     what "aud" must be; FURNITURE_JWT_ISSUER likewise "iss"
  FURNITURE_TRUSTED_PROXIES  addresses or ranges whose X-Forwarded-For is believed
  FURNITURE_LIMITS=off       no rate limits, repeated-text rule, limit of links or proof of work, for tests and imports
  FURNITURE_EDIT_MINUTES     how long authors may edit and delete; default 15 for guests, no limit for who is signed in
  FURNITURE_REPORTS_HOLD     reports after which a comment waits for a moderator, default 3; 0 for never
  FURNITURE_WORDS            file of words and phrases for which a comment waits, one a line
  FURNITURE_MAX_LINKS        most links in a guest's comment before it waits, default 5
  FURNITURE_RESERVED_NAMES   names that guests may not use, separated by commas
  FURNITURE_PROOF            proof of work for guests: auto (default), always or off
  FURNITURE_WEBHOOK_URL      program of yours that is asked about every comment; FURNITURE_WEBHOOK_SECRET signs,
                             FURNITURE_WEBHOOK_TIMEOUT_MS (2000), FURNITURE_WEBHOOK_FAILURE (hold or publish),
                             FURNITURE_WEBHOOK_ADDRESS (off or on)
  FURNITURE_SMTP_URL         mail server, like smtps://user:password@mail.example:465, for mail about new comments; with
                             FURNITURE_MAIL_FROM (sender) and FURNITURE_PUBLIC_URL (where readers reach this server)
  FURNITURE_VAPID_PUBLIC     keys for Web Push, with FURNITURE_VAPID_PRIVATE and FURNITURE_VAPID_SUBJECT
  FURNITURE_LOG=json         JSON objects, one a line, with a line for each request; default text
  FURNITURE_METRICS_TOKEN    bearer token that GET /metrics asks for
  FURNITURE_STREAMS          open streams at once, default 2000; FURNITURE_STREAMS_PER_ADDRESS default 6
`;

const word = { type: 'string' } as const;
const OPTIONS = { port: word, host: word, database: word, origins: word, hold: word } as const;

/** `page-furniture serve`: listens until it is told to stop. */
export const serveCommand: Command = { summary: 'the server: comments, votes and campaigns', help, run };

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = readWords(words, OPTIONS, help);
  if (positionals.length > 0) throw new UsageError(`"serve ${positionals.join(' ')}" is no command.\n\n${help}`);
  const { consoleLogger, optionsFrom, serve } = await import('../index.ts');
  const { env } = process;
  const options = optionsFrom({
    ...env,
    FURNITURE_DATABASE: values.database ?? env.FURNITURE_DATABASE,
    FURNITURE_ORIGINS: values.origins ?? env.FURNITURE_ORIGINS,
    FURNITURE_HOLD: values.hold ?? env.FURNITURE_HOLD,
  });
  const logger = options.logger ?? consoleLogger;
  const serving = await serve({
    ...options,
    port: readPort(values.port ?? env.PORT),
    host: values.host ?? (env.HOST || undefined),
  });
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Asked twice, it goes at once.
      if (isStopping) process.exit(1);
      isStopping = true;
      logger.info('Stopping: requests under way may finish.');
      void serving.close().then(() => process.exit(0));
    });
  // Last: who reads it may stop us at once.
  logger.info(`Page Furniture listens on ${serving.url}`);
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text.trim()) || port > 65_535) throw new UsageError(`"${text}" is no port (0 to 65535).`);
  return port;
}
