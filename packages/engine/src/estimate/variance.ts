// How much the rate varies inside pulses and between them, on the logarithmic scale (so 0.05 means about 5 %).
import { cutRounds } from '../sample/rounds.ts';
import { indexAt, rateMbps, type Series, type Slice } from '../sample/series.ts';

/** Batches this long outlast a few round trips on most paths, so that their means are not copies of each other (science 1.9). */
const BATCH_MS = 200;
/** 2 %: no figure of one pulse is taken as steadier than this, as timers, queues and packets alone vary so much. */
const VARIANCE_FLOOR = 0.02 ** 2;
/** Weight of the variance inside pulses, as if so many further pulses had shown it (science 7.4). */
const PRIOR_PULSES = 2;

/** Logarithms of the rates of the batches in a window; empty when it is shorter than one batch. */
export function batchLogs(series: Series, window: Slice): number[] {
  const last = indexAt(series, window.toMs);
  const inside: Series = { tMs: series.tMs.slice(0, last + 1), bytes: series.bytes.slice(0, last + 1) };
  return cutRounds(inside, BATCH_MS, indexAt(series, window.fromMs)).map((batch) => Math.log(rateMbps(batch)));
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
 * Standard error of the log rate after k pulses: the variance between pulses, shrunk towards the variance inside them, over k
 * (science 7.4). Absent under two pulses, for one pulse shows nothing of what comes between pulses.
 */
export function standardError(
  pulseLogs: readonly number[],
  batches: readonly (readonly number[])[],
): number | undefined {
  const between = variance(pulseLogs);
  if (between === undefined) return undefined;
  const k = pulseLogs.length;
  const within = Math.max(pooledVariance(batches) ?? VARIANCE_FLOOR, VARIANCE_FLOOR);
  return Math.sqrt(((k - 1) * between + PRIOR_PULSES * within) / (k - 1 + PRIOR_PULSES) / k);
}
