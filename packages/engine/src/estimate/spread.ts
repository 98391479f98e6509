// Gives back to its time what TCP held back behind a lost packet, so that a repair does not look like a link that moves.
import { findSilence } from '../sample/repair.ts';
import { indexAt, indexFrom, type Series, type Slice, valueAt } from '../sample/series.ts';
import { highestEntry, JUMP_FACTOR, JUMP_MS } from './touch.ts';

/** After a silence what it held back may come in several parts, hole by hole, for as long again and so many round trips. */
const RELEASE_RTTS = 3;
const BEFORE_MIN_MS = 100;

/**
 * The window's arrivals without those between the last moment at which nothing was held back (see touch.ts) and the end of the jump
 * with which it was handed over: joined by a line they are what the link carried. Arrivals that never jump stay as they are.
 */
export function spreadHeldBack(series: Series, window: Slice, rttMs?: number): Series {
  const first = indexFrom(series, window.fromMs);
  const last = indexAt(series, window.toMs);
  const slope = window.bytes / (window.toMs - window.fromMs);
  const tMs: number[] = [];
  const bytes: number[] = [];
  const keep = (from: number, to: number) => {
    for (let index = from; index <= to; index += 1) {
      tMs.push(valueAt(series.tMs, index));
      bytes.push(valueAt(series.bytes, index));
    }
  };
  let kept = first;
  for (let index = first + 1; index <= last; index += 1) {
    const isSilence = rttMs !== undefined && findSilence(series, index - 1, index, rttMs) !== undefined;
    const begin = isSilence ? index - 1 : jumpInto(series, index, slope);
    if (begin === undefined) continue;
    let end = index;
    if (isSilence) {
      const silentMs = valueAt(series.tMs, index) - valueAt(series.tMs, begin);
      const until = Math.min(last, indexAt(series, valueAt(series.tMs, index) + silentMs + RELEASE_RTTS * rttMs));
      end = highestEntry(series, index, Math.max(index, until), slopeBefore(series, kept, begin, slope), 0, 'earliest');
    }
    while (end < last && jumpInto(series, end + 1, slope) !== undefined) end += 1;
    keep(kept, highestEntry(series, kept, Math.max(kept, begin), slope, 0, 'latest'));
    kept = end;
    index = end;
  }
  keep(kept, last);
  return { tMs, bytes };
}

/** Bytes per ms before a silence, which its release exceeds and a link that paused does not; the window's own where that is too short. */
function slopeBefore(series: Series, from: number, to: number, slope: number): number {
  const spanMs = valueAt(series.tMs, to) - valueAt(series.tMs, from);
  if (spanMs < BEFORE_MIN_MS) return slope;
  return Math.max(slope, (valueAt(series.bytes, to) - valueAt(series.bytes, from)) / spanMs);
}

/** The last entry before the jump that ends with the given one; absent when it ends none. */
function jumpInto(series: Series, index: number, slope: number): number | undefined {
  const begin = Math.max(0, indexFrom(series, valueAt(series.tMs, index) - JUMP_MS) - 1);
  const jumpBytes = valueAt(series.bytes, index) - valueAt(series.bytes, begin);
  return jumpBytes > JUMP_FACTOR * JUMP_MS * slope ? begin : undefined;
}
