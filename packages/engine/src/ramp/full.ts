// Tells from arrivals alone when the pipe became full: from there on more sending brings no more receiving.
import { cutRounds } from '../sample/rounds.ts';
import { type Series, valueAt } from '../sample/series.ts';

export type RampInput = {
  /** Smallest round trip known, ms; a round lasts at least this long, as TCP changes its window once per round trip. */
  rttMs: number;
  /** True once echoes show a standing queue (see `queueShown`): then fewer flat rounds are asked for. */
  queueShown: boolean;
};

export type Full = {
  /** Instant from which the pipe is taken as full: the end of the last round that still grew. */
  fullAtMs: number;
  /** Instant at which that became known. */
  knownAtMs: number;
  /** Rate of the flat rounds seen until then, 10^6 bit/s. */
  rateMbps: number;
};

/** Below this a round holds too few timer ticks and wake-ups of a phone's radio to be compared. */
const ROUND_MIN_MS = 50;
/** Slow start doubles per round trip and BBR's start-up by 1.25 at the least (BBR draft: full after rounds under 1.25). */
const GROWTH = 1.25;
/** Flat rounds asked for, with a queue to prove it and without (BBR asks for three). */
const FLAT_ROUNDS_WITH_QUEUE = 2;
const FLAT_ROUNDS = 3;

/** Length of a comparison round on a path with this round trip, ms. */
export function roundLengthMs(rttMs: number): number {
  return Math.max(ROUND_MIN_MS, rttMs);
}

/**
 * The instant from which the pipe was full; absent while arrivals still grow. Looks at rounds in their order only, so more
 * arrivals never change an answer once given.
 */
export function detectFull(series: Series, input: RampInput): Full | undefined {
  const rounds = cutRounds(series, roundLengthMs(input.rttMs));
  const needed = input.queueShown ? FLAT_ROUNDS_WITH_QUEUE : FLAT_ROUNDS;
  let reference = 0;
  let flat = 0;
  let grewUntil = 0;
  for (const round of rounds) {
    const rate = round.bytes / (round.toMs - round.fromMs);
    if (rate >= GROWTH * reference) {
      reference = rate;
      grewUntil = round.last;
      flat = 0;
      continue;
    }
    flat += 1;
    if (flat < needed) continue;
    const fullAtMs = valueAt(series.tMs, grewUntil);
    const bytes = valueAt(series.bytes, round.last) - valueAt(series.bytes, grewUntil);
    return { fullAtMs, knownAtMs: round.toMs, rateMbps: (bytes * 8) / (round.toMs - fullAtMs) / 1000 };
  }
  return undefined;
}

/** A queue stands when echoes rise by this much over idle, whichever is more (science 7.3). */
const QUEUE_RISE_MS = 20;
const QUEUE_RISE_RATIO = 0.25;
const QUEUE_ECHOES = 2;

/** True when the last two echoes under load both stand clearly above the idle round trip. */
export function queueShown(idleMs: number, loadedMs: readonly number[]): boolean {
  const riseMs = Math.max(QUEUE_RISE_MS, QUEUE_RISE_RATIO * idleMs);
  const latest = loadedMs.slice(-QUEUE_ECHOES);
  return latest.length === QUEUE_ECHOES && latest.every((rttMs) => rttMs - idleMs >= riseMs);
}
