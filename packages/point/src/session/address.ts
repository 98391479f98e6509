// Addresses as a point sees them: family, and the prefix beyond which nothing is told on.
import { isIPv6 } from 'node:net';
import type { Family } from '@i-speed/spec';

/** IPv4 addresses that arrived on a dual-stack socket stand as IPv4. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
}

export function familyOf(address: string): Family {
  return isIPv6(address) ? 6 : 4;
}

/** IPv4 /24 or IPv6 /48 (or another length for IPv6) in CIDR form. */
export function prefixOf(address: string, ipv6Bits: 48 | 64 = 48): string {
  if (!isIPv6(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = expand(address).slice(0, ipv6Bits / 16);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/${ipv6Bits}`;
}

/** Who an address stands for where limits count: itself (IPv4), or its /64 network (IPv6), which one household has for itself. */
export function holderOf(address: string): string {
  return isIPv6(address) ? prefixOf(address, 64) : address;
}

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back];
}
