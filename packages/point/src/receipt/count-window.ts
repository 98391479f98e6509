// Bytes inside the windows that a client named, read off the point's own samples (protocol 7.2 to 7.4).
import type { CarriedSample, CountedWindow, CountSample } from '@i-speed/spec';

/** Bytes and milliseconds inside windows; both 0 when no window has a pulse of its own. */
export type WindowCount = { sizeBytes: number; spanMs: number };

/**
 * Sums bytes by linear interpolation between samples. `shiftMs` moves the windows on the session clock: what a sender sees
 * acknowledged at t was received half a round trip before.
 */
export function countInWindows(
  windows: readonly CountedWindow[],
  samplesOf: (window: CountedWindow) => readonly CountSample[] | undefined,
  shiftMs: number,
): WindowCount {
  let sizeBytes = 0;
  let spanMs = 0;
  for (const window of windows) {
    const samples = samplesOf(window);
    if (samples === undefined || samples.length < 2) continue;
    sizeBytes += bytesAt(samples, window.toMs + shiftMs) - bytesAt(samples, window.fromMs + shiftMs);
    spanMs += window.toMs - window.fromMs;
  }
  return { sizeBytes: Math.round(sizeBytes), spanMs };
}

/** A pulse's `sizeBytes` by when they had crossed the link: its segments carry the same share of them each. */
export function carriedCounts(carried: readonly CarriedSample[], sizeBytes: number): CountSample[] {
  const all = carried.at(-1)?.[1] ?? 0;
  return carried.map(([atMs, segments]) => [atMs, (sizeBytes * segments) / Math.max(1, all), 0]);
}

/** Bytes counted by an instant, interpolated; 0 before the first sample, the total after the last. */
export function bytesAt(samples: readonly CountSample[], atMs: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.[0] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const before = samples[low - 1];
  const after = samples[low];
  if (before === undefined) return 0;
  if (after === undefined) return before[1];
  return before[1] + ((after[1] - before[1]) * (atMs - before[0])) / (after[0] - before[0]);
}
