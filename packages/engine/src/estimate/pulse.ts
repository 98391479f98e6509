// From a pulse's record to what of it counts.
import type { PulseRecord } from '../pulse/pulse.ts';
import { lastMs, type Series, type Slice, sliceBetween, valueAt } from '../sample/series.ts';
import type { CountedPulse } from './rate.ts';
import { countedWindow } from './window.ts';

export type Counted = CountedPulse & {
  record: PulseRecord;
  /** False when the pipe never became full: the window then shows no more than a lower bound. */
  filled: boolean;
};

/** The pulse with its window; absent when too little arrived, or when its page was hidden and its timing means nothing. */
export function countPulse(record: PulseRecord): Counted | undefined {
  const { series, full, sureUntilMs } = record;
  if (record.end === 'hidden') return undefined;
  if (full !== undefined) {
    const window = countedWindow(series, { fullAtMs: full.fullAtMs, sureUntilMs });
    return window === undefined ? undefined : { record, series, window, filled: true };
  }
  const window = latterHalf(series, sureUntilMs);
  return window === undefined ? undefined : { record, series, window, filled: false };
}

/** Pulses that a direction's rate is made from: those that filled the pipe, or, if none did, all of them. */
export function choosePulses(counted: readonly Counted[]): Counted[] {
  const filled = counted.filter((pulse) => pulse.filled);
  return filled.length > 0 ? filled : [...counted];
}

/** The time in which the second half of the bytes came: while a rate still grows it is the nearest to the full one. */
function latterHalf(series: Series, untilMs: number): Slice | undefined {
  const endMs = Math.min(untilMs, lastMs(series) ?? 0);
  const all = sliceBetween(series, Number.NEGATIVE_INFINITY, endMs);
  if (all === undefined) return undefined;
  const start = series.bytes.findIndex((bytes) => bytes >= valueAt(series.bytes, 0) + all.bytes / 2);
  return sliceBetween(series, valueAt(series.tMs, Math.max(0, start)), endMs);
}
