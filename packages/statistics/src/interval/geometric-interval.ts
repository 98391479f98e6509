// The interval of a geometric mean: Student's t on the logarithms.
import { studentTQuantile } from '../distribution/student-t.ts';
import { type Interval, MIN_FOR_INTERVAL, UPPER_PROBABILITY } from './interval.ts';
import type { MeanEvidence } from './mean-interval.ts';

/** 95 % interval, unit of the values themselves, from the mean of their logarithms; absent for fewer than 6 independent contributions. */
export function geometricInterval(ofLogs: MeanEvidence): Interval | undefined {
  if (ofLogs.independent < MIN_FOR_INTERVAL) return undefined;
  const half = studentTQuantile(UPPER_PROBABILITY, ofLogs.independent - 1) * ofLogs.standardError;
  return { low: Math.exp(ofLogs.mean - half), high: Math.exp(ofLogs.mean + half) };
}
