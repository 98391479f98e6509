// Picks the stretch of a pulse in which the pipe was full: the only bytes and time a rate is made from.

import type { Pause } from '../pulse/pauses.ts';
import type { Full } from '../ramp/full.ts';
import { findResumption, findSilence, judgeSilence } from '../sample/repair.ts';
import { cutRounds } from '../sample/rounds.ts';
import { indexAt, indexFrom, lastMs, rateMbps, type Series, type Slice, sliceOf, valueAt } from '../sample/series.ts';
import { highestEntry, JUMP_FACTOR, JUMP_MS } from './touch.ts';

export type WindowInput = {
  /** From when the pipe was full (see `readRamp`). */
  full: Full;
  rttMs: number;
  /**
   * Until here it surely stayed full: what was sent before the pulse was told to end arrives until then. Later bytes are the
   * drain of queues and what was held back; they count as long as they keep up with the pulse's own rate.
   */
  sureUntilMs: number;
  /** When the client itself stood still: the pipe may have run empty then. */
  pauses?: readonly Pause[] | undefined;
};

/** A window; `isHarmed` when TCP repaired losses in it and no run without a repair was long enough to stand for it. */
export type CountedWindow = Slice & { isHarmed: boolean };

/** The window begins in the first third of the full time and ends in its last third or in the drain. */
const EDGE_SHARE = 1 / 3;
/** Edges as good as the best to within 0.2 % of the bytes are alike; then the longest window is taken. */
const ALIKE_RATIO = 0.002;
/** A window shorter than this, or than a round trip, holds too few packets, or only what was held back. */
const WINDOW_MIN_MS = 30;
/** The search is Newton's on a piecewise linear function: it ends after a few steps, this bounds it. */
const STEPS = 20;

/** A run between repairs counts alone if it is at least this long and smooth, which a run between random losses is not. */
const RUN_MIN_MS = 100;
const RUN_MIN_RTTS = 0.6;
const SMOOTH_MS = 25;
const SMOOTH_MIN = 0.6;
const SMOOTH_MAX = 1.4;
/** The whole counts if it comes this near to the run: then the repair cost nothing, and the longer window is the better one. */
const UNHARMED_RATIO = 0.98;
/** What a kernel kept for a client that stood still is read in less. */
const BACKLOG_MS = 50;
/** A repair costs no more than this; a whole that is slower still shows another rate, as behind a policer after its burst. */
const REPAIRED_RATIO = 0.6;

/**
 * The counted window of a pulse; absent when fewer than two arrivals came while the pipe was full. It is the whole time in which
 * the pipe was full, unless TCP let it run empty while it repaired a burst of losses (see sample/repair.ts), or the client while it
 * stood still: then the longest run without that.
 */
export function countedWindow(series: Series, input: WindowInput): CountedWindow | undefined {
  const whole = touchingSlice(series, input.full.fullAtMs, input.sureUntilMs);
  const pauses = pausesWithin(input);
  const runs = runsBetweenPauses(series, input, pauses);
  if (whole === undefined || spanMs(whole) < Math.max(WINDOW_MIN_MS, input.rttMs)) return undefined;
  if (runs.length < 2 && pauses.length === 0) return { ...whole, isHarmed: false };
  const undisturbed = runs
    .filter((run) => isUndisturbed(series, run, input.rttMs))
    .filter((run) => pauses.length > 0 || rateMbps(whole) >= REPAIRED_RATIO * rateMbps(run));
  const [first] = undisturbed;
  if (first === undefined) return { ...whole, isHarmed: true };
  const run = undisturbed.reduce((longest, one) => (spanMs(one) > spanMs(longest) ? one : longest), first);
  if (rateMbps(whole) >= UNHARMED_RATIO * rateMbps(run)) return { ...whole, isHarmed: false };
  const between = touchingSlice(series, run.fromMs, run.toMs, run.toMs);
  return between && { ...between, isHarmed: false };
}

function pausesWithin({ full, sureUntilMs, pauses = [] }: WindowInput): readonly Pause[] {
  return pauses.filter(({ fromMs, toMs }) => toMs > full.fullAtMs && fromMs < sureUntilMs);
}

/** Stretches of the full time in which neither the client stood still nor TCP repaired, in order; the whole of it without either. */
function runsBetweenPauses(
  series: Series,
  { full, sureUntilMs, rttMs }: WindowInput,
  pauses: readonly Pause[],
): readonly Slice[] {
  const slope = (full.rateMbps * 1000) / 8;
  const runs: Slice[] = [];
  const end = indexAt(series, sureUntilMs);
  let first = indexFrom(series, full.fullAtMs);
  for (const { fromMs, toMs } of pauses) {
    runs.push(...runsBetweenRepairs(series, first, Math.min(end, indexAt(series, fromMs)), slope, rttMs));
    first = Math.max(first, Math.min(end, findResumption(series, indexFrom(series, toMs + BACKLOG_MS), slope) ?? end));
  }
  return [...runs, ...runsBetweenRepairs(series, first, end, slope, rttMs)];
}

/** Stretches between repairs from entry `begin` to entry `end`. */
function runsBetweenRepairs(series: Series, begin: number, end: number, slope: number, rttMs: number): Slice[] {
  const runs: (Slice | undefined)[] = [];
  let first = begin;
  let from = begin;
  for (let silence = findSilence(series, from, end, rttMs); silence; silence = findSilence(series, from, end, rttMs)) {
    const repair = judgeSilence(series, silence, slope, rttMs);
    from = silence;
    if (repair === 'none' || repair === 'pending') continue;
    runs.push(sliceOf(series, first, repair.before));
    first = Math.min(end, repair.resumed ?? end);
    from = first;
  }
  return [...runs, sliceOf(series, first, end)].filter((run) => run !== undefined);
}

function isUndisturbed(series: Series, run: Slice, rttMs: number): boolean {
  if (spanMs(run) < Math.max(RUN_MIN_MS, RUN_MIN_RTTS * rttMs)) return false;
  const rate = rateMbps(run);
  return cutRounds(series, SMOOTH_MS, indexFrom(series, run.fromMs))
    .filter((round) => round.toMs <= run.toMs)
    .every((round) => rateMbps(round) >= SMOOTH_MIN * rate && rateMbps(round) <= SMOOTH_MAX * rate);
}

function spanMs(slice: Slice): number {
  return slice.toMs - slice.fromMs;
}

/** True when somewhere far more came at once than the stretch's rate brings: TCP had held it back. Without it the edges are where they are. */
function hasJump(series: Series, from: number, whole: Slice): boolean {
  const mostBytes = JUMP_FACTOR * JUMP_MS * (whole.bytes / spanMs(whole));
  let begin = from;
  for (let index = from + 1; index < series.tMs.length; index += 1) {
    while (begin < index - 1 && valueAt(series.tMs, index) - valueAt(series.tMs, begin + 1) > JUMP_MS) begin += 1;
    if (valueAt(series.bytes, index) - valueAt(series.bytes, begin) > mostBytes) return true;
  }
  return false;
}

/**
 * The slice whose edges are the arrivals in the first and in the last third at which least was held back (see touch.ts); the
 * rate between them is bytes over time. Where nothing was held back it is the whole stretch. What came after `sureUntilMs`, until `untilMs` at the most, may lengthen it.
 */
function touchingSlice(
  series: Series,
  fromMs: number,
  sureUntilMs: number,
  untilMs = Number.POSITIVE_INFINITY,
): Slice | undefined {
  const endMs = lastMs(series);
  if (endMs === undefined) return undefined;
  const from = indexFrom(series, fromMs);
  const to = indexAt(series, untilMs);
  const whole = sliceOf(series, from, indexAt(series, Math.min(endMs, sureUntilMs)));
  if (whole === undefined || !hasJump(series, from, whole)) return whole;
  const edgeMs = (whole.toMs - whole.fromMs) * EDGE_SHARE;
  const firstEnd = Math.max(from, indexAt(series, whole.fromMs + edgeMs));
  const lastBegin = Math.max(firstEnd + 1, indexAt(series, whole.toMs - edgeMs));
  const alikeBytes = ALIKE_RATIO * whole.bytes;
  let best = whole;
  for (let step = 0; step < STEPS; step += 1) {
    const slope = best.bytes / (best.toMs - best.fromMs);
    const first = highestEntry(series, from, firstEnd, slope, alikeBytes, 'earliest');
    const last = highestEntry(series, lastBegin, to, slope, alikeBytes, 'latest');
    const next = sliceOf(series, first, last);
    if (next === undefined || (next.fromMs === best.fromMs && next.toMs === best.toMs)) break;
    best = next;
  }
  return best;
}
