/** An option that cannot work; the message says which and why, for the operator. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}
