// Watches the measuring thread itself: how late its timers come and how much of the time it works.
import { quantile } from '../latency/summary.ts';
import type { Platform } from '../platform/platform.ts';

export type LoopWatch = {
  /** Worst lateness of a timer so far, ms. */
  worstMs(): number;
  /** Median lateness in a stretch of time; absent without a tick in it. */
  latenessMs(fromMs: number, toMs: number): number | undefined;
  /** Share (0..1) of a stretch of time in which the thread worked; absent where the platform cannot tell or without two ticks. */
  busyRatio(fromMs: number, toMs: number): number | undefined;
  stop(): void;
};

/** Fifty ticks a second see what a pulse of 0.35 s met, and cost nothing. */
const TICK_MS = 20;

/** Starts to watch. */
export function watchLoop(platform: Platform): LoopWatch {
  const ticks: { atMs: number; lateMs: number; activeMs: number | undefined }[] = [];
  let beforeMs = platform.nowMs();
  const timer = setInterval(() => {
    const atMs = platform.nowMs();
    ticks.push({ atMs, lateMs: Math.max(0, atMs - beforeMs - TICK_MS), activeMs: platform.activeMs() });
    beforeMs = atMs;
  }, TICK_MS);
  const within = (fromMs: number, toMs: number) => ticks.filter((tick) => tick.atMs >= fromMs && tick.atMs <= toMs);
  return {
    worstMs: () => ticks.reduce((worst, tick) => Math.max(worst, tick.lateMs), 0),
    latenessMs(fromMs, toMs) {
      const late = within(fromMs, toMs).map((tick) => tick.lateMs);
      return late.length === 0
        ? undefined
        : quantile(
            late.sort((a, b) => a - b),
            0.5,
          );
    },
    busyRatio(fromMs, toMs) {
      const inside = within(fromMs, toMs);
      const [first, last] = [inside[0], inside.at(-1)];
      if (first?.activeMs === undefined || last?.activeMs === undefined || last.atMs <= first.atMs) return undefined;
      return Math.min(1, (last.activeMs - first.activeMs) / (last.atMs - first.atMs));
    },
    stop: () => clearInterval(timer),
  };
}
