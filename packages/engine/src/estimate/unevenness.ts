// How far the rate strays from its own mean: what tells a link that stays as it is from one that will be another in a minute.

import { indexAt, lastMs, type Series, type Slice, valueAt } from '../sample/series.ts';
import { spreadHeldBack } from './spread.ts';

/** As for consistency: shorter slices show packets and timers, longer ones leave too few in half a second. */
const SLICE_MS = 100;

/**
 * Root mean square deviation of the rate of slices of about 100 ms from the rate over all windows, as a ratio of it, so that both
 * what differs inside pulses and what differs between them shows. Absent when no window holds a slice.
 */
export function unevennessRatio(
  pulses: readonly { series: Series; window: Slice; rttMs?: number | undefined }[],
  rateMbps: number,
  lengthMs = SLICE_MS,
): number | undefined {
  const meanBytesPerMs = (rateMbps * 1000) / 8;
  let squares = 0;
  let count = 0;
  for (const { series, window, rttMs } of pulses) {
    const carried = spreadHeldBack(series, window, rttMs);
    const spanMs = window.toMs - window.fromMs;
    const slices = Math.floor(spanMs / lengthMs);
    const sliceMs = spanMs / slices;
    for (let index = 0; index < slices; index += 1) {
      const fromMs = window.fromMs + index * sliceMs;
      const bytes = bytesAbout(carried, fromMs + sliceMs) - bytesAbout(carried, fromMs);
      squares += (bytes / sliceMs / meanBytesPerMs - 1) ** 2;
      count += 1;
    }
  }
  return count === 0 ? undefined : Math.sqrt(squares / count);
}

/** Bytes by an instant, the arrivals before and after it joined by a line: neither chunks nor what TCP held back look like steps. */
function bytesAbout(series: Series, atMs: number): number {
  const index = indexAt(series, atMs);
  if (index < 0) return 0;
  const before = valueAt(series.bytes, index);
  if (atMs >= (lastMs(series) ?? atMs)) return before;
  const fromMs = valueAt(series.tMs, index);
  const share = (atMs - fromMs) / (valueAt(series.tMs, index + 1) - fromMs);
  return before + share * (valueAt(series.bytes, index + 1) - before);
}
