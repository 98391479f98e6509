// From the link's rate to the rate that a program can see: headers, policers and other people's traffic taken off.

import type { PathSpec } from './link-spec.ts';
import { meanRateMbps } from './link-spec.ts';
import type { Family } from './open-link.ts';

/** Bytes of an IP packet on the lab's links, headers included. */
export const mtuBytes = 1_500;

const ipHeaderBytes = { 4: 20, 6: 40 } as const;
/** TCP header 20 with the timestamp option, padded to 12 (RFC 7323); Linux, Windows 11, macOS and Android all send it. */
const tcpHeaderBytes = 32;

/** Share of a full packet that is TCP payload: 1448/1500 over IPv4, 1428/1500 over IPv6. */
export function payloadShare(family: Family): number {
  return (mtuBytes - ipHeaderBytes[family] - tcpHeaderBytes) / mtuBytes;
}

/**
 * TCP payload in 10^6 bit/s that a direction delivers in the long run to who fills it: the smallest of rate and bucket,
 * less cross traffic, times the payload share. Loss ahead of the bottleneck does not lower it, nor do outages count.
 */
export function expectedPayloadMbps(path: PathSpec, family: Family): number {
  const { bucket, cross } = path;
  const taken = cross ? (cross.rateMbps * cross.onMs) / (cross.onMs + cross.offMs) : 0;
  const free = meanRateMbps(path.rateMbps) - taken;
  return Math.min(free, bucket?.rateMbps ?? free) * payloadShare(family);
}
