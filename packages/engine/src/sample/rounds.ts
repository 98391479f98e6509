// Cuts a series into rounds long enough to be compared: at least one round trip and a handful of packets each.
import { type Series, type Slice, sliceOf, valueAt } from './series.ts';

/** Six full packets: below that one packet more or less looks like growth. */
const ROUND_MIN_BYTES = 6 * 1448;

/** Entries of the series at which rounds end. */
export type Round = Slice & { first: number; last: number };

/**
 * The closed round that begins at entry `first`; absent when the series ends earlier. It lasts at least `roundMs` and holds at
 * least `ROUND_MIN_BYTES`, so adding arrivals to the series never changes it.
 */
export function nextRound(series: Series, first: number, roundMs: number): Round | undefined {
  for (let last = first + 1; last < series.tMs.length; last += 1) {
    if (valueAt(series.tMs, last) - valueAt(series.tMs, first) < roundMs) continue;
    const slice = sliceOf(series, first, last);
    if (slice !== undefined && slice.bytes >= ROUND_MIN_BYTES) return { ...slice, first, last };
  }
  return undefined;
}

/** All closed rounds from the entry `from` on, in order and without gaps; the open rest at the end is left out. */
export function cutRounds(series: Series, roundMs: number, from = 0): Round[] {
  const rounds: Round[] = [];
  for (let round = nextRound(series, from, roundMs); round; round = nextRound(series, round.last, roundMs)) {
    rounds.push(round);
  }
  return rounds;
}
