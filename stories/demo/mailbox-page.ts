import { escapeHtml } from '../../src/server/html/escape.ts';
import type { DemoMail } from './mailbox.ts';

/** What the page needs to know of the mailbox. */
export interface MailboxView {
  readonly mails: readonly DemoMail[];
  /** What links in the mails begin with, without a slash at the end. */
  readonly publicUrl: string;
  /** What the reader calls the same place. */
  readonly origin: string;
}

/** The mails of the demo as a page, newest first; without a mailbox it says why there is none. */
export function mailboxPage(view: MailboxView | undefined): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Mailbox – The Wrenhaven Lantern</title>
    <link rel="stylesheet" href="/demo/demo.css" />
  </head>
  <body>
    <header class="masthead">
      <p class="paper"><a href="/">The Wrenhaven Lantern</a></p>
    </header>
    <main>
      <h1>Mailbox</h1>
      ${view ? mailsHtml(view) : NONE}
    </main>
  </body>
</html>
`;
}

const NONE =
  '<p>There is no mailbox here: mail goes to the server in <code>FURNITURE_SMTP_URL</code>, or others than this ' +
  'machine reach this page, or it was not started with <code>npm start</code>.</p>';

function mailsHtml(view: MailboxView): string {
  const intro =
    '<p>All mail that this demo sends ends here, whatever its address, and is gone when it stops. ' +
    '<a href="/mailbox">Look again</a></p>';
  if (view.mails.length === 0)
    return `${intro}<p>No mail yet. <a href="/">Ask for some</a> with <em>Notify me</em>, any address will do.</p>`;
  return intro + view.mails.map((mail) => mailHtml(mail, view)).join('');
}

function mailHtml({ to, subject, text, at }: DemoMail, view: MailboxView): string {
  const time = new Date(at).toISOString();
  return (
    `<article class="mail"><h2 dir="auto">${escapeHtml(subject)}</h2>` +
    `<p class="quiet">To <bdi>${escapeHtml(to)}</bdi>, ` +
    `<time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time></p>` +
    `<div class="words" dir="auto">${linked(text, view)}</div></article>`
  );
}

/** The text with its links to the demo as links; others stay text. */
function linked(text: string, { publicUrl, origin }: MailboxView): string {
  return text
    .split(/(https?:\/\/[^\s<>"]*)/)
    .map((piece) => {
      // With the slash: a host may begin like ours.
      if (!piece.startsWith(`${publicUrl}/`)) return escapeHtml(piece);
      const url = escapeHtml(origin + piece.slice(publicUrl.length));
      return `<a href="${url}">${url}</a>`;
    })
    .join('');
}
