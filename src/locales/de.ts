/** German. */
export default {
  base: {},
  'donation-tiers': {},
  'article-attribution': {},
  'support-banner': {},
  'comment-thread': {},
};
