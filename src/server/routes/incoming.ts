import { MAX_ANCHOR_LENGTH, quoteOf, type Anchor } from '../../contracts/anchor.ts';
import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type Comment, type NewComment } from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import type { Member } from '../identity.ts';
import { wrongField } from '../problem.ts';
import { tameAnchor } from '../rules/anchor.ts';
import { isEmail } from '../rules/email.ts';

/** What readers send, as it is stored. */

/** The text as it is stored; the same rules apply to an edit. @throws {ProblemError} 422 */
export function checkText({ body }: { readonly body: string }): string {
  const text = cleanBody(body);
  if (isBlank(text)) throw wrongField('body', 'is empty.');
  if (text.length > MAX_BODY_LENGTH) throw wrongField('body', `is longer than ${MAX_BODY_LENGTH} characters.`);
  return text;
}

/** Who wrote it: by the token where it says so. @throws {ProblemError} 422 */
export function authorOf(input: NewComment, member: Member | undefined): Comment['author'] {
  const { name = '', email = '', url = '' } = input.author ?? {};
  if (email !== '' && !isEmail(email)) throw wrongField('author.email', 'is not an e-mail address.');
  const link = url === '' ? undefined : safeLink(url, 'comment');
  if (url !== '' && link === undefined) throw wrongField('author.url', 'is not a link to a public web page.');
  // A token without a name leaves it to the reader, as for guests.
  return {
    name: member?.name ?? checkName(name),
    ...(link !== undefined && { url: link }),
    ...(member?.role && { role: member.role }),
  };
}

function checkName(name: string): string {
  // Cleaning takes time with the length; nobody's name needs more than this before it is cleaned.
  const cleaned = name.length > MAX_NAME_LENGTH * 10 ? name : cleanLine(name, MAX_NAME_LENGTH + 1);
  if (cleaned.length > MAX_NAME_LENGTH)
    throw wrongField('author.name', `is longer than ${MAX_NAME_LENGTH} characters.`);
  if (isBlank(cleaned)) throw wrongField('author.name', 'is missing.');
  return cleaned;
}

/**
 * The passage that a comment is about, as it is stored.
 *
 * Replies are about what they reply to. There has to be a quote, because it is what mails, feeds and moderators show; and
 * where it came from has to be a page.
 *
 * @throws {ProblemError} 422
 */
export function anchorOf({ anchor, parentId }: NewComment): Anchor | undefined {
  if (!anchor) return undefined;
  if (parentId) throw wrongField('anchor', 'is for top-level comments: a reply is about what it replies to.');
  const { source } = anchor;
  if (source !== undefined && !(/^https?:/i.test(source) && safeLink(source, 'publisher') !== undefined))
    throw wrongField('anchor.source', 'is not the address of a web page.');
  const tame = tameAnchor(anchor);
  tame.selector.forEach((selector, index) => checkSelector(selector, `anchor.selector.${index}`));
  if (!quoteOf(tame)) throw wrongField('anchor.selector', 'holds no TextQuoteSelector.');
  if (JSON.stringify(tame).length > MAX_ANCHOR_LENGTH)
    throw wrongField('anchor', `is longer than ${MAX_ANCHOR_LENGTH} characters.`);
  return tame;
}

function checkSelector(selector: Anchor['selector'][number], path: string): void {
  if (selector.type === 'TextQuoteSelector' && isBlank(selector.exact)) throw wrongField(`${path}.exact`, 'is empty.');
  if (selector.type === 'FragmentSelector' && isBlank(selector.value)) throw wrongField(`${path}.value`, 'is empty.');
  if (selector.type === 'TextPositionSelector' && selector.end <= selector.start)
    throw wrongField(`${path}.end`, 'must be greater than start.');
}
