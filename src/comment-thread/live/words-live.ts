/** What the thread says about news, in English: it arrives when the first page is on show. */
export const LIVE_WORDS = {
  showNew: { one: 'Show {count} new comment', other: 'Show {count} new comments' },
  newArrived: { one: 'There is {count} new comment.', other: 'There are {count} new comments.' },
  newShown: { one: '{count} new comment is shown.', other: '{count} new comments are shown.' },
  isNew: 'New',
  nextUnread: 'Next unread comment',
  unreadCount: { one: '{count} unread', other: '{count} unread' },
  closedNow: 'Comments were closed.',
  keptText: 'What you were writing. It is kept in this browser; copy it if you need it.',
};
