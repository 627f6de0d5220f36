/** Which pictures a copy of an article takes along. */
export const IMAGE_POLICIES = ['exclude', 'licensed-only', 'include'] as const;
