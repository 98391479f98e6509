// Sums up round trips: the median and its company, each with the count it rests on.
import type { IdleLatency, LoadedLatency } from '@i-speed/spec';
import { toMicroseconds } from '../round.ts';

/** Below this many a 95th percentile is only another name for the largest value. */
const P95_MIN_SAMPLES = 20;
/** Fewer met the queue of single moments (bench/results/slow-lines-2026-11-23.md). */
const LOADED_MIN_SAMPLES = 4;
/**
 * Nor is a median told that another draw of the same echoes may well move by a fifth: a queue that is full for half of a pulse and empty
 * for the other half has two, and chance says which. The middle ranks that hold the median of a draw in six cases of ten are apart by twice this at most.
 */
const LOADED_MOST_RATIO = 0.2;
const RANKS_Z = 0.84;

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
 * with fewer than four, or where the medians are as good as drawn by lot.
 */
export function summariseLoaded(pulses: readonly LoadedPulse[]): LoadedLatency | undefined {
  const known = pulses.filter(({ rttMs }) => rttMs.length > 0);
  const all = known.flatMap(({ rttMs }) => rttMs).sort((a, b) => a - b);
  if (all.length < LOADED_MIN_SAMPLES) return undefined;
  const sum = (of: (pulse: LoadedPulse) => number) => known.reduce((total, pulse) => total + of(pulse), 0);
  const windowsMs = sum(({ windowMs }) => windowMs);
  const sortedOf = ({ rttMs }: LoadedPulse) => rttMs.toSorted((a, b) => a - b);
  const medianMs = sum((pulse) => pulse.windowMs * quantile(sortedOf(pulse), 0.5)) / windowsMs;
  const doubtMs = sum((pulse) => pulse.windowMs * medianDoubtMs(sortedOf(pulse))) / windowsMs;
  if (doubtMs > LOADED_MOST_RATIO * medianMs) return undefined;
  const summary: LoadedLatency = { medianMs: toMicroseconds(medianMs), n: all.length };
  if (all.length >= P95_MIN_SAMPLES) summary.p95Ms = toMicroseconds(quantile(all, 0.95));
  return summary;
}

/** Half of what lies between the ranks around the middle that hold the median in six draws of ten (binomial, by its normal). */
function medianDoubtMs(sorted: readonly number[]): number {
  const below = Math.max(0, Math.floor((sorted.length - RANKS_Z * Math.sqrt(sorted.length)) / 2));
  return ((sorted[sorted.length - 1 - below] ?? 0) - (sorted[below] ?? 0)) / 2;
}

/** Quantile of a sorted, non-empty list with linear interpolation between order statistics (Hyndman and Fan type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
