/**
 * The network of a client's address, as far as one household or office usually reaches: 24 bits of IPv4, 64 of IPv6. Whoever
 * has many addresses has them there.
 */
export function networkOf(address: string | undefined): string {
  const plain = address?.replace(/%.*$/, '').toLowerCase() ?? '';
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(plain)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  const groups = groupsOf(plain);
  // Callers without a network in between, or from one that is not IP, are all of one.
  return groups === undefined ? 'none' : `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] | undefined {
  const [head = '', tail, ...more] = address.split('::');
  if (!address.includes(':') || more.length > 0) return undefined;
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  const before = split(head);
  const after = split(tail ?? '');
  const missing = 8 - before.length - after.length;
  if (missing < 0 || (tail === undefined && missing > 0)) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}
