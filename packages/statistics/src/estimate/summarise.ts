// The basic description of independent values: how many, where they lie, and how sure that is.
import type { Interval } from '../interval/interval.ts';
import { meanInterval } from '../interval/mean-interval.ts';
import { medianInterval } from '../interval/median-interval.ts';
import { quantile, rising } from './quantile.ts';

/** Everything but `n` is in the unit of the values and absent where it cannot be computed. */
export interface Summary {
  readonly n: number;
  readonly mean?: number;
  readonly median?: number;
  readonly p10?: number;
  readonly p20?: number;
  readonly p80?: number;
  readonly p90?: number;
  /** 95 %; from 6 values on. */
  readonly meanInterval?: Interval;
  /** 95 %; from 6 values on. */
  readonly medianInterval?: Interval;
}

/**
 * Describes values that are independent of each other (one a device: pooled tests of a few heavy testers make the intervals lie),
 * all of one unit, finite and at least 0, in any order. Throws RangeError for a value that is not. Method: docs/method/indicators.md.
 */
export function summarise(values: readonly number[]): Summary {
  const wrong = values.find((value) => !(Number.isFinite(value) && value >= 0));
  if (wrong !== undefined) throw new RangeError(`not a finite value of at least 0: ${wrong}`);
  const n = values.length;
  if (n === 0) return { n };
  const inOrder = rising(values);
  const ofMean = meanInterval(inOrder);
  const ofMedian = medianInterval(inOrder);
  return {
    n,
    mean: inOrder.reduce((sum, value) => sum + value, 0) / n,
    ...quantiles(inOrder),
    ...(ofMean && { meanInterval: ofMean }),
    ...(ofMedian && { medianInterval: ofMedian }),
  };
}

function quantiles(inOrder: readonly number[]): Omit<Summary, 'n' | 'mean' | 'meanInterval' | 'medianInterval'> {
  const at = { p10: 0.1, p20: 0.2, median: 0.5, p80: 0.8, p90: 0.9 };
  return Object.fromEntries(
    Object.entries(at).flatMap(([name, p]) => {
      const value = quantile(inOrder, p);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
