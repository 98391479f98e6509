// Whether an estimate is told, and why not: enough devices first, then an interval, then one that is narrow enough.
import type { Estimate } from '../estimate/estimate.ts';
import { classify, type Precision, type PrecisionClass } from './classify.ts';
import { missingDevices, type StatisticId } from './needed-devices.ts';

/** A class, or why there is no figure; the interval is told too but for `few-devices`. */
export type Telling =
  | { readonly precision: PrecisionClass }
  | { readonly withheld: 'few-devices'; readonly missingDevices: number }
  | { readonly withheld: 'no-interval' | 'interval-too-wide' };

/** What is told of an estimate of so many devices. Rule: docs/method/showing.md. */
export function tellingOf(estimate: Estimate, statistic: StatisticId, devices: number): Telling {
  const missing = missingDevices(statistic, devices);
  if (missing > 0) return { withheld: 'few-devices', missingDevices: missing };
  if (estimate.interval === undefined) return { withheld: 'no-interval' };
  const precision = classify(estimate, precisionOf(statistic));
  return precision === undefined ? { withheld: 'interval-too-wide' } : { precision };
}

function precisionOf(statistic: StatisticId): Precision {
  return statistic === 'share' || statistic === 'share-at-target' ? 'points' : 'relative';
}
