import type { WordKey } from '../base/element.ts';
import type { INVITING_WORDS } from './inviting/words-inviting.ts';
import type { LIVE_WORDS } from './live/words-live.ts';
import type { PASSAGES_WORDS } from './passages/words-passages.ts';
import type { MODERATING_WORDS } from './moderating/words-moderating.ts';
import type { WRITING_WORDS } from './writing/words-writing.ts';

/** What the thread says to whoever reads, in English; the words that name controls are part of the contract (design, section 8). */
export const ENGLISH = {
  heading: 'Comments',
  skip: 'Skip to comment form',
  count: { one: '{count} comment', other: '{count} comments' },
  notifyMe: 'Notify me',
  sortBy: 'Sort by',
  onlyInline: 'Show only inline feedback',
  oldest: 'Oldest',
  newest: 'Newest',
  top: 'Top',
  empty: 'No comments yet. Start the discussion.',
  emptyClosed: 'There are no comments.',
  closed: 'Comments are closed.',
  loadMore: 'Load more comments',
  viewAll: { one: 'View all {count} comments', other: 'View all {count} comments' },
  moreReplies: { one: 'Show {count} more reply', other: 'Show {count} more replies' },
  hideReplies: 'Hide replies',
  showReplies: { one: 'Show {count} reply', other: 'Show {count} replies' },
  missing: 'The comment you followed a link to is not here any more.',

  byAuthor: '{name}, {time}',
  inReplyTo: 'in reply to {name}',
  anonymous: 'Anonymous',
  roleAuthor: 'Author',
  roleStaff: 'Staff',
  roleModerator: 'Moderator',
  edited: 'edited',
  editedAt: 'Edited {time}',
  pinned: 'Pinned',
  deleted: 'This comment was deleted.',
  hidden: 'This comment was hidden by a moderator.',
  heldForOthers: 'This comment is waiting for approval.',

  reply: 'Reply',
  replyTo: 'Reply to {name}',
  upvote: 'Upvote',
  downvote: 'Downvote',
  votes: { one: '{count} vote', other: '{count} votes' },
  copyLink: 'Copy link',
  report: 'Report',

  yourComment: 'Your comment',
  name: 'Name',
  email: 'Email',
  emailHelp: 'Optional. Never shown.',
  rememberName: 'Remember my name in this browser',
  rememberMe: 'Remember my name and email in this browser',
  post: 'Post comment',
  preview: 'Preview',
  formTitle: 'Write a comment',
  formatting: 'Formatting',
  helpEmphasis: '*emphasis*, **strong**, `code`',
  helpQuote: '> at the start of a line for a quote',
  helpList: '- at the start of lines for a list',
  helpLink: '[text](https://…) or just the address for a link',
  charactersLeft: { one: '{count} character left', other: '{count} characters left' },
  charactersOver: { one: '{count} character too many', other: '{count} characters too many' },
  notPosted: 'Your comment was not posted. It is kept here.',
  signIn: 'Sign in to comment',
};

export type ThreadWords = typeof ENGLISH &
  typeof INVITING_WORDS &
  typeof LIVE_WORDS &
  typeof PASSAGES_WORDS &
  typeof WRITING_WORDS &
  typeof MODERATING_WORDS;
/** A key of the thread's words, or of those that all elements have. */
export type ThreadWord = WordKey<ThreadWords>;
