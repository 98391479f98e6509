// What has crossed the link by when, from the kernel's count of segments at the point: also what TCP holds back behind a lost one.
import type { CarriedSample } from '@i-speed/spec';
import { bytesBy, createSampler, indexAt, type Series, valueAt } from './series.ts';

/** Where less than this much time of the rate was ever held back, the arrivals themselves are the better truth. */
const HELD_MS = 20;
/** Nor where it was less than this: on slow lines a packet more or less is more than that time. Twenty packets. */
const HELD_BYTES = 20 * 1448;
/** TCP's repairs always end: where the two never come within a round trip, or this, something else on the way holds bytes back. */
const CLOSED_MS = 50;

/** On a slow line, or when the point was late, samples are further apart than packets came: they are joined by a line of such steps. */
const STEP_MS = 10;

/**
 * Payload by when it had crossed the link, each segment with `segmentBytes` of it. The samples' clock is `aheadMs` ahead of the client's,
 * with the time that an acknowledgement takes to the point. Absent without samples.
 */
export function carriedSeries(
  samples: readonly CarriedSample[],
  segmentBytes: number,
  aheadMs: number,
): Series | undefined {
  if (samples.length === 0 || segmentBytes === 0) return undefined;
  const sampler = createSampler();
  for (const [index, [clockMs, segments]] of samples.entries()) {
    const [fromMs, before] = samples[index - 1] ?? [clockMs, segments];
    const steps = Math.max(1, Math.floor((clockMs - fromMs) / STEP_MS));
    for (let step = 1; step <= steps; step += 1) {
      const share = step / steps;
      const bytes = Math.round((before + share * (segments - before)) * segmentBytes);
      sampler.reach(fromMs + share * (clockMs - fromMs) - aheadMs, bytes);
    }
  }
  return sampler.series;
}

/** Of fewer segments the mean size says little. */
const LEAST_SEGMENTS = 20;

/** Mean payload bytes of the segments that had crossed when the counted bytes had arrived; 0 of too few. */
export function segmentBytesOf(countedBytes: number, segments: number): number {
  return segments < LEAST_SEGMENTS ? 0 : countedBytes / segments;
}

/** True when TCP held arrivals back that had crossed the link, for long enough to show in a rate, and let go of them again. */
export function wereHeldBack(arrived: Series, carried: Series, rttMs: number): boolean {
  const last = carried.tMs.length - 1;
  const spanMs = valueAt(carried.tMs, last) - valueAt(carried.tMs, 0);
  const slope = valueAt(carried.bytes, last) / Math.max(1, spanMs);
  const gaps = carried.tMs.slice(1, -1).map((atMs) => aheadBytes(arrived, carried, atMs));
  return (
    Math.max(...gaps) > Math.max(HELD_BYTES, HELD_MS * slope) && Math.min(...gaps) < Math.max(rttMs, CLOSED_MS) * slope
  );
}

function aheadBytes(arrived: Series, carried: Series, atMs: number): number {
  return valueAt(carried.bytes, indexAt(carried, atMs)) - bytesBy(arrived, atMs);
}
