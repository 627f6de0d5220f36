import type { AddressInfo } from 'node:net';

import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * How a mail server behaves: takes mail, refuses it, asks to come again, says nothing, or hangs up with the mail. Refuses
 * with a bare 550, because nobody has the address, because of its rules, a full mailbox, or what the mail says.
 */
export type Manner = 'accept' | Refusal | 'content' | 'greylist' | 'stall' | 'drop';
type Refusal = keyof typeof REFUSALS;

/** A real mail server on a port of its own, with everything that it was sent. */
export interface Mailbox {
  readonly url: string;
  manner: Manner;
  readonly mails: ParsedMail[];
  /** Those to one address, oldest first. */
  to(address: string): ParsedMail[];
  /** The link in a mail's text that ends like this. */
  link(mail: ParsedMail, end: RegExp): string;
  close(): Promise<void>;
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const REFUSALS: Readonly<Record<'refuse' | 'unknown' | 'policy' | 'full', readonly [code: number, text: string]>> = {
  refuse: [550, 'There is nobody of that name'],
  unknown: [550, '5.1.1 <reader>: Recipient address rejected: User unknown'],
  policy: [550, '5.7.1 Service unavailable: client host is blocked'],
  full: [552, '5.2.2 The mailbox is full'],
};

export async function startMailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = [];
  const stalled: (() => void)[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 10 },
    onRcptTo(_address, _session, done) {
      if (mailbox.manner in REFUSALS) return done(refusal(...REFUSALS[mailbox.manner as Refusal]));
      if (mailbox.manner === 'greylist') return done(refusal(451, 'Come again later'));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mailbox.manner === 'stall') return void stalled.push(() => done(refusal(451, 'Too late')));
        if (mailbox.manner === 'content') return done(refusal(554, '5.1.1 This looks like spam'));
        void simpleParser(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail);
          if (mailbox.manner !== 'drop') return done();
          // Taken, but the other side never hears of it.
          for (const connection of server.connections as Set<{ id: string; close(): void }>)
            if (connection.id === session.id) connection.close();
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as AddressInfo;
  const mailbox: Mailbox = {
    ...{ url: `smtp://127.0.0.1:${port}`, manner: 'accept', mails },
    to: (address) => mails.filter(({ to }) => [to].flat().some((one) => one?.text === address)),
    link(mail, end) {
      const found = (mail.text ?? '').match(/https?:\/\/\S+/g)?.find((url) => end.test(url));
      if (found === undefined) throw new Error(`no link in: ${mail.text}`);
      return found;
    },
    close: () => {
      for (const end of stalled) end();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return mailbox;
}
