// Sees within a pulse that a bucket of tokens has run empty: the line was fast until then and is slower from there on.
import { bytesBy, firstMs, indexFrom, type Series, sliceBetween, valueAt } from '../sample/series.ts';

export type Decline = {
  /** Instant of the last arrival that came as fast as those before it. */
  fellAtMs: number;
  /** Mean rate from the pulse's first byte until then, its ramp included, and from then on, 10^6 bit/s. */
  fastMbps: number;
  slowMbps: number;
  /** Time since the latest arrival, ms. */
  silentMs: number;
};

/** What falls by less than this is TCP's own swing about the rate. */
const DECLINE_RATIO = 1.4;
/** Where the ramp holds the mean down, the last of the burst is set against what follows, if that is below the mean at all. */
const BURST_MS = 100;
const MEAN_RATIO = 1.04;
/** A shorter stretch after the fall may be a repair that nothing has come of yet. */
const LEAST_MS = 150;
const LEAST_RTTS = 2;
/** Twenty packets: with fewer a moment looks like a rate. */
const LEAST_BYTES = 20 * 1448;
/** The first flight took a round trip to come, though its packets arrive together. */
const FLIGHT_MIN_MS = 50;

/**
 * The fall of the rate by what had arrived until `untilMs`; absent while there is none. It is looked for where the mean rate since the
 * pulse began was highest: while a rate grows or stays that is the latest arrival, and bytes held back behind a lost packet only
 * come late, so that nothing but a lower rate moves it back.
 */
export function readDecline(series: Series, rttMs: number, untilMs: number): Decline | undefined {
  const beganMs = firstMs(series);
  if (beganMs === undefined) return undefined;
  const originMs = beganMs - Math.max(FLIGHT_MIN_MS, rttMs);
  const latestMs = untilMs - Math.max(LEAST_MS, LEAST_RTTS * rttMs);
  let fell: number | undefined;
  let fastest = 0;
  const end = indexFrom(series, untilMs);
  // What came with the first arrival took an unknown time.
  const firstBytes = valueAt(series.bytes, 0);
  for (let index = 1; index < end; index += 1) {
    const sinceBytes = valueAt(series.bytes, index) - firstBytes;
    if (sinceBytes < LEAST_BYTES) continue;
    const mean = sinceBytes / (valueAt(series.tMs, index) - originMs);
    if (mean < fastest) continue;
    fastest = mean;
    fell = index;
  }
  if (fell === undefined || valueAt(series.tMs, fell) > latestMs) return undefined;
  const fellAtMs = valueAt(series.tMs, fell);
  const slow = (bytesBy(series, untilMs) - valueAt(series.bytes, fell)) / (untilMs - fellAtMs);
  const burst = sliceBetween(series, fellAtMs - Math.max(BURST_MS, rttMs), fellAtMs);
  const burstRate = burst === undefined ? 0 : burst.bytes / (burst.toMs - burst.fromMs);
  const isBelowBurst = fastest >= MEAN_RATIO * slow && burstRate >= DECLINE_RATIO * slow;
  if (fastest < DECLINE_RATIO * slow && !isBelowBurst) return undefined;
  const silentMs = untilMs - valueAt(series.tMs, end - 1);
  return { fellAtMs, fastMbps: (fastest * 8) / 1000, slowMbps: (slow * 8) / 1000, silentMs };
}
