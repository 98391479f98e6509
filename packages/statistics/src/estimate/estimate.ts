// Everything that is published of one quantity in one cell, from its collapsed values.
import type { Scale } from '../collapse/collapse.ts';
import { intervalN } from '../interval/effective-n.ts';
import { geometricInterval } from '../interval/geometric-interval.ts';
import type { Interval } from '../interval/interval.ts';
import { skewedMeanInterval } from '../interval/mean-interval.ts';
import { medianInterval } from '../interval/median-interval.ts';
import { wilsonInterval } from '../interval/wilson.ts';
import { type ClusteredMean, type ClusterSums, clusteredMean, clusterSums, type DeviceValue } from './cluster-sums.ts';
import { quantile, rising } from './quantile.ts';

/** A figure and how sure it is; the interval (95 %, unit of the value) is absent where the sample is too small for one. */
export interface Estimate {
  readonly value: number;
  readonly interval?: Interval;
}

/** One quantity in one cell; figures in the quantity's unit, absent where there are no values. */
export interface QuantityEstimate {
  /** Collapsed values (device-weeks). */
  readonly values: number;
  readonly devices: number;
  /** So many independent values would say as much; absent for no values. */
  readonly effectiveN?: number;
  readonly mean?: Estimate;
  /** Only on the log scale. */
  readonly geometricMean?: Estimate;
  readonly median?: Estimate;
  readonly p10?: number;
  readonly p20?: number;
  readonly p80?: number;
  readonly p90?: number;
}

/**
 * Describes collapsed values (one a device and week, from any number of areas); on the log scale all must be above 0.
 * Method of each figure and interval: docs/method/indicators.md and docs/method/intervals.md.
 */
export function estimateQuantity(values: readonly DeviceValue[], scale: Scale): QuantityEstimate {
  const inOrder = rising(values.map(({ value }) => value));
  const plain = clusteredMean(clusterSums(values));
  if (plain === undefined) return { values: 0, devices: 0 };
  const logs = scale === 'log' ? clusteredMean(clusterSums(values, Math.log)) : undefined;
  const spread = logs ?? plain;
  const worth = intervalN(spread.effectiveN, spread.values, spread.independent);
  return {
    values: plain.values,
    devices: plain.independent,
    effectiveN: spread.effectiveN,
    mean: estimateOfMean(plain, 'linear'),
    ...(logs && { geometricMean: estimateOfMean(logs, 'log') }),
    ...withQuantiles(inOrder, worth),
  };
}

/** The mean as it is told; on the log scale the mean is of logarithms, and its geometric mean is told. */
export function estimateOfMean(mean: ClusteredMean, scale: Scale): Estimate {
  return scale === 'log'
    ? estimate(Math.exp(mean.mean), geometricInterval(mean))
    : estimate(mean.mean, skewedMeanInterval(mean));
}

/** Share (0 to 1) of collapsed values at or above `target`, with Wilson's interval on the share's own effective n; absent for no values. */
export function shareAtLeast(values: readonly DeviceValue[], target: number): ShareEstimate | undefined {
  return meanShare(values.map(({ device, value }) => ({ device, value: value >= target ? 1 : 0 })));
}

/** Mean of shares (0 to 1) that each device and week gave, such as its share of failed measurements, with Wilson's interval; absent for none. */
export function meanShare(shares: readonly DeviceValue[]): ShareEstimate | undefined {
  return shareOfSums(clusterSums(shares));
}

/** The same from the sums of the shares. */
export function shareOfSums(sums: ClusterSums): ShareEstimate | undefined {
  const mean = clusteredMean(sums);
  if (mean === undefined) return undefined;
  const effectiveN = binomialWorth(mean);
  const worth = intervalN(effectiveN, mean.values, mean.independent);
  const interval = worth === undefined ? undefined : wilsonInterval(mean.mean, worth);
  return { ...estimate(mean.mean, interval), values: mean.values, devices: mean.independent, effectiveN };
}

export interface ShareEstimate extends Estimate {
  readonly values: number;
  readonly devices: number;
  readonly effectiveN: number;
}

/** Independent yes-or-no answers that would give the same standard error; a device's own share varies less than yes or no does. */
function binomialWorth({ mean, standardError, effectiveN, values }: ClusteredMean): number {
  if (!(standardError > 0)) return effectiveN;
  const single = (mean * (1 - mean) * values) / (values - 1);
  return Math.min(values, single / standardError ** 2);
}

function withQuantiles(inOrder: readonly number[], worth: number | undefined): Partial<QuantityEstimate> {
  const [p10, p20, median, p80, p90] = [0.1, 0.2, 0.5, 0.8, 0.9].map((p) => quantile(inOrder, p));
  if (p10 === undefined || p20 === undefined || median === undefined || p80 === undefined || p90 === undefined)
    return {};
  const interval = worth === undefined ? undefined : medianInterval(inOrder, worth);
  return { median: estimate(median, interval), p10, p20, p80, p90 };
}

function estimate(value: number, interval: Interval | undefined): Estimate {
  return interval === undefined ? { value } : { value, interval };
}
