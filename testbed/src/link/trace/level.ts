// A level over time: one number a slot, from which rate traces are multiplied together.
import type { RateStep } from '../link-spec.ts';

/** Length of one slot, about what a scheduler's decisions average to. */
export const slotMs = 100;

/** One value for each 100 ms. */
export type Level = Float64Array;

/** A level of the given length whose slots are computed from their number. */
export function levelOf(durationMs: number, value: (slot: number) => number): Level {
  return Float64Array.from({ length: Math.max(1, Math.round(durationMs / slotMs)) }, (_, slot) => value(slot));
}

/** Slot by slot product; all of one length. */
export function product(first: Level, ...others: readonly Level[]): Level {
  return first.map((value, slot) => others.reduce((total, other) => total * (other[slot] ?? 1), value));
}

/** The trace that a level times a mean rate is; equal neighbours become one step. */
export function toTrace(level: Level, meanMbps: number): RateStep[] {
  const steps: { ms: number; mbps: number }[] = [];
  for (const value of level) {
    const mbps = Math.round(value * meanMbps * 1e6) / 1e6;
    const last = steps.at(-1);
    if (last && last.mbps === mbps) last.ms += slotMs;
    else steps.push({ ms: slotMs, mbps });
  }
  return steps;
}
