import { BlockList, isIP } from 'node:net';

/**
 * The part of an address that one household shares: an IPv4 address, or the first `bits` of an IPv6 address.
 *
 * Spellings do not matter: IPv4 mapped into IPv6, upper case and zero compression all come out alike. What is no
 * address at all shares the key `unknown`.
 *
 * @param bits - 64 (one network) or 56 (what a provider commonly gives to one customer, who can rotate inside it).
 */
export function addressPrefix(address: string | undefined, bits: 56 | 64): string {
  const plain = plainAddress(address ?? '');
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) return 'unknown';
  const [a, b, c, d] = groupsOf(plain);
  const last = bits === 64 ? d! : d! & 0xff00;
  return `${[a!, b!, c!, last].map((group) => group.toString(16)).join(':')}::/${bits}`;
}

/** An address without zone and brackets; one that is IPv4 mapped into IPv6 as IPv4. */
function plainAddress(address: string): string {
  const bare = address.trim().replace(/^\[|\](:\d+)?$|%.*$/g, '');
  if (isIP(bare) !== 6) return bare;
  const groups = groupsOf(bare);
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return bare;
  return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
}

/** The eight 16-bit groups of an IPv6 address that `isIP` has accepted. */
function groupsOf(address: string): number[] {
  const withoutDots = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_match, ...bytes: string[]) => {
    const [a, b, c, d] = bytes.slice(0, 4).map(Number);
    return `${((a! << 8) | b!).toString(16)}:${((c! << 8) | d!).toString(16)}`;
  });
  const [head = '', tail] = withoutDots.split('::');
  const read = (part: string) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const before = read(head);
  if (tail === undefined) return before;
  const after = read(tail);
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/**
 * Says who the client is: the peer, or what trusted proxies in front of us report in `X-Forwarded-For`.
 *
 * The header is read from the right, as each proxy appends, up to the first address that is not one of ours. From
 * anybody else it is ignored.
 *
 * @param trusted - Addresses and CIDR ranges, such as `127.0.0.1` or `10.0.0.0/8`.
 * @throws {RangeError} If one of them is neither.
 */
export function clientAddress(
  trusted: readonly string[],
): (peer: string | undefined, forwardedFor: string | null) => string | undefined {
  const proxies = blockList(trusted);
  const isTrusted = (address: string) => {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && proxies.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
  return (peer, forwardedFor) => {
    if (!peer || !forwardedFor || !isTrusted(peer)) return peer;
    const hops = forwardedFor.split(',').map((hop) => hop.trim());
    let client = peer;
    for (let index = hops.length - 1; index >= 0 && isTrusted(client); index--) {
      if (isIP(plainAddress(hops[index]!)) === 0) break;
      client = plainAddress(hops[index]!);
    }
    return client;
  };
}

function blockList(trusted: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const size = bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits);
    if (!isIP(address) || !Number.isInteger(size) || size < 0 || size > (family === 'ipv6' ? 128 : 32))
      throw new RangeError(`"${entry}" is no IP address or range like 10.0.0.0/8.`);
    list.addSubnet(address, size, family);
  }
  return list;
}

/** Whether a URL's host is this machine itself. @param hostname - As `URL` writes it, IPv6 in brackets. */
export const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
