/** What is said about passages of the article, in English: it arrives where a page has `article`. */
export const PASSAGES_WORDS = {
  passages: 'Comments on passages of the article',
  commentOnParagraph: 'Comment on this paragraph ({count})',
  readParagraph: 'Comments on this paragraph ({count})',
  commentOnPassage: 'Comment on this passage',
  passageComments: 'Comments on this passage',
  closePassage: 'Close',
  inlineShown: { one: '{count} comment on a passage', other: '{count} comments on passages' },
  passageChanged: 'The passage was changed after this comment',
  draftOnPassage: 'You began to write about “{quote}”.',
  goOn: 'Go on writing',
};
