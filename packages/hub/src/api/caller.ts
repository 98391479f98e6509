// Who asks: the socket's address, or what trusted proxies say of it.
import { isIP } from 'node:net';
import { bareAddress } from '../network/network-of.ts';

/**
 * The client's address. With `trustedProxies` n > 0 the n-th entry from the right of X-Forwarded-For: the one that the outermost trusted
 * proxy saw; what stands left of it anyone can write. Falls back to the socket's address where that is no address.
 */
export function clientAddress(socketAddress: string, forwardedFor: string | undefined, trustedProxies: number): string {
  const socket = bareAddress(socketAddress);
  if (trustedProxies === 0 || forwardedFor === undefined) return socket;
  const hops = forwardedFor.split(',').map((hop) => hop.trim());
  const seen = bareAddress(withoutPort(hops[Math.max(0, hops.length - trustedProxies)] ?? ''));
  return isIP(seen) === 0 ? socket : seen;
}

function withoutPort(hop: string): string {
  const bracketed = /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1];
  if (bracketed !== undefined) return bracketed;
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(hop) ? hop.slice(0, hop.indexOf(':')) : hop;
}
