import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What the Internet has given out in IPv6; the rest is for local use, for tunnels into IPv4, or for nobody. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Somebody wanted the server to call an address of its own network. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';
}

/**
 * Whether an IP address is one of the public Internet: not private, loopback, link-local, unique-local, shared (CGNAT), multicast, reserved, or one that
 * leads to such a one (IPv4 mapped into IPv6, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

/** Of a URL's host that is an address and no name; names are looked at when they are resolved. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) !== 0 && !isPublicAddress(address);
}

/**
 * For net.connect, in place of dns.lookup: fails where a name leads to an address that is not public. The connection goes to what was looked at here,
 * so a name that answers differently the next time gains nothing. Not asked by net.connect where the host is an address itself: see isPrivateHost.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddressError('The name leads to a private address.'), []);
    const [first] = addresses;
    if (options.all || !first) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
