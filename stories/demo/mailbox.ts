/**
 * A mailbox for the demo, so that everybody can try what readers are told by mail without a mail server: it takes what
 * the demo sends, whatever the address, and sends nothing on. Only this machine reaches it, and it forgets with the
 * process.
 */
import type { AddressInfo } from 'node:net';

import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** Mails that are kept, the newest ones. */
export const MOST_MAILS = 100;
/** Largest mail, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** A mail as people read it. */
export interface DemoMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** When it came, in milliseconds since the epoch. */
  readonly at: number;
}

export interface DemoMailbox {
  /** Where it takes mail, like `smtp://127.0.0.1:2525`. */
  readonly smtpUrl: string;
  /** Newest first. */
  readonly mails: readonly DemoMail[];
  close(): Promise<void>;
}

/** Opens a mailbox on a port of this machine that is free. */
export async function openMailbox(): Promise<DemoMailbox> {
  const mails: DemoMail[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 100 },
    size: MAX_BYTES,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('Too large'), { responseCode: 552 }));
        readMail(Buffer.concat(chunks)).then((mail) => {
          mails.unshift(mail);
          mails.length = Math.min(mails.length, MOST_MAILS);
          done();
        }, done);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done, fail) => {
    server.server.once('error', fail);
    server.listen(0, '127.0.0.1', () => done());
  });
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((done) => server.close(() => done()));
  return { smtpUrl: `smtp://127.0.0.1:${port}`, mails, close };
}

async function readMail(source: Buffer): Promise<DemoMail> {
  const { to, subject = '', text = '' } = await simpleParser(source, { skipTextToHtml: true, skipImageLinks: true });
  const addresses = [to ?? []].flat().map((one) => one.text);
  return { to: addresses.join(', '), subject, text, at: Date.now() };
}
