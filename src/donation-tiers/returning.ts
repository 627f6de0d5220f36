/**
 * Whether an address is one that a provider sends givers back to: it has the parameter, with a value, in its query or in
 * its fragment.
 *
 * @param parameter - Its name, like `session_id`.
 */
export function isReturn(address: { readonly search: string; readonly hash: string }, parameter: string): boolean {
  const { search, hash } = address;
  return [search, hash.slice(1)].some((text) => !!new URLSearchParams(text).get(parameter));
}
