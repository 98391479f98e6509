// How many independent values an interval may claim when devices give several values each.
import { studentTQuantile } from '../distribution/student-t.ts';
import { UPPER_PROBABILITY } from './interval.ts';

/**
 * Effective n for intervals of shares and quantiles: lowered, as the spread between D devices has only D - 1 degrees of freedom, by
 * (t_{n-1} / t_{D-1})^2; equal to n where each device gives one value. Absent for fewer than two devices.
 * Source: Korn and Graubard, Survey Methodology 24 (1998), 193-201.
 */
export function intervalN(effectiveN: number, values: number, devices: number): number | undefined {
  if (devices < 2) return undefined;
  const ratio = studentTQuantile(UPPER_PROBABILITY, values - 1) / studentTQuantile(UPPER_PROBABILITY, devices - 1);
  return Math.min(values, effectiveN * ratio ** 2);
}
