// The interval of a share: Wilson's score interval, which keeps inside 0 and 1 and holds for small numbers.
import { normalQuantile } from '../distribution/normal.ts';
import { type Interval, MIN_FOR_INTERVAL, UPPER_PROBABILITY } from './interval.ts';

/**
 * 95 % interval of a share in [0, 1] observed on `n` independent values (an effective n may be a fraction); absent for n < 6.
 * Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
 */
export function wilsonInterval(share: number, n: number): Interval | undefined {
  if (n < MIN_FOR_INTERVAL) return undefined;
  const z = normalQuantile(UPPER_PROBABILITY);
  const spread = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / spread;
  const half = (z / spread) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  // Exactly 0 and 1 at the ends, where rounding would leave a trace.
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half };
}
