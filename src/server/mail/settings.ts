import { OptionError } from '../option-error.ts';
import { isAddress } from '../rules/notices.ts';

/** How the server sends mail, and where the links in it lead. */
export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly smtpUrl: string;
  /** Sender: an address, or a name and an address in angle brackets. */
  readonly from: string;
  /** Where readers reach this server, like `https://comments.news.example`. */
  readonly publicUrl: string;
  /** How long the mail server may be silent, in milliseconds: 100 to 60,000, default 20,000. */
  readonly timeoutMs?: number | undefined;
}

/** {@link MailOptions} after checking. */
export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly timeoutMs: number;
}

/** @throws {OptionError} If it cannot work. */
export function settleMail(options: MailOptions): MailSettings {
  const smtp = URL.canParse(options.smtpUrl) ? new URL(options.smtpUrl) : undefined;
  // What was given is not repeated: there may be a password in it.
  if (!smtp || !['smtp:', 'smtps:'].includes(smtp.protocol) || smtp.hostname === '')
    throw new OptionError('FURNITURE_SMTP_URL must be a URL like smtps://user:password@mail.example:465.');
  const { timeoutMs = 20_000 } = options;
  if (!(timeoutMs >= 100 && timeoutMs <= 60_000))
    throw new OptionError('The mail server may be silent for 100 to 60000 milliseconds.');
  return {
    timeoutMs,
    smtpUrl: options.smtpUrl,
    from: senderOf(options.from),
    publicUrl: publicUrlOf(options.publicUrl),
  };
}

function senderOf(text: string): MailSettings['from'] {
  const [, quoted, plain, inner] = /^(?:"([^"<>\r\n]*)"\s*|([^"<>\r\n]*))<([^<>]+)>$/.exec(text.trim()) ?? [];
  const address = (inner ?? text).trim();
  if (!isAddress(address))
    throw new OptionError(
      'FURNITURE_MAIL_FROM must be an address, or a name and an address like News <news@example.org>.',
    );
  return { name: (quoted ?? plain ?? '').trim(), address };
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isFine = url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
  if (!isFine)
    throw new OptionError(
      'FURNITURE_PUBLIC_URL must be an http or https URL without a query, like https://comments.news.example.',
    );
  return url.href.replace(/\/+$/, '');
}

/**
 * Reads the options from environment variables; nothing unless a mail server is named.
 *
 * @param read - The value of `FURNITURE_…`, `undefined` when it is not set or blank.
 * @throws {OptionError} If the sender or the links' address is missing.
 */
export function mailFrom(read: (name: string) => string | undefined): MailOptions | undefined {
  const smtpUrl = read('SMTP_URL');
  if (smtpUrl === undefined) return undefined;
  return {
    smtpUrl,
    from: needed(read, 'MAIL_FROM', 'whom mails are from'),
    publicUrl: needed(read, 'PUBLIC_URL', 'where the links in mails lead'),
  };
}

function needed(read: (name: string) => string | undefined, name: string, what: string): string {
  const value = read(name);
  if (value === undefined) throw new OptionError(`FURNITURE_SMTP_URL is set, so FURNITURE_${name} must say ${what}.`);
  return value;
}
