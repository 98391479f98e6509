// The binomial distribution, by which the ranks of a distribution-free interval are chosen.
import { incompleteBeta } from './incomplete-beta.ts';

/** Probability of at most `k` successes in `n` trials (n >= 0) of the given probability each; 0 for k < 0. */
export function binomialCdf(k: number, n: number, probability: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  const whole = Math.floor(k);
  return incompleteBeta(1 - probability, n - whole, whole + 1);
}
