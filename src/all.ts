/** Registers the four elements: what the drop-in script does. */
export * from './donation-tiers/define.ts';
export * from './article-attribution/define.ts';
export * from './support-banner/define.ts';
export * from './comment-thread/define.ts';
