import type { SendMailOptions } from 'nodemailer';

import type { Comment } from '../../contracts/comment.ts';
import { escapeHtml, withoutTags } from '../html/escape.ts';
import type { Place } from '../html/notice-page.ts';
import { directionOf, noticeWords } from '../html/notice-words.ts';
import { pageWords, type PageLanguage } from '../html/words.ts';
import { pseudonym } from '../rules/tokens.ts';
import type { MailSettings } from './settings.ts';

const MAX_TEXT_LENGTH = 2_000;

/** What is the same for all that a mail says. */
export interface Envelope {
  readonly mail: MailSettings;
  /** What message ids are made with. */
  readonly secret: string;
  readonly language: PageLanguage;
  readonly to: string;
  /** The token of the subscription. */
  readonly token: string;
  /** What may be sent only once: the same key is the same Message-ID. */
  readonly key: string;
}

/** One comment in a mail. */
export interface Told {
  readonly author: string;
  readonly body: Readonly<Comment['body']>;
  /** The passage of the article that it is about. */
  readonly passage: string | undefined;
  /** Where it stands; `undefined` where its page is not known. */
  readonly url: string | undefined;
}

/** What a mail tells of one discussion. */
export interface ToldThread {
  readonly place: Place;
  readonly comments: readonly Told[];
}

/** Asks the owner of an address whether they want mail. */
export function confirmLetter(envelope: Envelope, place: Place): SendMailOptions {
  const { mail } = noticeWords(envelope.language);
  const links = linksOf(envelope);
  const lines: Line[] = [
    { text: mail.confirmIntro },
    { text: place.name, href: place.url },
    { text: mail.confirmLink, href: links.confirm },
    { text: mail.confirmIgnore },
  ];
  return letter(envelope, { subject: mail.confirmSubject, lines, end: [], unsubscribe: links.cancel });
}

/** Tells of one comment. `about` says where it belongs, so that mail programs show a discussion as one. */
export function commentLetter(
  envelope: Envelope,
  thread: ToldThread,
  about: { readonly threadKey: string; readonly parentKey: string | undefined },
): SendMailOptions {
  const root = idOf(envelope, `thread:${about.threadKey}`);
  const parent = about.parentKey === undefined ? undefined : idOf(envelope, about.parentKey);
  const { mail } = noticeWords(envelope.language);
  const links = linksOf(envelope);
  return {
    ...letter(envelope, {
      subject: `${mail.subject}: ${thread.place.name}`,
      lines: threadLines(thread, envelope.language),
      end: [{ text: mail.why }, { text: mail.stop, href: links.cancel }, { text: mail.manage, href: links.manage }],
      unsubscribe: links.cancel,
    }),
    inReplyTo: parent ?? root,
    references: parent === undefined ? [root] : [root, parent],
  };
}

/** Tells of all that was new in a day. */
export function digestLetter(envelope: Envelope, threads: readonly ToldThread[]): SendMailOptions {
  const { mail } = noticeWords(envelope.language);
  const links = linksOf(envelope);
  const stop = `${links.cancel}?frequency=daily`;
  return letter(envelope, {
    subject: mail.digestSubject,
    lines: threads.flatMap((thread) => threadLines(thread, envelope.language)),
    end: [{ text: mail.why }, { text: mail.stop, href: stop }, { text: mail.manage, href: links.manage }],
    unsubscribe: stop,
  });
}

interface Line {
  readonly text: string;
  readonly href?: string | undefined;
  /** Words of a reader: drawn as a quotation. */
  readonly isQuoted?: boolean;
  readonly isHeading?: boolean;
}

function threadLines({ place, comments }: ToldThread, language: PageLanguage): Line[] {
  const { mail } = noticeWords(language);
  return [
    { text: place.name, href: place.url, isHeading: true },
    ...comments.flatMap(({ author, body, passage, url }): Line[] => [
      ...(passage === undefined ? [] : [{ text: pageWords(language).passage }, { text: passage, isQuoted: true }]),
      { text: mail.wrote(author) },
      { text: plainText(body), isQuoted: true },
      ...(url === undefined ? [] : [{ text: mail.open, href: url }]),
    ]),
  ];
}

/** A comment as its writer typed it, without tags, and not endless. */
export function plainText({ format, text }: Told['body'], most = MAX_TEXT_LENGTH): string {
  const plain = format === 'html' ? withoutTags(text).trim() : text;
  if (plain.length <= most) return plain;
  return `${plain.slice(0, most).replace(/[\ud800-\udbff]$/, '')} …`;
}

interface Content {
  readonly subject: string;
  readonly lines: readonly Line[];
  readonly end: readonly Line[];
  readonly unsubscribe: string;
}

function letter(envelope: Envelope, { subject, lines, end, unsubscribe }: Content): SendMailOptions {
  const { mail, to, language } = envelope;
  const prepared = (value: string) => ({ prepared: true, value });
  return {
    from: mail.from,
    to: { name: '', address: to },
    subject,
    messageId: idOf(envelope, envelope.key),
    text: [...lines.map(lineText), ...(end.length > 0 ? ['-- '] : []), ...end.map(lineText)].join('\n\n'),
    html: html(language, subject, lines, end),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      'List-Unsubscribe': prepared(`<${unsubscribe}>`),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    // Nothing that a reader wrote makes this machine open a file or an address.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

function lineText({ text, href, isQuoted }: Line): string {
  if (isQuoted) return text.replace(/^/gm, '> ');
  return href === undefined ? text : `${text}:\n${href}`;
}

function html(language: PageLanguage, subject: string, lines: readonly Line[], end: readonly Line[]): string {
  const rest = end.length > 0 ? `<hr>${end.map(lineHtml).join('')}` : '';
  return (
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
    `<title>${escapeHtml(subject)}</title></head><body>${lines.map(lineHtml).join('')}${rest}</body></html>`
  );
}

function lineHtml({ text, href, isQuoted, isHeading }: Line): string {
  const plain = escapeHtml(text);
  if (isQuoted) return `<blockquote dir="auto">${plain.replace(/\n/g, '<br>')}</blockquote>`;
  const linked = href === undefined ? `<bdi>${plain}</bdi>` : `<a href="${escapeHtml(href)}">${plain}</a>`;
  return isHeading ? `<h2>${linked}</h2>` : `<p>${linked}</p>`;
}

function linksOf({ mail, token }: Envelope) {
  const own = `${mail.publicUrl}/v1/subscriptions/${token}`;
  return { manage: own, confirm: `${own}/confirm`, cancel: `${own}/cancel` };
}

/** The id of the message with this key: the same whenever it is sent. */
function idOf({ mail, secret }: Envelope, key: string): string {
  return `<${pseudonym(secret, 'mail', key)}@${mail.from.address.split('@')[1]!}>`;
}
