/** What the thread says to whoever wants to be told of news, in English: it arrives with the desk. */
export const NOTIFYING_WORDS = {
  notifyOf: 'Notify me of',
  notifyNothing: 'Nothing',
  notifyReplies: 'Replies to my comment',
  notifyAll: 'All new comments',
  howOften: 'How often',
  atOnce: 'At once',
  onceADay: 'Once a day',
  emailNeeded: 'Needed for these messages. Never shown.',
  emailFirst: 'Please enter the address that the messages shall go to.',
  verifiedAddress: 'Messages go to the address of your account.',
  notifyTitle: 'Notify me of all new comments',
  subscribing: 'One moment …',
  notSubscribed: 'This was not sent. Your address is kept here.',
  confirmFirst: 'We have sent a message to {email}. Nothing else is sent before you confirm it.',
  notifyOn: 'You will be told of all new comments, at the address of your account.',
  postedConfirm:
    'Your comment was posted. We have sent a message to {email}. Nothing else is sent before you confirm it.',
  heldConfirm:
    'Thank you. Your comment waits for approval. A message to {email} will ask you to confirm that you want to be told of news; nothing else is sent before you do.',
  postedNotify: 'Your comment was posted. You will be told of news at the address of your account.',
  heldNotify:
    'Thank you. Your comment waits for approval. You will be told of news at the address of your account once it is there.',
  closeNotify: 'Close',
};
