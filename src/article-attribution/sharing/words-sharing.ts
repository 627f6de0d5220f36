/** What the panel for sharing and quoting says in English; arrives with it. */
export const SHARING_WORDS = {
  sharing: 'Share or quote this article',
  quote: 'Quote the selected passage',
  selectFirst: 'Select a passage of the article first.',
  quoteCopied: 'Quotation copied, with its source.',
  quotedFrom: 'From: {source}',
  copyLink: 'Copy link',
  linkCopied: 'Link copied.',
  copyText: 'Copy credit as plain text',
  copyHtml: 'Copy credit as HTML',
  copyMarkdown: 'Copy credit as Markdown',
  send: 'Share …',
};
