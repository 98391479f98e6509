// What an interval is here: two ends of the unit of its estimate, and how likely such an interval is to hold the truth.

/** Closed interval; low <= high, both finite, unit of the estimate that it belongs to. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Coverage of every published interval: 95 of 100 such intervals hold the true value. */
export const COVERAGE = 0.95;

/** Upper probability of a two-sided interval of COVERAGE. */
export const UPPER_PROBABILITY = (1 + COVERAGE) / 2;

/** Below this many independent values no interval is given: an order-statistic interval of the median does not exist, and no other holds. */
export const MIN_FOR_INTERVAL = 6;
