import { BlockList, isIP } from 'node:net';

/** Finds out from which address a request really comes. */
export type ClientAddress = (peer: string | undefined, forwarded: string | null) => string | undefined;

/**
 * Believes nobody but the given proxies. A proxy adds the address of who called it at the end of `X-Forwarded-For`; everything
 * before that may be invented, so that the last entry counts which is no proxy of ours.
 * @param proxies addresses and networks, as `10.0.0.0/8` or `::1`
 * @throws {TypeError} for what is neither
 */
export function clientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const proxy of proxies) add(trusted, proxy);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (peer, forwarded) => {
    let address = plain(peer);
    const hops = (forwarded ?? '').split(',').map((hop) => plain(hop.trim()));
    while (address !== undefined && isTrusted(address)) {
      const before = hops.pop();
      // What is no address was made up, or there is nobody before the proxy: it speaks for itself.
      if (before === undefined) return address;
      address = before;
    }
    return address;
  };
}

function add(list: BlockList, proxy: string): void {
  const [address = '', bits, ...rest] = proxy.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || rest.length > 0) throw new TypeError(proxy);
  if (bits === undefined) return list.addAddress(address, family);
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv6' ? 128 : 32)) throw new TypeError(proxy);
  list.addSubnet(address, Number(bits), family);
}

/** An address as it is compared: IPv4 as such also where a socket of both kinds has it; `undefined` for what is none. */
function plain(address: string | undefined): string | undefined {
  const bare = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return bare !== undefined && isIP(bare) !== 0 ? bare : undefined;
}
