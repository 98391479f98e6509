// The figures of one published line from collapsed values, or from a commune's sums.
import type { PublishedFigure } from '@i-speed/spec';
import {
  type ClusterSums,
  clusteredMean,
  type DeviceValue,
  type Estimate,
  estimateOfMean,
  estimateQuantity,
  intervalN,
  medianInterval,
  quantile,
  tellingOf,
} from '@i-speed/statistics';
import { present } from '../present.ts';

export interface Figures {
  readonly mean: PublishedFigure;
  readonly median: PublishedFigure;
}

/** Mean and median of collapsed values; absent where there are none. */
export function figuresOf(values: readonly DeviceValue[]): Figures | undefined {
  const { devices, mean, median } = estimateQuantity(values, 'log');
  return mean && median && { mean: toFigure(mean, 'mean', devices), median: toFigure(median, 'median', devices) };
}

/** The same from sums over devices, of the values and of their logarithms, and the values rising; absent where there are none. */
export function figuresOfSums(plain: ClusterSums, logs: ClusterSums, rising: readonly number[]): Figures | undefined {
  const mean = clusteredMean(plain);
  const spread = clusteredMean(logs);
  const middle = quantile(rising, 0.5);
  if (mean === undefined || spread === undefined || middle === undefined) return undefined;
  const worth = intervalN(spread.effectiveN, spread.values, spread.independent);
  return {
    mean: toFigure(estimateOfMean(mean, 'linear'), 'mean', plain.devices),
    median: toFigure(
      withInterval(middle, worth === undefined ? undefined : medianInterval(rising, worth)),
      'median',
      plain.devices,
    ),
  };
}

function withInterval(value: number, interval: Estimate['interval']): Estimate {
  return interval === undefined ? { value } : { value, interval };
}

/** Four significant figures: more no sample bears; without a class the interval alone, of few devices neither. */
function toFigure(estimate: Estimate, statistic: 'mean' | 'median', devices: number): PublishedFigure {
  const { value, interval } = estimate;
  const telling = tellingOf(estimate, statistic, devices);
  if ('missingDevices' in telling) return telling;
  return present({
    value: 'precision' in telling ? rounded(value) : undefined,
    low: interval && rounded(interval.low),
    high: interval && rounded(interval.high),
    ...telling,
  });
}

function rounded(figure: number): number {
  return Number(figure.toPrecision(4));
}
