// The estimate of one direction: all counted bytes over all counted time, nothing trimmed, nothing added.
import { rateMbps, type Series, type Slice } from '../sample/series.ts';
import { interval90 } from './interval.ts';
import { unevennessRatio } from './unevenness.ts';
import { partLogs, standardError } from './variance.ts';

/** A pulse with its counted window, on one clock. */
export type CountedPulse = {
  series: Series;
  window: Slice;
  /** Smallest round trip known, to tell repairs from pauses; absent looks for jumps alone. */
  rttMs?: number | undefined;
};

export type Estimate = {
  rateMbps: number;
  /** Sum of the windows. */
  durationMs: number;
  /** Payload bytes inside the windows. */
  bytes: number;
  pulses: number;
  /** Standard error of the log rate and the 90 % interval; absent when no window was long enough to be parted. */
  sigma?: number;
  /** How far slices of 100 ms strayed from the rate (see unevenness.ts); absent when no window held one. */
  unevenness?: number | undefined;
  lowMbps?: number;
  highMbps?: number;
};

/** Estimate from the pulses counted so far; absent when there is none. */
export function estimateRate(pulses: readonly CountedPulse[]): Estimate | undefined {
  if (pulses.length === 0) return undefined;
  const bytes = pulses.reduce((sum, pulse) => sum + pulse.window.bytes, 0);
  const durationMs = pulses.reduce((sum, pulse) => sum + pulse.window.toMs - pulse.window.fromMs, 0);
  const rate = (bytes * 8) / durationMs / 1000;
  const sigma = standardError(
    pulses.map((pulse) => Math.log(rateMbps(pulse.window))),
    pulses.map((pulse) => partLogs(pulse.series, pulse.window, pulse.rttMs)),
  );
  const base = { rateMbps: rate, durationMs, bytes, pulses: pulses.length };
  if (sigma === undefined) return base;
  const unevenness = unevennessRatio(pulses, rate);
  return { ...base, sigma, unevenness, ...interval90(rate, { unevenness, pulses: pulses.length }) };
}
