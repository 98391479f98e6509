// How exact a figure is: class A, B or C by the half-width of its interval; wider is no figure.
import type { Estimate } from '../estimate/estimate.ts';

export type PrecisionClass = 'A' | 'B' | 'C';

/** Widest half-width of each class: relative to the figure for quantities, in points (0.1 = 10 percentage points) for shares. */
export const CLASS_LIMITS = {
  relative: { A: 0.2, B: 0.3, C: 0.5 },
  points: { A: 0.1, B: 0.15, C: 0.2 },
} as const;

/** 'relative' for quantities, 'points' for shares, whose relative width says nothing near 0. */
export type Precision = keyof typeof CLASS_LIMITS;

/** Half the width of the 95 % interval, over the figure where relative; absent without an interval or for a figure of 0 where relative. */
export function halfWidth({ value, interval }: Estimate, precision: Precision): number | undefined {
  if (interval === undefined || (precision === 'relative' && !(value > 0))) return undefined;
  const half = (interval.high - interval.low) / 2;
  return precision === 'relative' ? half / value : half;
}

/** The class of an estimate; absent where it is too wide, or no interval exists, to be shown as a figure. */
export function classify(estimate: Estimate, precision: Precision): PrecisionClass | undefined {
  const half = halfWidth(estimate, precision);
  if (half === undefined) return undefined;
  const limits = CLASS_LIMITS[precision];
  if (half <= limits.A) return 'A';
  if (half <= limits.B) return 'B';
  return half <= limits.C ? 'C' : undefined;
}
