// The interval of the median that assumes nothing about the distribution: two order statistics.
import { binomialCdf } from '../distribution/binomial.ts';
import { COVERAGE, type Interval } from './interval.ts';

/** Ranks, 1-based from below. */
export interface Ranks {
  readonly lowRank: number;
  readonly highRank: number;
}

/**
 * Ranks of the two order statistics of n independent values between which the median lies with at least 95 %:
 * the largest k with P(Bin(n, 1/2) <= k - 1) <= 2.5 %, and n + 1 - k. Absent for n < 6, where no such pair exists.
 * Source: Conover, Practical Nonparametric Statistics, section 3.2.
 */
export function medianRanks(n: number): Ranks | undefined {
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

/**
 * The ranks among `values` values that are worth only `effectiveN` independent ones: those of medianRanks(floor(effectiveN)), stretched to
 * the longer list and rounded outwards (Woodruff, Journal of the American Statistical Association 47 (1952), 635-646).
 */
export function stretchedMedianRanks(values: number, effectiveN: number): Ranks | undefined {
  // A product that is whole but for rounding must not lose one to floor.
  const n = Math.min(values, Math.floor(effectiveN + 1e-9));
  const ranks = medianRanks(n);
  if (ranks === undefined || n === values) return ranks;
  const lowRank = Math.max(1, Math.floor((ranks.lowRank * (values + 1)) / (n + 1)));
  return { lowRank, highRank: values + 1 - lowRank };
}

/**
 * 95 % interval of the median of values in rising order that are worth `effectiveN` independent ones (all of them where left out);
 * absent for fewer than 6. Unit of the values.
 */
export function medianInterval(rising: readonly number[], effectiveN = rising.length): Interval | undefined {
  const ranks = stretchedMedianRanks(rising.length, effectiveN);
  if (ranks === undefined) return undefined;
  const low = rising[ranks.lowRank - 1];
  const high = rising[ranks.highRank - 1];
  return low === undefined || high === undefined ? undefined : { low, high };
}
