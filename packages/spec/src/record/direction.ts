// One direction's outcome: the rate, its interval, and the series from which both can be computed again.
import * as z from 'zod';
import { count, rateMbps, sizeBytes, spanMs } from '../units.ts';

/** Why measuring of a direction ended. `aborted` means a person or a failure ended it; what was measured still stands. */
export const stopReason = z.enum(['converged', 'time', 'data', 'aborted']);
export type StopReason = z.infer<typeof stopReason>;

/** What held the rate down; `network` is the only one for which the rate is the network's own. */
export const limitedBy = z.enum(['network', 'receiver-window', 'sender', 'device', 'data-cap']);
export type LimitedBy = z.infer<typeof limitedBy>;

/** One saturated burst: `bytes` arrived in `durationMs` inside the counted window that begins `startMs` after the measurement. */
export const pulseSummary = z.strictObject({
  startMs: spanMs,
  durationMs: spanMs,
  bytes: sizeBytes,
  connections: count,
});
export type PulseSummary = z.infer<typeof pulseSummary>;

export const directionResult = z.strictObject({
  /** Payload over saturated windows, ramp-up excluded, counted at the receiver (10^6 bit/s). */
  rateMbps,
  /** Ends of the 90 % interval; absent when one pulse alone gives no measure of spread. */
  rateLowMbps: rateMbps.optional(),
  rateHighMbps: rateMbps.optional(),
  /** All payload moved in this direction, ramp and drain included. */
  bytes: sizeBytes,
  /** Sum of the counted windows. */
  durationMs: spanMs,
  /** Time from the first byte of the first pulse until the pipe was full; absent when the method leaves no ramp out. */
  rampMs: spanMs.optional(),
  stop: stopReason,
  limitedBy: limitedBy.optional(),
  /** Share of 100 ms slices above half the rate. */
  consistencyRatio: z.number().min(0).max(1).optional(),
  /** Download only: share of its bytes that the point's TCP sent again (TCP_INFO); no loss of packets, but the nearest to it that TCP shows. */
  resentRatio: z.number().min(0).max(1).optional(),
  pulses: z.array(pulseSummary).max(64),
  /** [milliseconds after startedAt, payload bytes so far], both rising; at most one entry each 50 ms. */
  series: z.array(z.tuple([spanMs, sizeBytes])).max(2_000),
});
export type DirectionResult = z.infer<typeof directionResult>;
