import type { Comment, Thread } from '../../contracts/comments.ts';
import { permalink } from '../../contracts/permalink.ts';
import { escapeHtml, withoutTags } from './escape.ts';
import { bodyHtml } from './markup.ts';
import { passageHtml } from './passage.ts';
import { noticeWords } from './notice-words.ts';
import type { PageLanguage } from './words.ts';

const MAX_TITLE_LENGTH = 80;

/**
 * A thread as an Atom feed, newest comments first.
 *
 * Names no host, as whoever asks may say any: addresses are those of the publisher's page, and relative ones.
 *
 * @param under - The comment whose replies these are.
 * @see RFC 4287; RFC 4685 for what replies to what
 */
export function feedXml(
  thread: Thread,
  comments: readonly Comment[],
  language: PageLanguage,
  under: string | undefined,
): string {
  const words = noticeWords(language);
  const updated = comments.map(updatedAt).sort().at(-1) ?? new Date(0).toISOString();
  const id =
    under === undefined ? `urn:page-furniture:thread:${encodeURIComponent(thread.id)}` : `${idOf(under)}:replies`;
  const title = `${words.mail.subject}: ${thread.title ?? thread.id}`;
  const self = under === undefined ? 'feed' : `feed?comment=${encodeURIComponent(under)}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${language}">`,
    `<id>${escapeXml(id)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<updated>${updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    thread.url === undefined ? '' : `<link rel="alternate" type="text/html" href="${escapeXml(thread.url)}"/>`,
    ...comments.map((comment) => entryXml(thread, comment, language)),
    '</feed>\n',
  ].join('');
}

function entryXml(thread: Thread, comment: Comment, language: PageLanguage): string {
  const { id, parentId, anchor, author, body, createdAt, replyCount } = comment;
  const uri = author.url === undefined ? '' : `<uri>${escapeXml(author.url)}</uri>`;
  const place = placeOf(thread, id);
  const parent = parentId === null ? undefined : placeOf(thread, parentId);
  return [
    `<entry><id>${escapeXml(idOf(id))}</id>`,
    `<title>${escapeXml(titleOf(comment))}</title>`,
    `<author><name>${escapeXml(author.name)}</name>${uri}</author>`,
    `<published>${createdAt}</published><updated>${updatedAt(comment)}</updated>`,
    place === undefined ? '' : `<link rel="alternate" type="text/html" href="${escapeXml(place)}"/>`,
    parentId === null
      ? ''
      : `<thr:in-reply-to ref="${escapeXml(idOf(parentId))}"${parent === undefined ? '' : ` type="text/html" href="${escapeXml(parent)}"`}/>`,
    `<thr:total>${replyCount}</thr:total>`,
    `<content type="html">${escapeXml(passageHtml(anchor, language) + bodyHtml(body))}</content></entry>`,
  ].join('');
}

const idOf = (commentId: string): string => `urn:page-furniture:comment:${commentId}`;
const updatedAt = ({ createdAt, editedAt }: Comment): string => editedAt ?? createdAt;
const placeOf = ({ url }: Thread, id: string): string | undefined =>
  url === undefined ? undefined : permalink(url, id);

/** Who wrote it and how it begins. */
function titleOf({ author, body }: Comment): string {
  const text = body.format === 'html' ? withoutTags(body.text) : body.text;
  const [line = ''] = text.trim().split('\n');
  const start = line.length > MAX_TITLE_LENGTH ? `${line.slice(0, MAX_TITLE_LENGTH)}…` : line;
  return `${author.name}: ${start}`;
}

/** Text as it stands in XML, without the few characters that XML cannot hold. */
const escapeXml = (text: string): string =>
  escapeHtml(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd'));
