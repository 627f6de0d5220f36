import { MAX_ANCHOR_LENGTH } from '../../contracts/anchor.ts';
import { MAX_BODY_LENGTH, MAX_NAME_LENGTH, type Comment, type NewComment } from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import type { Member } from '../identity.ts';
import { wrongField } from '../problem.ts';
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

/** The passage as JSON. @throws {ProblemError} 422 */
export function anchorOf({ anchor }: NewComment): string | null {
  if (anchor === undefined || anchor === null) return null;
  const text = JSON.stringify(anchor);
  if (typeof anchor !== 'object' || Array.isArray(anchor)) throw wrongField('anchor', 'must be an object.');
  if (text.length > MAX_ANCHOR_LENGTH) throw wrongField('anchor', `is longer than ${MAX_ANCHOR_LENGTH} characters.`);
  return text;
}
