// Tells from arrivals when the pipe became full: from there on more sending brings no more receiving.
import { findSilence, judgeSilence } from '../sample/repair.ts';
import { cutRounds, nextRound } from '../sample/rounds.ts';
import { bytesBy, indexFrom, lastMs, rateMbps, type Series, sliceOf, valueAt } from '../sample/series.ts';

export type RampInput = {
  /** Smallest round trip known, ms; a round lasts at least this long, as TCP changes its window once per round trip. */
  rttMs: number;
  /** Instant from which echoes show a standing queue, the surest sign of a full pipe; absent while they show none. */
  queuedFromMs?: number | undefined;
  /** The rate as known from earlier pulses, 10^6 bit/s: a warm connection may reach it at once. */
  knownMbps?: number | undefined;
  /** Only what came after this instant can show that the pipe is full: connections were added then. */
  sinceMs?: number | undefined;
};

export type Full = {
  /** Instant from which the pipe is taken as full: the end of the last round that still grew. */
  fullAtMs: number;
  /** Rate of the flat rounds seen until that became known, 10^6 bit/s. */
  rateMbps: number;
};

export type Ramp = {
  /** Absent while the pipe does not show to be full. */
  full?: Full;
  /** Rounds without growth at the end of what was looked at. */
  flatRounds: number;
  /** When TCP last repaired a loss though no queue stood: such losses are the path's own; absent when it never did. */
  lossAtMs?: number;
  /** When arrivals last grew; absent before the first round. */
  grewAtMs?: number;
};

/** Below this a round holds too few timer ticks and wake-ups of a phone's radio to be compared. */
const ROUND_MIN_MS = 50;
/** Slow start doubles per round trip and BBR's start-up grows by 1.25 at the least (BBR draft: full after rounds under 1.25). */
const GROWTH = 1.25;
/** With a queue two flat rounds prove enough. */
const FLAT_ROUNDS_WITH_QUEUE = 2;
/** Without one TCP may only be growing slowly, as after a loss: four rounds (BBR takes three), and as long as a window. */
const FLAT_ROUNDS = 4;
const FLAT_MS = 400;
/** A burst of losses while a queue stands proves a full pipe too, if this much flow before it gives the rate. */
const FLOW_MIN_MS = 50;

/** Length of a comparison round on a path with this round trip, ms. */
export function roundLengthMs(rttMs: number): number {
  return Math.max(ROUND_MIN_MS, rttMs);
}

/** How far the ramp has come. Rounds are looked at in their order, so arrivals well behind never change an answer. */
export function readRamp(series: Series, input: RampInput): Ramp {
  const { rttMs, knownMbps, queuedFromMs = Number.POSITIVE_INFINITY, sinceMs = Number.NEGATIVE_INFINITY } = input;
  const warm = knownMbps === undefined ? undefined : reachKnown(series, knownMbps, rttMs);
  if (warm !== undefined) return { full: warm, flatRounds: 0, grewAtMs: warm.fullAtMs };
  let slope = 0;
  let grewUntil = 0;
  let flatRounds = 0;
  let lossAtMs: number | undefined;
  const told = (): Ramp => ({
    flatRounds,
    ...(slope > 0 && { grewAtMs: valueAt(series.tMs, grewUntil) }),
    ...(lossAtMs !== undefined && { lossAtMs }),
  });
  const proven = (last: number): Ramp => {
    // What came before the queue may still have grown slowly; but a moment of flow alone gives no rate.
    const queued = Math.max(grewUntil, indexFrom(series, queuedFromMs));
    const late = sliceOf(series, queued, last);
    const flat = late !== undefined && late.toMs - late.fromMs >= FLOW_MIN_MS ? late : sliceOf(series, grewUntil, last);
    return flat === undefined ? told() : { ...told(), full: { fullAtMs: flat.fromMs, rateMbps: rateMbps(flat) } };
  };
  let start = 0;
  for (;;) {
    const round = nextRound(series, start, roundLengthMs(rttMs));
    if (round === undefined) return told();
    const silence = slope === 0 ? undefined : findSilence(series, round.first, round.last, rttMs);
    const repair = silence === undefined ? 'none' : judgeSilence(series, silence, slope, rttMs);
    if (repair !== 'none' && silence !== undefined) {
      // Overshoot: losses while a queue stands prove a full pipe, and what came since the queue stood gives its rate.
      const isProof = queuedFromMs + FLOW_MIN_MS <= valueAt(series.tMs, silence - 1);
      if (isProof) return repair === 'pending' ? told() : proven(silence - 1);
      if (repair !== 'pending' && isFlowing(series, silence - 1, rttMs)) lossAtMs = valueAt(series.tMs, silence);
    }
    start = round.last;
    const rate = round.bytes / (round.toMs - round.fromMs);
    const grew = rate >= GROWTH * slope;
    if (grew) slope = rate;
    if (grew || round.fromMs < sinceMs) {
      grewUntil = round.last;
      flatRounds = 0;
      continue;
    }
    flatRounds += 1;
    const flatMs = round.toMs - valueAt(series.tMs, grewUntil);
    const queued = queuedFromMs <= round.toMs && flatRounds >= FLAT_ROUNDS_WITH_QUEUE;
    if (queued || (flatRounds >= FLAT_ROUNDS && flatMs >= FLAT_MS)) return proven(round.last);
  }
}

/** Flow pauses for less than this share of a round trip; the first flights of slow start pause for nearly all of it. */
const FLOW_GAP_RTTS = 1 / 3;

/** True when arrivals came without such a pause for a round trip before the entry. */
function isFlowing(series: Series, entry: number, rttMs: number): boolean {
  const from = indexFrom(series, valueAt(series.tMs, entry) - rttMs);
  for (let index = from + 1; index <= entry; index += 1) {
    if (valueAt(series.tMs, index) - valueAt(series.tMs, index - 1) > FLOW_GAP_RTTS * rttMs) return false;
  }
  return from > 0;
}

/**
 * A warm connection sends at its old rate from the first byte; two short rounds near it, and then a round trip without a pause, or as
 * long as a round, for a point's counts come 10 ms apart.
 */
const WARM_ROUND_MS = 25;
const WARM_RATIO = 0.85;
const WARM_STEADY_RATIO = 0.5;
/** More than this is a policer's burst or a release, after which the rate shows, or a link that has changed. */
const WARM_MOST_RATIO = 1.5;

/** Full from the start at a rate known before; absent when arrivals do not reach it, or not yet for long enough. */
function reachKnown(series: Series, knownMbps: number, rttMs: number): Full | undefined {
  const rounds = cutRounds(series, WARM_ROUND_MS);
  const steadyMs = Math.max(rttMs, WARM_ROUND_MS);
  const isNear = (rate: number, least: number) => rate >= least * knownMbps && rate <= WARM_MOST_RATIO * knownMbps;
  for (const [number, round] of rounds.entries()) {
    const next = rounds[number + 1];
    const untilMs = round.toMs + steadyMs;
    if (next === undefined || untilMs > (lastMs(series) ?? 0)) return undefined;
    const following = (bytesBy(series, untilMs) - valueAt(series.bytes, round.last)) * 8;
    const isWarm = isNear(rateMbps(round), WARM_RATIO) && isNear(rateMbps(next), WARM_RATIO);
    if (!isWarm || !isNear(following / steadyMs / 1000, WARM_STEADY_RATIO)) continue;
    return { fullAtMs: round.toMs, rateMbps: knownMbps };
  }
  return undefined;
}
