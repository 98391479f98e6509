// How even the rate was: the share of short slices in which at least half of it came.
import { bytesBy } from '../sample/series.ts';
import type { CountedPulse } from './rate.ts';

/** A tenth of a second: what a video call's buffer just bridges. */
const SLICE_MS = 100;

/** Share (0..1) of whole 100 ms slices of the windows above half of `rateMbps`; absent when no window holds a whole slice. */
export function consistencyRatio(pulses: readonly CountedPulse[], rateMbps: number): number | undefined {
  const halfBytes = (rateMbps * 1000 * SLICE_MS) / 8 / 2;
  let slices = 0;
  let even = 0;
  for (const { series, window } of pulses) {
    for (let fromMs = window.fromMs; fromMs + SLICE_MS <= window.toMs; fromMs += SLICE_MS) {
      slices += 1;
      if (bytesBy(series, fromMs + SLICE_MS) - bytesBy(series, fromMs) > halfBytes) even += 1;
    }
  }
  return slices === 0 ? undefined : even / slices;
}
