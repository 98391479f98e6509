// The interval of an arithmetic mean of values that lean to one side, as rates do: Hall's transformation of t.
import { studentTQuantile } from '../distribution/student-t.ts';
import { type Interval, MIN_FOR_INTERVAL, UPPER_PROBABILITY } from './interval.ts';

/** What the interval of a mean needs to know; every field in the unit of the values or without one. */
export interface MeanEvidence {
  readonly mean: number;
  readonly standardError: number;
  /** Third standardised moment of the independent contributions. */
  readonly skewness: number;
  /** Number of independent contributions (values, or devices where one device gives several). */
  readonly independent: number;
}

/**
 * 95 % interval of the mean, widened on the side of the long tail; the lower end is never below 0, as no quantity here is.
 * Absent for fewer than 6 independent contributions. Source: Hall, On the removal of skewness by transformation, JRSS B 54 (1992), 221-228.
 * Chosen over Student's t and the modified Cox interval by simulation: docs/method/intervals.md.
 */
export function skewedMeanInterval(evidence: MeanEvidence): Interval | undefined {
  const { mean, standardError, skewness, independent } = evidence;
  if (independent < MIN_FOR_INTERVAL) return undefined;
  const t = studentTQuantile(UPPER_PROBABILITY, independent - 1);
  const lean = skewness / Math.sqrt(independent);
  return {
    low: Math.max(0, mean - standardError * untransform(t, lean)),
    high: mean - standardError * untransform(-t, lean),
  };
}

/**
 * Adjusted Fisher-Pearson skewness from the sums of squared and cubed deviations of n >= 3 values; 0 where nothing varies.
 * Source: Joanes and Gill, The Statistician 47 (1998), 183-189, G1.
 */
export function adjustedSkewness(square: number, cube: number, n: number): number {
  if (!(square > 0)) return 0;
  return ((cube / n / (square / n) ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** Inverse of Hall's cubic t + a t^2/3 + a^2 t^3/27 + a/6; a line where the lean is too small to divide by. */
function untransform(t: number, lean: number): number {
  if (Math.abs(lean) < 1e-9) return t;
  return (3 / lean) * (Math.cbrt(1 + lean * (t - lean / 6)) - 1);
}
