// How much a sender may hand over at once: enough to keep the link busy, little enough that `stop` ends the traffic soon.
import { POOL_BYTES } from './pool.ts';

/** What is written ahead is at most about this much of time at the connection's own rate. */
const AHEAD_MS = 20;
/** One initial window (10 segments, RFC 6928) fits: the first write never holds the ramp back. */
const FIRST_BYTES = 16 * 1024;
const LEAST_BYTES = 4 * 1024;

/**
 * Bytes for the next write of a connection that has delivered `sizeBytes` in `spanMs`; a power of two between 4 KiB and the pool's
 * size, so that the kernel's bound of unsent data, which follows it, is set rarely.
 */
export function nextChunkBytes(sizeBytes: number, spanMs: number): number {
  if (spanMs < AHEAD_MS) return Math.min(POOL_BYTES, Math.max(FIRST_BYTES, floorPower(sizeBytes)));
  return Math.min(POOL_BYTES, Math.max(LEAST_BYTES, floorPower((sizeBytes / spanMs) * AHEAD_MS)));
}

function floorPower(value: number): number {
  return value < 1 ? 0 : 2 ** Math.floor(Math.log2(value));
}
