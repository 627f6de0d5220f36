/**
 * A million characters of something: work that grows with the square of a text, or faster, does not end with it within the
 * limit for tests that hang. No clock decides.
 */
export const long = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length));
