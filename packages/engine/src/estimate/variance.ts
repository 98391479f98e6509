// How much the rate varies inside pulses and between them, on the logarithmic scale (so 0.05 means about 5 %).
import { indexAt, rateMbps, type Series, type Slice, sliceOf } from '../sample/series.ts';
import { spreadHeldBack } from './spread.ts';
import { highestEntry } from './touch.ts';

/** 2 %: no figure of one pulse is taken as steadier than this, as timers, queues and packets alone vary so much. */
const VARIANCE_FLOOR = 0.02 ** 2;
/** Weight of the variance inside pulses, as if so many further pulses had shown it (docs/method/measurement.md, "When it ends"). */
const PRIOR_PULSES = 2;
/** The middle third of a window, in which it is parted. */
const MIDDLE_FROM = 1 / 3;
const MIDDLE_TO = 2 / 3;

/**
 * Logarithms of the rates of the window's two parts; empty when it cannot be parted. The parting is where least was held back
 * (see touch.ts): with plain batches every lost packet would look like a link that varies.
 */
export function partLogs(arrivals: Series, window: Slice, rttMs?: number): number[] {
  const series = spreadHeldBack(arrivals, window, rttMs);
  const spanMs = window.toMs - window.fromMs;
  const first = indexAt(series, window.fromMs);
  const last = indexAt(series, window.toMs);
  const from = indexAt(series, window.fromMs + MIDDLE_FROM * spanMs);
  const to = indexAt(series, window.fromMs + MIDDLE_TO * spanMs);
  if (from <= first || to >= last) return [];
  const middle = highestEntry(series, from, to, window.bytes / spanMs, 0, 'earliest');
  return [sliceOf(series, first, middle), sliceOf(series, middle, last)]
    .filter((part) => part !== undefined)
    .filter((part) => part.bytes > 0)
    .map((part) => Math.log(rateMbps(part)));
}

/** Unbiased variance; absent under two values. */
export function variance(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Variance pooled over groups, each about its own mean; absent when no group has two values. */
export function pooledVariance(groups: readonly (readonly number[])[]): number | undefined {
  let squares = 0;
  let freedom = 0;
  for (const group of groups) {
    const own = variance(group);
    if (own === undefined) continue;
    squares += own * (group.length - 1);
    freedom += group.length - 1;
  }
  return freedom === 0 ? undefined : squares / freedom;
}

/**
 * Standard error of the log rate after k pulses: the variance between pulses, shrunk towards the variance inside them, over k.
 * After one pulse it rests on the variance inside it alone. Absent when neither is known.
 */
export function standardError(pulseLogs: readonly number[], parts: readonly (readonly number[])[]): number | undefined {
  const k = pulseLogs.length;
  const between = variance(pulseLogs);
  const within = pooledVariance(parts);
  if (between === undefined && within === undefined) return undefined;
  const prior = Math.max(within ?? VARIANCE_FLOOR, VARIANCE_FLOOR);
  return Math.sqrt(((k - 1) * (between ?? 0) + PRIOR_PULSES * prior) / (k - 1 + PRIOR_PULSES) / k);
}
