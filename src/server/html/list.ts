import type { Comment, CommentList } from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import { escapeHtml } from './escape.ts';
import { bodyHtml, READER_LINK } from './markup.ts';
import { passageHtml } from './passage.ts';
import { pageWords, type PageLanguage } from './words.ts';

/** How deep replies are nested; deeper ones stand beside what they reply to, so that no page is nested without end. */
const MAX_NESTING = 8;

/**
 * A page of a thread as a fragment of HTML: nested articles, for a publisher to put between the element's tags.
 *
 * @param query - The parameters that the page was asked for with; links to the rest keep them.
 */
export function listHtml(list: CommentList, language: PageLanguage, query: URLSearchParams): string {
  const page = new Page(list, language, query);
  return `<section class="comments" lang="${language}">${page.comments()}${page.next()}</section>\n`;
}

class Page {
  readonly #list: CommentList;
  readonly #language: PageLanguage;
  readonly #query: URLSearchParams;
  readonly #dates: Intl.DateTimeFormat;
  readonly #replies = new Map<string, Comment[]>();
  readonly #tops: Comment[] = [];

  constructor(list: CommentList, language: PageLanguage, query: URLSearchParams) {
    this.#list = list;
    this.#language = language;
    this.#query = query;
    this.#dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
    for (const comment of list.comments) {
      const siblings = this.#replies.get(comment.parentId ?? '') ?? this.#tops;
      siblings.push(comment);
      this.#replies.set(comment.id, []);
    }
  }

  comments(): string {
    return this.#items(this.#tops, 1);
  }

  next(): string {
    const { nextCursor } = this.#list;
    return nextCursor === null
      ? ''
      : `<p><a href="${this.#link({ cursor: nextCursor })}" rel="next">${pageWords(this.#language).moreComments}</a></p>`;
  }

  #items(comments: readonly Comment[], depth: number): string {
    if (comments.length === 0) return '';
    return `<ol>${comments.map((comment) => this.#item(comment, depth)).join('')}</ol>`;
  }

  #item(comment: Comment, depth: number): string {
    const replies = this.#replies.get(comment.id) ?? [];
    const isDeep = depth >= MAX_NESTING;
    const inside = isDeep ? '' : this.#items(replies, depth + 1);
    const beside = isDeep ? replies.map((reply) => this.#item(reply, depth)).join('') : '';
    const property = depth === 1 ? '' : ' itemprop="comment"';
    const start = `<article id="comment-${escapeHtml(comment.id)}"${property} itemscope itemtype="https://schema.org/Comment">`;
    return `<li>${start}${this.#inner(comment)}${inside}${this.#cut(comment)}</article></li>${beside}`;
  }

  #inner(comment: Comment): string {
    const words = pageWords(this.#language);
    if (comment.state === 'deleted') return `<p>${words.deleted}</p>`;
    const marks = [
      comment.author.role && words.roles[comment.author.role],
      comment.pinned && words.pinned,
      comment.editedAt !== undefined && words.edited,
    ].filter((mark) => typeof mark === 'string');
    const notes = marks.map((mark) => ` <small>${mark}</small>`).join('');
    const head = `<p>${authorHtml(comment)} ${this.#time(comment.createdAt)}${notes}</p>`;
    return `${head}${passageHtml(comment.anchor, this.#language)}<div itemprop="text">${bodyHtml(comment.body)}</div>`;
  }

  #time(instant: string): string {
    const date = this.#dates.format(new Date(instant));
    return `<time itemprop="dateCreated" datetime="${escapeHtml(instant)}">${escapeHtml(date)} UTC</time>`;
  }

  #cut({ id }: Comment): string {
    const cut = this.#list.cuts?.find(({ parentId }) => parentId === id);
    return cut
      ? `<p><a href="${this.#link({ parent: id, cursor: cut.cursor })}">${pageWords(this.#language).moreReplies}</a></p>`
      : '';
  }

  /** Relative: on a publisher's page it asks that page for the rest. */
  #link(changes: Readonly<Record<string, string>>): string {
    const query = new URLSearchParams(this.#query);
    query.delete('around');
    for (const [name, value] of Object.entries(changes)) query.set(name, value);
    return `?${escapeHtml(query.toString())}`;
  }
}

function authorHtml({ author }: Comment): string {
  const name = `<bdi itemprop="name">${escapeHtml(author.name)}</bdi>`;
  const href = safeLink(author.url, 'comment');
  const linked = href === undefined ? name : `<a itemprop="url" href="${escapeHtml(href)}" ${READER_LINK}>${name}</a>`;
  return `<span itemprop="author" itemscope itemtype="https://schema.org/Person">${linked}</span>`;
}
