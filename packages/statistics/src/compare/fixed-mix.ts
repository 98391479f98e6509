// A trend with the mix of its sample held fixed: every month's level as it would be with the last month's mix.
import type { Estimate } from '../estimate/estimate.ts';
import type { Change } from './change.ts';

/** The level before a change that ends at `level`; the interval is the change's own, read backwards, absent where it has none. */
export function levelBefore(level: number, { ratio, interval }: Pick<Change, 'ratio' | 'interval'>): Estimate {
  const value = level / ratio;
  return interval === undefined
    ? { value }
    : { value, interval: { low: level / interval.high, high: level / interval.low } };
}
