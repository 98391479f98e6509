// Finds where TCP paused to repair lost packets: silence, then a release of what it held back.
import { indexFrom, type Series, valueAt } from './series.ts';

/** Entries of a series around one repair. */
export type Repair = {
  /** The last arrival before the silence. */
  before: number;
  /** The first arrival from which the flow is the link's own again; absent while it is not. */
  resumed?: number;
};

/** A packet sent again takes at least a round trip, so silence that is shorter has another cause. */
const SILENCE_RTTS = 0.9;
const SILENCE_MIN_MS = 40;
/** What was held back is handed over at once, at several times what the link itself can carry, within two round trips. */
const RELEASE_FACTOR = 4;
const RELEASE_MS = 10;
const RELEASE_RTTS = 2;
/** After the release arrivals are taken as the link's again once a stretch of this length comes at this share of the rate. */
const RESUMED_MS = 50;
const RESUMED_RATIO = 0.85;

/** Index of the first arrival in (from, to] that ends a silence of a round trip; absent when there is none. */
export function findSilence(series: Series, from: number, to: number, rttMs: number): number | undefined {
  const silentMs = Math.max(SILENCE_MIN_MS, SILENCE_RTTS * rttMs);
  for (let index = from + 1; index <= to; index += 1) {
    if (valueAt(series.tMs, index) - valueAt(series.tMs, index - 1) >= silentMs) return index;
  }
  return undefined;
}

/**
 * Whether the silence that ended with entry `silence` was a repair, on a link whose rate is `slope` bytes per ms. Silence that no
 * release follows belongs to the link and is 'none'; 'pending' while a release may still come.
 */
export function judgeSilence(
  series: Series,
  silence: number,
  slope: number,
  rttMs: number,
): Repair | 'none' | 'pending' {
  const leastBytes = RELEASE_FACTOR * RELEASE_MS * slope;
  const untilMs = valueAt(series.tMs, silence) + RELEASE_RTTS * rttMs + RELEASE_MS;
  let begin = silence - 1;
  let release: number | undefined;
  let index = silence;
  for (; index < series.tMs.length && valueAt(series.tMs, index) <= untilMs; index += 1) {
    while (begin < index - 1 && valueAt(series.tMs, index) - valueAt(series.tMs, begin + 1) > RELEASE_MS) begin += 1;
    if (valueAt(series.bytes, index) - valueAt(series.bytes, begin) >= leastBytes) release = index;
  }
  if (index === series.tMs.length && release === undefined) return 'pending';
  if (release === undefined) return 'none';
  const resumed = index === series.tMs.length ? undefined : findResumption(series, release, slope);
  return { before: silence - 1, ...(resumed !== undefined && { resumed }) };
}

/** The first entry from here on after which the flow is the link's own again, whose rate is `slope` bytes per ms; absent while it is not. */
export function findResumption(series: Series, release: number, slope: number): number | undefined {
  const leastBytes = RESUMED_RATIO * RESUMED_MS * slope;
  for (let index = release; index < series.tMs.length; index += 1) {
    const next = indexFrom(series, valueAt(series.tMs, index) + RESUMED_MS);
    if (next >= series.tMs.length) return undefined;
    if (valueAt(series.bytes, next) - valueAt(series.bytes, index) >= leastBytes) return index;
  }
  return undefined;
}
