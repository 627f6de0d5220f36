import { createTransport, type SendMailOptions } from 'nodemailer';

import { isLoopback } from '../rules/address.ts';
import { NOBODY } from '../rules/notices.ts';
import type { MailSettings } from './settings.ts';

/** What gives mails to the mail server. */
export interface Transport {
  /** @throws What nodemailer throws. */
  send(options: SendMailOptions, stop: AbortSignal): Promise<void>;
  close(): void;
}

/** How long one mail may take, in milliseconds: less than the outbox is reserved for. */
const LONGEST_MS = 120_000;

/** Over SMTP, with a few connections that are kept for a moment. */
export function smtpTransport({ smtpUrl, timeoutMs }: MailSettings): Transport {
  const url = new URL(smtpUrl);
  const decode = (text: string): string => decodeURIComponent(text);
  const isSecure = url.protocol === 'smtps:';
  // Nobody listens on the way to this machine itself, and its certificate names another host.
  const isLocal = isLoopback(url.hostname);
  const mailer = createTransport({
    ...{ pool: true, maxConnections: 3, host: url.hostname.replace(/^\[|\]$/g, ''), secure: isSecure },
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    // A password is not told to whoever stands between.
    ...{ ignoreTLS: isLocal && !isSecure, requireTLS: !isLocal && url.username !== '' },
    ...(url.username !== '' && { auth: { user: decode(url.username), pass: decode(url.password) } }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    send: async (options, stop) => {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
      await mailer.sendMail({ ...options, signal });
    },
    close: () => mailer.close(),
  };
}

/**
 * Replies that nobody has the address: no such mailbox or host, an address that is none, one that has moved, a host that
 * takes no mail (RFC 3463, RFC 7505). Not those of policy (5.7.x), a full or disabled mailbox (5.2.x), or about the sender
 * (5.1.7, 5.1.8); nor a bare 550, which may be any of them.
 */
const NOBODY_HAS_IT = /^5\d\d[ -]5\.1\.(?:1|2|3|6|10)\b/;

/**
 * What kind of failure this was, for the operator: a status of SMTP, or a short code; {@link NOBODY} where the address is
 * refused because nobody has it. Never the message, which may quote the address.
 */
export function failureOf(error: unknown): { readonly code: string; readonly isFinal: boolean } {
  const { responseCode, response, code, command } = (error ?? {}) as Partial<
    Record<'responseCode' | 'response' | 'code' | 'command', unknown>
  >;
  if (typeof responseCode === 'number') {
    if (command === 'RCPT TO' && NOBODY_HAS_IT.test(String(response))) return { code: NOBODY, isFinal: true };
    // What is refused about the sender or the sign-in is the operator's to mend: the mail waits.
    const isAboutMail = typeof command === 'string' && /^(?:RCPT TO|DATA)/.test(command);
    return { code: String(responseCode), isFinal: responseCode >= 500 && responseCode < 600 && isAboutMail };
  }
  return { code: typeof code === 'string' && /^[A-Z_\d]{1,40}$/.test(code) ? code : 'unknown', isFinal: false };
}
