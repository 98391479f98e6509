// The figures of one published line from collapsed values, or from a commune's sums.
import type { PublishedFigure } from '@i-speed/spec';
import {
  type ClusterSums,
  classify,
  clusteredMean,
  type DeviceValue,
  type Estimate,
  estimateOfMean,
  estimateQuantity,
  intervalN,
  medianInterval,
  quantile,
} from '@i-speed/statistics';
import { present } from '../present.ts';

export interface Figures {
  readonly mean: PublishedFigure;
  readonly median: PublishedFigure;
}

/** Mean and median of collapsed values; absent where there are none. */
export function figuresOf(values: readonly DeviceValue[]): Figures | undefined {
  const { mean, median } = estimateQuantity(values, 'log');
  return mean && median && { mean: toFigure(mean), median: toFigure(median) };
}

/** The same from sums over devices, of the values and of their logarithms, and the values rising; absent where there are none. */
export function figuresOfSums(plain: ClusterSums, logs: ClusterSums, rising: readonly number[]): Figures | undefined {
  const mean = clusteredMean(plain);
  const spread = clusteredMean(logs);
  const middle = quantile(rising, 0.5);
  if (mean === undefined || spread === undefined || middle === undefined) return undefined;
  const worth = intervalN(spread.effectiveN, spread.values, spread.independent);
  return {
    mean: toFigure(estimateOfMean(mean, 'linear')),
    median: toFigure(withInterval(middle, worth === undefined ? undefined : medianInterval(rising, worth))),
  };
}

function withInterval(value: number, interval: Estimate['interval']): Estimate {
  return interval === undefined ? { value } : { value, interval };
}

/** Four significant figures: more no sample bears; without a class the interval alone. */
function toFigure(estimate: Estimate): PublishedFigure {
  const { value, interval } = estimate;
  const precision = classify(estimate, 'relative');
  return present({
    value: precision && rounded(value),
    low: interval && rounded(interval.low),
    high: interval && rounded(interval.high),
    precision,
  });
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(4));
}
