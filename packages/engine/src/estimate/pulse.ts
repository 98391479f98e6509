// From a pulse's record to what of it counts.
import { lastingWindow } from '../plan/aim.ts';
import { movingWindowMs } from '../plan/pulses.ts';
import { isBesidePause } from '../pulse/pauses.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
import { readDecline } from '../ramp/decline.ts';
import { type Full, readRamp } from '../ramp/full.ts';
import { wereHeldBack } from '../sample/carried.ts';
import {
  indexAt,
  lastMs,
  rateMbps,
  type Series,
  type Slice,
  sliceBetween,
  sliceOf,
  valueAt,
} from '../sample/series.ts';
import type { CountedPulse } from './rate.ts';
import { countedWindow } from './window.ts';

export type Counted = CountedPulse & {
  record: PulseRecord;
  /** False when the pipe never became full: the window then shows no more than a lower bound. */
  filled: boolean;
  /**
   * How far the window can be trusted: `lasting` when it is what a bucket of tokens left after its burst, `clean` as it is; `ramp` when losses were repaired while the pulse still had to find the
   * rate, so that it may have been full only in parts; `unfilled` when it never was, or the device may have been too slow.
   */
  trust: 'lasting' | 'clean' | 'ramp' | 'unfilled';
};

/** The pulse with its window; absent when too little arrived, or when its page was hidden and its timing means nothing. */
export function countPulse(record: PulseRecord): Counted | undefined {
  if (record.end === 'hidden') return undefined;
  const carried = asCarried(record);
  return (carried && countBy(record, carried)) ?? countBy(record, record);
}

/** By what the pulse is counted. */
type Basis = Pick<PulseRecord, 'series' | 'full' | 'sureUntilMs'>;

function countBy(record: PulseRecord, { series, full, sureUntilMs }: Basis): Counted | undefined {
  const { minRttMs: rttMs, pauses } = record;
  const lasting = lastingOf({ ...record, series, sureUntilMs });
  if (lasting !== undefined) return { record, series, rttMs, window: lasting, filled: true, trust: 'lasting' };
  if (full !== undefined && !record.isRough) {
    // Where the pipe ran empty over repairs there may be no window to its end; until then it surely was full.
    const fedUntilMs = Math.min(sureUntilMs, record.stoppedMs + rttMs / 2);
    const window =
      countedWindow(series, { full, sureUntilMs, rttMs, pauses }) ??
      countedWindow(series, { full, sureUntilMs: fedUntilMs, rttMs, pauses });
    if (window === undefined) return undefined;
    const trust = window.isHarmed && record.isCold ? 'ramp' : 'clean';
    const { fromMs, toMs, bytes } = window;
    return { record, series, rttMs, window: { fromMs, toMs, bytes }, filled: true, trust };
  }
  const window = latterHalf(series, sureUntilMs);
  return window === undefined ? undefined : { record, series, rttMs, window, filled: false, trust: 'unfilled' };
}

/**
 * The pulse as the link carried it; absent where TCP held nothing back. The ramp is read anew, and the pipe was surely full only for the
 * time of a round trip after the end was told, as what comes later may be repairs alone.
 */
function asCarried(record: PulseRecord): Basis | undefined {
  const { carried, ramp, stoppedMs, sureUntilMs, minRttMs } = record;
  if (carried === undefined || ramp === undefined || !wereHeldBack(record.series, carried, minRttMs)) return undefined;
  const wayMs = record.direction === 'download' ? minRttMs : minRttMs / 2;
  const untilMs = Math.min(sureUntilMs, stoppedMs + wayMs);
  const grown = readRamp(carried, ramp).full ?? record.full;
  const full = grown && record.isCold ? sinceQueued(grown, ramp.queuedFromMs, untilMs) : grown;
  return { series: carried, full, sureUntilMs: untilMs };
}

/**
 * From when a queue stood in a pulse that had to find the rate, if that leaves half of the time: where losses have ended a ramp early the pipe may run empty once more before
 * it is full for good, and a queue is the surest sign that it is.
 */
function sinceQueued(full: Full, queuedFromMs: number | undefined, untilMs: number): Full {
  const isLate = queuedFromMs !== undefined && queuedFromMs > full.fullAtMs;
  return isLate && untilMs - queuedFromMs >= (untilMs - full.fullAtMs) / 2 ? { ...full, fullAtMs: queuedFromMs } : full;
}

/** What lasted after the rate fell inside the pulse; absent where it did not fall, or too late to tell. */
function lastingOf({ series, sureUntilMs, minRttMs: rttMs, pauses = [] }: PulseRecord): Slice | undefined {
  const untilMs = Math.min(sureUntilMs, lastMs(series) ?? 0);
  const decline = readDecline(series, rttMs, untilMs);
  if (decline === undefined || isBesidePause(decline.fellAtMs, pauses, rttMs)) return undefined;
  return lastingWindow(series, decline, rttMs, untilMs);
}

/** With so many pulses over warm connections a first one that met a policer's burst is known as such. */
const WARM_ENOUGH = 2;
/** So much faster than every later pulse is no moment of the link but a burst that a policer let through, */
const BURST_RATIO = 1.3;
/** if those agree, as behind a policer: of a link that moves one look in so many is the fastest by chance. */
const ALIKE_RATIO = 1.1;
/** What exceeds the planned window by no more than this may stay: its edges were chosen with care. */
const LONGER_RATIO = 1.25;

/** Whole bodies that come so much faster than pieces did, even while they ramp up, show that the device held the pieces down. */
const REFUTED_RATIO = 1.25;

/**
 * Pulses that a direction's rate is made from: all that filled the pipe, but a first one that was a policer's burst; harmed ones only
 * where there is no other, and those that did not fill the pipe only where none did. Of a link that moves (`moves`) each counts for the same time.
 */
export function choosePulses(all: readonly Counted[], moves = false): Counted[] {
  const counted = all.filter(isCredible);
  const lasting = counted.filter((pulse) => pulse.trust === 'lasting');
  if (lasting.length > 0) return lasting;
  const clean = counted.filter((pulse) => pulse.trust === 'clean');
  const warm = clean.filter((pulse) => !pulse.record.isCold);
  const warmMbps = warm.map(({ window }) => rateMbps(window));
  const fastestMbps = Math.max(...warmMbps);
  const isPoliced = warm.length >= WARM_ENOUGH && (!moves || fastestMbps <= ALIKE_RATIO * Math.min(...warmMbps));
  if (moves && !isPoliced && clean.length > 1) return clean.map(cutAlike);
  if (isPoliced)
    return clean.filter((pulse) => !pulse.record.isCold || rateMbps(pulse.window) <= BURST_RATIO * fastestMbps);
  if (clean.length > 0) return clean;
  const ramp = counted.filter((pulse) => pulse.trust === 'ramp');
  if (ramp.length > 0) return ramp;
  const unfilled = counted.filter((pulse) => pulse.trust === 'unfilled');
  const later = unfilled.filter((pulse) => !pulse.record.isRough);
  return later.length > 0 ? later : unfilled;
}

function isCredible({ record, window }: Counted, _: number, all: readonly Counted[]): boolean {
  if (record.isWhole) return true;
  return !all.some((other) => other.record.isWhole && rateMbps(other.window) > REFUTED_RATIO * rateMbps(window));
}

/** The pulse's window, no longer than is planned for a link that moves: a pulse goes on for longer when its rate falls. */
function cutAlike(pulse: Counted): Counted {
  const { fromMs, toMs } = pulse.window;
  const mostMs = movingWindowMs(pulse.record.minRttMs);
  if (toMs - fromMs <= LONGER_RATIO * mostMs) return pulse;
  const window = sliceBetween(pulse.series, fromMs, fromMs + mostMs);
  return window === undefined ? pulse : { ...pulse, window };
}

/** The time in which the second half of the bytes came, or more where they came at once: while a rate still grows it is the nearest to the full one. */
function latterHalf(series: Series, untilMs: number): Slice | undefined {
  const last = indexAt(series, untilMs);
  const halfBytes = (valueAt(series.bytes, 0) + valueAt(series.bytes, last)) / 2;
  const start = series.bytes.findIndex((bytes) => bytes >= halfBytes);
  return sliceOf(series, Math.max(0, Math.min(start, last - 1)), last);
}
