// A cell of the warehouse as the API tells it: figures rounded, precision classed, nothing of hidden cells but their size.
import type { StatisticsCell, StatisticsEstimate } from '@i-speed/spec';
import { classify, type Estimate, type Precision } from '@i-speed/statistics';
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
  const figures = 'share' in cell ? { share: showEstimate(cell.share, 'points') } : amounts(cell);
  const counts = histogram && [...histogram.counts];
  return present({ key, name, networkKind, n, devices, effectiveN: rounded(effectiveN), ...figures, counts });
}

function amounts({ mean, geometricMean, median, p10, p20, p80, p90, shareAtTarget }: Cell) {
  return {
    mean: showEstimate(mean, 'relative'),
    geometricMean: geometricMean && showEstimate(geometricMean, 'relative'),
    median: showEstimate(median, 'relative'),
    p10: rounded(p10),
    p20: rounded(p20),
    p80: rounded(p80),
    p90: rounded(p90),
    shareAtTarget: shareAtTarget && showEstimate(shareAtTarget, 'points'),
  };
}

/** An estimate with its interval and its class; without a class no figure, but why. Rule: docs/method/showing.md. */
export function showEstimate(estimate: Estimate, precision: Precision): StatisticsEstimate {
  const interval = estimate.interval && { low: rounded(estimate.interval.low), high: rounded(estimate.interval.high) };
  const classed = classify(estimate, precision);
  if (classed !== undefined) return present({ value: rounded(estimate.value), interval, precision: classed });
  return present({ interval, withheld: interval ? ('interval-too-wide' as const) : ('no-interval' as const) });
}

/** Six significant figures: more the warehouse's 32-bit columns do not hold. */
export function rounded(figure: number): number {
  return Number(figure.toPrecision(6));
}
