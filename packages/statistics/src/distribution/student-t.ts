// Student's t: how much wider an interval must be when its spread is itself an estimate.
import { incompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal.ts';

const quantiles = new Map<string, number>();
const MAX_CACHED = 4_096;

/** Probability that Student's t with `degrees` (> 0, fractions allowed) is at most `t`. */
export function studentTCdf(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * The value that Student's t with `degrees` of freedom (> 0) stays below with the given probability.
 * Throws RangeError where the probability is not inside (0, 1) or degrees are not positive.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`not an inner probability: ${probability}`);
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom must be positive: ${degrees}`);
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees);
  const key = `${probability}/${degrees}`;
  const known = quantiles.get(key);
  if (known !== undefined) return known;
  const found = bisect(probability, degrees);
  if (quantiles.size < MAX_CACHED) quantiles.set(key, found);
  return found;
}

/** The distribution is heavier than the normal, so its quantile lies above the normal's: a bracket from below. */
function bisect(probability: number, degrees: number): number {
  let low = normalQuantile(probability);
  let high = Math.max(1, low * 2);
  while (studentTCdf(high, degrees) < probability && high < 1e12) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTCdf(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
