// Quantiles of very many values in little room: counts in buckets of equal relative width, which add up.
import { quantileOf } from './quantile.ts';

/** Every quantile from a sketch lies within this relative distance of the exact one. */
export const SKETCH_RELATIVE_ERROR = 0.01;

const GAMMA = (1 + SKETCH_RELATIVE_ERROR) / (1 - SKETCH_RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/**
 * How many values lie in each bucket (gamma^(i-1), gamma^i], by bucket number i; sketches add up bucket by bucket (sumMap in ClickHouse).
 * Exact quantiles of collapsed values are the definition; the sketch stands in where a span is too long to read all values again.
 * Source: Masson, Rim, Lee, DDSketch, VLDB 12 (2019), 2195-2205.
 */
export type LogSketch = ReadonlyMap<number, number>;

/** Sketch of values, all finite and above 0; throws RangeError for another. */
export function logSketch(values: Iterable<number>): LogSketch {
  const counts = new Map<number, number>();
  for (const value of values) {
    if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`not a finite value above 0: ${value}`);
    const bucket = Math.ceil(Math.log(value) / LOG_GAMMA);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}

/** The sketch of the values of both. */
export function addLogSketches(a: LogSketch, b: LogSketch): LogSketch {
  const counts = new Map(a);
  for (const [bucket, count] of b) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  return counts;
}

/** Quantile at `probability` in [0, 1], interpolated as the exact one is; absent for an empty sketch. */
export function sketchQuantile(sketch: LogSketch, probability: number): number | undefined {
  return quantileOf(sketchCount(sketch), probability, (rank) => sketchAtRank(sketch, rank));
}

/** Value at a rank (1-based from below); absent for a rank that the sketch does not have. */
export function sketchAtRank(sketch: LogSketch, rank: number): number | undefined {
  if (rank < 1) return undefined;
  let seen = 0;
  for (const [bucket, count] of [...sketch].sort(([a], [b]) => a - b)) {
    seen += count;
    if (rank <= seen) return (2 * GAMMA ** bucket) / (GAMMA + 1);
  }
  return undefined;
}

/** Number of values in the sketch. */
export function sketchCount(sketch: LogSketch): number {
  let sum = 0;
  for (const count of sketch.values()) sum += count;
  return sum;
}
