/** Where the demo's mail goes: to the mail server that was given, or into a mailbox on this machine. */
import type { ServeOptions } from '../../src/server/index.ts';
import { STRICT_POLICY } from './files.ts';
import { mailboxPage } from './mailbox-page.ts';
import { isLoopback } from './sign-in.ts';

export interface DemoMailing {
  readonly mail: ServeOptions['mail'];
  readonly isOpen: boolean;
  /** Answers `/mailbox`, and nothing else. */
  answer(request: Request): Response | undefined;
  close(): Promise<void>;
}

/**
 * Opens a mailbox where one is wanted, no mail server was given, and only this machine is listened to: what is in it
 * confirms addresses.
 */
export async function mailboxFor(
  { mail, host = '127.0.0.1', port = 8080 }: Pick<ServeOptions, 'mail' | 'host' | 'port'>,
  isWanted: boolean,
): Promise<DemoMailing> {
  if (!isWanted || mail || !isLoopback(host)) {
    const answer = (request: Request) => pageFor(request, () => mailboxPage(undefined));
    return { mail, isOpen: false, answer, close: async () => undefined };
  }
  const { openMailbox } = await import('./mailbox.ts');
  const { smtpUrl, mails, close } = await openMailbox();
  const publicUrl = new URL(`http://${/^[^[].*:/.test(host) ? `[${host}]` : host}:${port}`).origin;
  return {
    mail: { smtpUrl, publicUrl, from: 'The Wrenhaven Lantern <letters@lantern.example>' },
    isOpen: true,
    answer: (request) =>
      pageFor(request, ({ hostname, origin }) =>
        // Another name for this machine may be a page elsewhere that had its name point here.
        mailboxPage(isLoopback(hostname) ? { mails, publicUrl, origin } : undefined),
      ),
    close,
  };
}

function pageFor(request: Request, html: (url: URL) => string): Response | undefined {
  const url = new URL(request.url);
  if (url.pathname !== '/mailbox' || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  return new Response(html(url), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': STRICT_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
