// Reads a rate trace: what it gives between two instants, from where it repeats.
import type { PathSpec, RateStep } from '../link-spec.ts';

/** A trace prepared for reading at any time; it repeats. */
export interface RateOverTime {
  readonly periodMs: number;
  /** 10^6 bit/s at an instant. */
  at(ms: number): number;
  /** Mean over [fromMs, toMs), 10^6 bit/s. */
  mean(fromMs: number, toMs: number): number;
}

/** Prepares a rate or a trace for reading; each call costs a binary search. */
export function rateOverTime(rateMbps: PathSpec['rateMbps']): RateOverTime {
  if (typeof rateMbps === 'number') return { periodMs: Infinity, at: () => rateMbps, mean: () => rateMbps };
  const steps: readonly RateStep[] = rateMbps;
  const ends = new Float64Array(steps.length);
  const sums = new Float64Array(steps.length);
  let endMs = 0;
  let sum = 0;
  steps.forEach((step, i) => {
    endMs += step.ms;
    sum += step.ms * step.mbps;
    ends[i] = endMs;
    sums[i] = sum;
  });
  const periodMs = endMs;
  const turnSum = sum;
  const integral = (ms: number) => {
    const turns = Math.floor(ms / periodMs);
    const restMs = ms - turns * periodMs;
    const i = firstAbove(ends, restMs);
    return turns * turnSum + (sums[i] ?? turnSum) - ((ends[i] ?? periodMs) - restMs) * (steps[i]?.mbps ?? 0);
  };
  return {
    periodMs,
    at: (ms) => steps[firstAbove(ends, ms - Math.floor(ms / periodMs) * periodMs)]?.mbps ?? 0,
    mean: (fromMs, toMs) => (integral(toMs) - integral(fromMs)) / (toMs - fromMs),
  };
}

/** A trace that begins `offsetMs` later and repeats as before. */
export function rotateTrace(steps: readonly RateStep[], offsetMs: number): RateStep[] {
  const periodMs = steps.reduce((total, step) => total + step.ms, 0);
  let skipMs = offsetMs - Math.floor(offsetMs / periodMs) * periodMs;
  const first = steps.findIndex((step) => {
    if (skipMs < step.ms) return true;
    skipMs -= step.ms;
    return false;
  });
  const split = steps[first];
  if (!split || skipMs === 0) return [...steps.slice(first), ...steps.slice(0, first)];
  const begun = { ms: split.ms - skipMs, mbps: split.mbps };
  return [begun, ...steps.slice(first + 1), ...steps.slice(0, first), { ms: skipMs, mbps: split.mbps }];
}

/** Index of the first value above x in a rising list; its length when there is none. */
function firstAbove(rising: Float64Array, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? Infinity) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
