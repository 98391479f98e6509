// The curve of a kept measurement, from its series of cumulated bytes.
import type { DirectionResult } from '@i-speed/spec';
import type { CurvePoint } from './run.svelte.ts';

/** Momentary rates between neighbouring samples; silence between bursts becomes 0. Empty when there is no series. */
export function curveOf(result: DirectionResult | undefined): CurvePoint[] {
  const series = result?.series ?? [];
  return series.flatMap(([atMs, sizeBytes], index): CurvePoint[] => {
    const before = series[index - 1];
    if (before === undefined || atMs <= before[0]) return [{ atMs, mbps: 0 }];
    const mbps = ((sizeBytes - before[1]) * 8) / (atMs - before[0]) / 1000;
    const pausedMs = atMs - before[0];
    return pausedMs > PAUSE_MS
      ? [
          { atMs: before[0] + 1, mbps: 0 },
          { atMs, mbps: 0 },
        ]
      : [{ atMs, mbps }];
  });
}

/** Longer than this between samples and the burst had ended. */
const PAUSE_MS = 250;
