// How late the point's own event loop runs: published, and stated in every receipt.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export type LoopLag = {
  /** Worst lateness of the event loop, ms, since an instant of `performance.now()`; slices of a quarter second are not cut. */
  worstSinceMs(fromMs: number): number;
  close(): void;
};

/** The histogram's timer; the delays it records contain this interval. */
const RESOLUTION_MS = 10;
const SLICE_MS = 250;

/** Watches the event loop and remembers what it saw for `keepMs`. */
export function watchLoopLag(keepMs: number): LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  /** Slices that have ended, oldest first. */
  const slices: { endMs: number; worstMs: number }[] = [];
  const worstNowMs = () => Math.max(0, histogram.max / 1e6 - RESOLUTION_MS);
  const timer = setInterval(() => {
    slices.push({ endMs: performance.now(), worstMs: worstNowMs() });
    if (slices.length > keepMs / SLICE_MS) slices.shift();
    histogram.reset();
  }, SLICE_MS).unref();
  return {
    worstSinceMs(fromMs) {
      let worstMs = worstNowMs();
      for (let index = slices.length - 1; index >= 0; index -= 1) {
        const slice = slices[index];
        if (slice === undefined || slice.endMs < fromMs) break;
        worstMs = Math.max(worstMs, slice.worstMs);
      }
      return Math.round(worstMs * 1000) / 1000;
    },
    close() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
