// Ranks that the evidence bears: an interval of places, one place only where no interval overlaps.
import type { Interval } from '../interval/interval.ts';

/** One that wants a rank. */
export interface Contestant {
  readonly id: string;
  /** Its 95 % interval. */
  readonly interval: Interval;
}

/** Places from 1 (best); `bestRank` = `worstRank` where the place is certain. */
export interface RankInterval {
  readonly id: string;
  readonly bestRank: number;
  readonly worstRank: number;
}

/**
 * Rank interval of each contestant, in the order of the input: one more than those whose interval lies wholly on the better side, up to
 * all but those whose interval lies wholly on the worse side. Give only contestants whose sample is sufficient.
 */
export function rankIntervals(contestants: readonly Contestant[], better: 'higher' | 'lower'): RankInterval[] {
  const lows = contestants.map(({ interval }) => interval.low).sort((a, b) => a - b);
  const highs = contestants.map(({ interval }) => interval.high).sort((a, b) => a - b);
  return contestants.map(({ id, interval }) => {
    const wholeAbove = contestants.length - countAtMost(lows, interval.high);
    const wholeBelow = countBelow(highs, interval.low);
    const [ahead, behind] = better === 'higher' ? [wholeAbove, wholeBelow] : [wholeBelow, wholeAbove];
    return { id, bestRank: 1 + ahead, worstRank: contestants.length - behind };
  });
}

function countAtMost(rising: readonly number[], limit: number): number {
  return firstIndex(rising, (value) => value > limit);
}

function countBelow(rising: readonly number[], limit: number): number {
  return firstIndex(rising, (value) => value >= limit);
}

/** Index of the first value for which the claim holds; it must stay true from there on. */
function firstIndex(rising: readonly number[], claim: (value: number) => boolean): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (claim(rising[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}
