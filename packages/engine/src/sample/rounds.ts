// Cuts a series into rounds long enough to be compared: at least one round trip and a handful of packets each.
import { type Series, type Slice, sliceOf, valueAt } from './series.ts';

/** Six full packets: below that one packet more or less looks like growth. */
const ROUND_MIN_BYTES = 6 * 1448;

/** Entries of the series at which rounds end. */
export type Round = Slice & { first: number; last: number };

/**
 * Closed rounds from the entry `from` on, in order and without gaps. Each lasts at least `roundMs` and holds at least
 * `ROUND_MIN_BYTES`; the open rest at the end is left out. Adding arrivals to the series never changes a closed round.
 */
export function cutRounds(series: Series, roundMs: number, from = 0): Round[] {
  const rounds: Round[] = [];
  let first = from;
  for (let index = from + 1; index < series.tMs.length; index += 1) {
    const spanMs = valueAt(series.tMs, index) - valueAt(series.tMs, first);
    if (spanMs < roundMs) continue;
    const slice = sliceOf(series, first, index);
    if (slice === undefined || slice.bytes < ROUND_MIN_BYTES) continue;
    rounds.push({ ...slice, first, last: index });
    first = index;
  }
  return rounds;
}
