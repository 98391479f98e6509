// What changed from one period to the next: raw, and with the mix of the sample held fixed.
import type { Scale } from '../collapse/collapse.ts';
import { studentTQuantile } from '../distribution/student-t.ts';
import { type ClusteredMean, clusteredMean, clusterSums, type DeviceValue } from '../estimate/cluster-sums.ts';
import { type Interval, MIN_FOR_INTERVAL, UPPER_PROBABILITY } from '../interval/interval.ts';
import { type CellMean, type MixSums, mixSums } from './mix-sums.ts';

/** A collapsed value above 0 and the cell whose share in the sample must not move the figure: operator, technology and commune as one key. */
export interface CellValue extends DeviceValue {
  readonly cell: string;
}

/** A change as a ratio, after over before; 1 is none. */
export interface Change {
  readonly ratio: number;
  /** 95 %; absent where too few devices tell, or none differs from another. */
  readonly interval?: Interval;
  /** True where the interval does not hold 1; otherwise "no change shown". */
  readonly isShown: boolean;
  readonly devicesBefore: number;
  readonly devicesAfter: number;
}

export interface MixAdjustedChange extends Change {
  readonly cells: number;
  /** Share (0 to 1) of both periods' devices that lie in cells which both periods have. */
  readonly matchedShare: number;
}

/** Ratio of the means (linear scale) or geometric means (log scale) as they are published; absent where a period has no values. */
export function rawChange(
  before: readonly DeviceValue[],
  after: readonly DeviceValue[],
  scale: Scale,
): Change | undefined {
  return rawChangeOfMeans(onScale(before, scale), onScale(after, scale), scale);
}

/** The same from both periods' means: of the values on the linear scale, of their logarithms on the log scale. */
export function rawChangeOfMeans(
  old: ClusteredMean | undefined,
  now: ClusteredMean | undefined,
  scale: Scale,
): Change | undefined {
  if (old === undefined || now === undefined) return undefined;
  const difference = scale === 'log' ? now.mean - old.mean : Math.log(now.mean / old.mean);
  const variance = scale === 'log' ? varianceOf(old) + varianceOf(now) : relativeVariance(old) + relativeVariance(now);
  const least = Math.min(old.independent, now.independent);
  return change(difference, variance, least - 1, old.independent, now.independent);
}

/**
 * Change with fixed weights over cells: each cell that both periods have counts with its devices of both periods together, in both periods
 * alike. Log scale: exp(sum w (mean ln after - mean ln before)); linear scale: sum w mean after / sum w mean before. One value a device
 * and cell; the variance between devices is pooled over cells and periods. Absent where no cell is in both.
 * Given weights (say subscribers) replace devices; cells without a weight are left out.
 */
export function mixAdjustedChange(
  before: readonly CellValue[],
  after: readonly CellValue[],
  scale: Scale,
  weights?: ReadonlyMap<string, number>,
): MixAdjustedChange | undefined {
  return mixAdjustedChangeOfSums(mixSums(byCell(before, scale), byCell(after, scale), scale, weights), scale);
}

/** The same from the sums over cells; the variance between devices is 0 where no cell has two. */
export function mixAdjustedChangeOfSums(sums: MixSums, scale: Scale): MixAdjustedChange | undefined {
  const { cells, weight, degrees, devicesBefore, devicesAfter, devicesEverywhere } = sums;
  if (cells === 0) return undefined;
  const meanBefore = sums.before / weight;
  const meanAfter = sums.after / weight;
  const size = (total: number) => (scale === 'log' ? 1 : total ** 2);
  const spread = (sums.spreadBefore / size(meanBefore) + sums.spreadAfter / size(meanAfter)) / weight ** 2;
  const variance = degrees > 0 ? (sums.squares / degrees) * spread : 0;
  const difference = scale === 'log' ? meanAfter - meanBefore : Math.log(meanAfter / meanBefore);
  return {
    ...change(difference, variance, degrees, devicesBefore, devicesAfter),
    cells,
    matchedShare: (devicesBefore + devicesAfter) / devicesEverywhere,
  };
}

function byCell(values: readonly CellValue[], scale: Scale): Map<string, CellMean> {
  const cells = new Map<string, number[]>();
  for (const { cell, mean } of byDeviceAndCell(values, scale).values()) {
    const known = cells.get(cell);
    if (known === undefined) cells.set(cell, [mean]);
    else known.push(mean);
  }
  return new Map(
    [...cells].map(([cell, means]) => {
      const mean = sumOf(means, (x) => x) / means.length;
      return [cell, { devices: means.length, mean, squares: sumOf(means, (x) => (x - mean) ** 2) }];
    }),
  );
}

/** Mean of each device's values in a cell; of their logarithms on the log scale. */
function byDeviceAndCell(values: readonly CellValue[], scale: Scale) {
  const sums = new Map<string, { device: string; cell: string; n: number; sum: number }>();
  for (const { device, cell, value } of values) {
    const key = JSON.stringify([device, cell]);
    const x = scale === 'log' ? Math.log(value) : value;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { device, cell, n: 1, sum: x });
    else {
      known.n += 1;
      known.sum += x;
    }
  }
  return new Map([...sums].map(([key, { cell, n, sum }]) => [key, { cell, mean: sum / n }]));
}

function change(
  difference: number,
  variance: number,
  degrees: number,
  devicesBefore: number,
  devicesAfter: number,
): Change {
  const ratio = Math.exp(difference);
  // Where nothing varies but by rounding the spread is unknown, not 0.
  if (degrees < MIN_FOR_INTERVAL - 1 || variance < 1e-20) return { ratio, isShown: false, devicesBefore, devicesAfter };
  const half = studentTQuantile(UPPER_PROBABILITY, degrees) * Math.sqrt(variance);
  const interval = { low: Math.exp(difference - half), high: Math.exp(difference + half) };
  return { ratio, interval, isShown: interval.low > 1 || interval.high < 1, devicesBefore, devicesAfter };
}

function onScale(values: readonly DeviceValue[], scale: Scale): ClusteredMean | undefined {
  return clusteredMean(scale === 'log' ? clusterSums(values, Math.log) : clusterSums(values));
}

function varianceOf({ standardError }: ClusteredMean): number {
  return standardError ** 2;
}

function relativeVariance({ standardError, mean }: ClusteredMean): number {
  return (standardError / mean) ** 2;
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
