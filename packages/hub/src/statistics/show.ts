// A cell of the warehouse as the API tells it: figures rounded, precision classed, nothing of hidden cells but their size.
import type { StatisticsCell, StatisticsEstimate } from '@i-speed/spec';
import { type Estimate, missingDevices, type StatisticId, tellingOf } from '@i-speed/statistics';
import type { Cell, HistogramCell, ShareCell } from '@i-speed/warehouse';
import { present } from '../present.ts';
import type { Hidden } from './hide.ts';

/** What is shown beside the warehouse's figures. */
export interface Beside {
  readonly name: string | undefined;
  readonly hidden: Hidden | undefined;
  readonly histogram: HistogramCell | undefined;
}

export function showCell(cell: Cell | ShareCell, { name, hidden, histogram }: Beside): StatisticsCell {
  const { key, networkKind, n, devices, effectiveN } = cell;
  if (hidden !== undefined) return present({ key, name, networkKind, n, devices, hidden });
  const figures = 'share' in cell ? { share: showEstimate(cell.share, 'share', devices) } : amounts(cell);
  const counts = histogram && [...histogram.counts];
  return present({ key, name, networkKind, n, devices, effectiveN: rounded(effectiveN), ...figures, counts });
}

function amounts({ devices, mean, geometricMean, median, p10, p20, p80, p90, shareAtTarget }: Cell) {
  const percentile = (id: 'p10' | 'p20' | 'p80' | 'p90', figure: number) =>
    missingDevices(id, devices) === 0 ? rounded(figure) : undefined;
  return {
    mean: showEstimate(mean, 'mean', devices),
    geometricMean: geometricMean && showEstimate(geometricMean, 'geometric-mean', devices),
    median: showEstimate(median, 'median', devices),
    p10: percentile('p10', p10),
    p20: percentile('p20', p20),
    p80: percentile('p80', p80),
    p90: percentile('p90', p90),
    shareAtTarget: shareAtTarget && showEstimate(shareAtTarget, 'share-at-target', devices),
  };
}

/** An estimate of so many devices with its interval and its class; without a class no figure, but why. Rule: docs/method/showing.md. */
export function showEstimate(estimate: Estimate, statistic: StatisticId, devices: number): StatisticsEstimate {
  const telling = tellingOf(estimate, statistic, devices);
  if ('missingDevices' in telling) return telling;
  const interval = estimate.interval && { low: rounded(estimate.interval.low), high: rounded(estimate.interval.high) };
  return present({ value: 'precision' in telling ? rounded(estimate.value) : undefined, interval, ...telling });
}

/** Six significant figures: more the warehouse's 32-bit columns do not hold. */
export function rounded(figure: number): number {
  return Number(figure.toPrecision(6));
}
