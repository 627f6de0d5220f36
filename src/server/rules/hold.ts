/** Who waits for a moderator: nobody, a new guest's first comment, or everybody's comments. */
export const HOLDS = ['none', 'first', 'all'] as const;
export type Hold = (typeof HOLDS)[number];
