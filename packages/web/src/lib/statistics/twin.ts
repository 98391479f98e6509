// The trend with the mix of the sample held fixed: what each month's geometric mean would be with the last month's mix.
import type { ChangeSeriesAnswer } from '@i-speed/spec';
import type { Cell, Estimate } from './answer.ts';

export type Step = ChangeSeriesAnswer['steps'][number];

/** One month: its geometric mean as measured, the same at the last month's mix, and what changed since the month before. */
export type TwinMonth = {
  month: string;
  measured: Estimate | undefined;
  /** Absent where the last month has no figure, or no cell of operator, technology and commune is in both. */
  fixedMix: Estimate | undefined;
  since: Step['sinceBefore'];
};

/** Months in order; the last month is its own twin. */
export function twinOf(months: readonly Cell[], changes: readonly Step[]): TwinMonth[] {
  const byMonth = new Map(months.map((cell) => [cell.key, cell]));
  const last = changes
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const level = byMonth.get(last)?.geometricMean;
  return changes.map(({ month, untilLast, sinceBefore }) => {
    const measured = byMonth.get(month)?.geometricMean;
    const change = untilLast?.mixAdjusted;
    const fixedMix = month === last ? measured : level && change && dividedBy(level.value, change);
    return { month, measured, fixedMix, since: sinceBefore };
  });
}

/** Level before a change to `value`; the interval is the change's own, read backwards. */
function dividedBy(
  value: number,
  { ratio, interval }: { ratio: number; interval?: { low: number; high: number } },
): Estimate {
  const before = value / ratio;
  if (interval === undefined) return { value: before };
  const low = value / interval.high;
  const high = value / interval.low;
  const half = (high - low) / 2 / before;
  const precision = half <= 0.2 ? 'A' : half <= 0.3 ? 'B' : half <= 0.5 ? 'C' : undefined;
  return { value: before, interval: { low, high }, ...(precision && { precision }) };
}
