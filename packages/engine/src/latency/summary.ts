// Sums up round trips: the median and its company, each with the count it rests on.
import type { IdleLatency, LoadedLatency } from '@i-speed/spec';
import { toMicroseconds } from '../round.ts';

/** Below this many a 95th percentile is only another name for the largest value. */
const P95_MIN_SAMPLES = 20;
/** One alone is the queue of a moment. */
const LOADED_MIN_SAMPLES = 2;

/**
 * Idle latency of round trips in the order in which they were sent. Jitter is the mean |difference| of consecutive ones (round-trip
 * IPDV, RFC 3393), PDV the 95th percentile less the minimum (RFC 5481). Absent when there is none.
 */
export function summariseIdle(rttMs: readonly number[]): IdleLatency | undefined {
  if (rttMs.length === 0) return undefined;
  const sorted = [...rttMs].sort((a, b) => a - b);
  const minMs = sorted[0] ?? 0;
  const medianMs = toMicroseconds(quantile(sorted, 0.5));
  const summary: IdleLatency = { medianMs, minMs: toMicroseconds(minMs), n: rttMs.length };
  if (rttMs.length >= 2) {
    let sum = 0;
    for (let index = 1; index < rttMs.length; index += 1)
      sum += Math.abs((rttMs[index] ?? 0) - (rttMs[index - 1] ?? 0));
    summary.jitterMs = toMicroseconds(sum / (rttMs.length - 1));
  }
  if (rttMs.length >= P95_MIN_SAMPLES) summary.pdv95Ms = toMicroseconds(quantile(sorted, 0.95) - minMs);
  return summary;
}

/** Round trips under load of one pulse, and the length of the window in which they were taken. */
export type LoadedPulse = { rttMs: readonly number[]; windowMs: number };

/**
 * Latency of a direction from the round trips under load of each of its pulses: the mean of the pulses' medians, each with the
 * weight of its window. A sender that fills the queue in one pulse and not in the next makes two heaps of them, and a median
 * over both would be one or the other by chance; by their number a pulse in which many were held up would count too little. Absent
 * with fewer than two: one alone met a queue of one moment.
 */
export function summariseLoaded(pulses: readonly LoadedPulse[]): LoadedLatency | undefined {
  const known = pulses.filter(({ rttMs }) => rttMs.length > 0);
  const all = known.flatMap(({ rttMs }) => rttMs).sort((a, b) => a - b);
  if (all.length < LOADED_MIN_SAMPLES) return undefined;
  const sum = (of: (pulse: LoadedPulse) => number) => known.reduce((total, pulse) => total + of(pulse), 0);
  const medianOf = ({ rttMs }: LoadedPulse) =>
    quantile(
      rttMs.toSorted((a, b) => a - b),
      0.5,
    );
  const medianMs = sum((pulse) => pulse.windowMs * medianOf(pulse)) / sum(({ windowMs }) => windowMs);
  const summary: LoadedLatency = { medianMs: toMicroseconds(medianMs), n: all.length };
  if (all.length >= P95_MIN_SAMPLES) summary.p95Ms = toMicroseconds(quantile(all, 0.95));
  return summary;
}

/** Quantile of a sorted, non-empty list with linear interpolation between order statistics (Hyndman and Fan type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
