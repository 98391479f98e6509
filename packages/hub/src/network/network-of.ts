// What an address tells: family, prefix, AS, operator, country. Nothing about the place.
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Network } from '@i-speed/reference';
import type { Network as NetworkFacts } from '@i-speed/spec';
import { present } from '../present.ts';

/** The reference's look-up: undefined for text that is no address. */
export type AddressLookup = (address: string) => Network | undefined;

/** Country of a public address that is in no table of ours (ISO 3166 keeps ZZ for users): somewhere else, and not known where. */
export const ELSEWHERE = 'ZZ';

/** What is known of the network, for ticket and record; just the family for private and local addresses. */
export function networkFacts(lookUp: AddressLookup, address: string): NetworkFacts {
  const bare = bareAddress(address);
  const known = isPublicAddress(bare) ? lookUp(bare) : undefined;
  return present({
    family: isIPv6(bare) ? (6 as const) : (4 as const),
    asn: known?.asn,
    operator: known?.operatorId,
    operatorName: known?.operatorName,
    country: known?.country,
    accessKind: known?.accessKind,
  });
}

/** IPv4-mapped IPv6 (a dual-stack socket's way to name IPv4) as IPv4, a zone left out; other text unchanged. */
export function bareAddress(address: string): string {
  const plain = address.split('%')[0] ?? address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  return mapped ?? plain;
}

/** False for private, local, shared (RFC 6598), documentation and other special addresses (RFC 6890), and for text that is no address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  return isIPv6(address) && globalIpv6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

const special = new BlockList();
for (const [prefix, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(prefix, bits, 'ipv4');
special.addSubnet('2001:db8::', 32, 'ipv6');
special.addSubnet('3fff::', 20, 'ipv6');
