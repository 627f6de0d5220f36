/** What the invitation says, in English: it arrives where a page wants one. */
export const INVITING_WORDS = {
  invitation: 'Would love your thoughts',
  invitationNews: { one: '{count} new comment', other: '{count} new comments' },
  invitationCount: { one: '{count} comment', other: '{count} comments' },
  showThem: 'Show them',
  closeInvitation: 'Close',
};
