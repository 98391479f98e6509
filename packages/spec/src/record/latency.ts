// Round-trip times idle and under load, and packet loss, each with the count it rests on.
import * as z from 'zod';
import { count, spanMs } from '../units.ts';

export const idleLatency = z.strictObject({
  medianMs: spanMs,
  minMs: spanMs,
  /** Mean |difference| of consecutive round trips. */
  jitterMs: spanMs.optional(),
  /** 95th percentile less the minimum (RFC 5481 PDV on round trips). */
  pdv95Ms: spanMs.optional(),
  n: count,
});
export type IdleLatency = z.infer<typeof idleLatency>;

export const loadedLatency = z.strictObject({
  /** Mean of the pulses' medians, each with the weight of its window. */
  medianMs: spanMs,
  p95Ms: spanMs.optional(),
  n: count,
});
export type LoadedLatency = z.infer<typeof loadedLatency>;

export const latency = z.strictObject({
  idle: idleLatency.optional(),
  loadedDown: loadedLatency.optional(),
  loadedUp: loadedLatency.optional(),
  responsivenessRpm: z.number().finite().min(0).max(1_000_000).optional(),
});

/** Packets of a kind that nobody resends, to the point and back; absent where platform, point or network have none. */
export const loss = z.strictObject({
  sent: count,
  received: count,
});
export type Loss = z.infer<typeof loss>;

/** Of the point's own IPv4 address; absent where it has none. */
export const ipv4 = z.strictObject({
  reachable: z.boolean().optional(),
  idleMs: spanMs.optional(),
});

export const ipv6 = z.strictObject({
  hasAddress: z.boolean().optional(),
  reachable: z.boolean().optional(),
  idleMs: spanMs.optional(),
  preferred: z.boolean().optional(),
});
