// The interval of the median that assumes nothing about the distribution: two order statistics.
import { binomialCdf } from '../distribution/binomial.ts';
import { COVERAGE, type Interval } from './interval.ts';

/**
 * Ranks (1-based, from below) of the two order statistics between which the median lies with at least 95 %:
 * the largest k with P(Bin(n, 1/2) <= k - 1) <= 2.5 %, and n + 1 - k. Absent for n < 6, where no such pair exists.
 * Source: Conover, Practical Nonparametric Statistics, section 3.2.
 */
export function medianRanks(n: number): { readonly lowRank: number; readonly highRank: number } | undefined {
  const tail = (1 - COVERAGE) / 2;
  let low = 0;
  let high = Math.ceil(n / 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (binomialCdf(middle - 1, n, 0.5) <= tail) low = middle;
    else high = middle - 1;
  }
  return low < 1 ? undefined : { lowRank: low, highRank: n + 1 - low };
}

/** 95 % interval of the median of independent values given in rising order; absent for fewer than 6. Unit of the values. */
export function medianInterval(rising: readonly number[]): Interval | undefined {
  const ranks = medianRanks(rising.length);
  if (ranks === undefined) return undefined;
  const low = rising[ranks.lowRank - 1];
  const high = rising[ranks.highRank - 1];
  return low === undefined || high === undefined ? undefined : { low, high };
}
