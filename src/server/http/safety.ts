/** Nothing that we answer is a page of its own: nothing in it runs, frames or is guessed to be something else. */
export const SAFETY = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;
