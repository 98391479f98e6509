// The basic description of independent values: how many, where they lie, and how sure that is.
import type { Interval } from '../interval/interval.ts';
import { estimateQuantity } from './estimate.ts';

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
  const independent = values.map((value, i) => ({ device: String(i), value }));
  const { mean, median, p10, p20, p80, p90 } = estimateQuantity(independent, 'linear');
  return {
    n: values.length,
    ...present({ mean: mean?.value, median: median?.value, p10, p20, p80, p90 }),
    ...(mean?.interval && { meanInterval: mean.interval }),
    ...(median?.interval && { medianInterval: median.interval }),
  };
}

function present<K extends string>(figures: Record<K, number | undefined>): { [N in K]?: number } {
  const known: { [N in K]?: number } = {};
  for (const name in figures) {
    const figure = figures[name];
    if (figure !== undefined) known[name] = figure;
  }
  return known;
}
