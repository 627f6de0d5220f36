/**
 * FNV-1a over UTF-8 with the finaliser of MurmurHash3: short, and every bit of the text moves every bit of the result
 * (without the finaliser, texts that differ in their last letter stay neighbours).
 *
 * @returns A whole number from 0 to 2^32 - 1.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
