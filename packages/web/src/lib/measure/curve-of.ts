// The curve of a measurement: bursts, each a stroke of its own, so that silence between them stays empty.
import type { DirectionResult } from '@i-speed/spec';

/** A momentary rate (10^6 bit/s) at a time after the measurement's start. */
export type CurvePoint = { atMs: number; mbps: number };

/** Longer than this between samples and the burst had ended. */
const PAUSE_MS = 250;

/**
 * Momentary rates between neighbouring samples of the kept series (cumulated bytes), which are 50 ms apart: a burst that ended before
 * its second one is its pulse's rate. Empty when nothing was measured.
 */
export function curveOf(result: Pick<DirectionResult, 'series' | 'pulses'> | undefined): CurvePoint[] {
  if (result === undefined) return [];
  const strokes = strokesOf(sampled(result.series));
  const unseen = result.pulses.flatMap(({ startMs, durationMs, bytes }): CurvePoint[] => {
    const endMs = startMs + durationMs;
    const isSeen = strokes.some((stroke) => (stroke[0]?.atMs ?? endMs) < endMs && (stroke.at(-1)?.atMs ?? 0) > startMs);
    const mbps = (bytes * 8) / durationMs / 1000;
    return isSeen || durationMs <= 0 ? [] : [startMs, endMs].map((atMs) => ({ atMs, mbps }));
  });
  return [...strokes.flat(), ...unseen].sort((a, b) => a.atMs - b.atMs);
}

function sampled(series: DirectionResult['series']): CurvePoint[] {
  return series.flatMap(([atMs, sizeBytes], index): CurvePoint[] => {
    const before = series[index - 1];
    if (before === undefined) return [{ atMs, mbps: 0 }];
    const tookMs = atMs - before[0];
    if (tookMs <= 0) return [];
    return [{ atMs, mbps: tookMs > PAUSE_MS ? 0 : ((sizeBytes - before[1]) * 8) / tookMs / 1000 }];
  });
}

/** The points cut where they pause; a burst of one point is no stroke. */
export function strokesOf(points: readonly CurvePoint[]): CurvePoint[][] {
  const strokes: CurvePoint[][] = [];
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point.atMs - beforeMs > PAUSE_MS) strokes.push([]);
    strokes.at(-1)?.push(point);
    beforeMs = point.atMs;
  }
  return strokes.filter((stroke) => stroke.length > 1);
}
