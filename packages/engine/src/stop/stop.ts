// Decides after each pulse whether a direction has been measured well enough, or as well as its limits allow.
import type { StopReason } from '@i-speed/spec';
import type { Estimate } from '../estimate/rate.ts';
import { budgetBytes } from '../plan/caps.ts';
import { movingWindowMs, pulseTimeMs, shortestPulseBytes } from '../plan/pulses.ts';

export type StopInput = {
  estimate: Estimate | undefined;
  usedBytes: number;
  capBytes: number;
  /** Time for which the direction has loaded the link, ms; absent where bytes bound a direction that moves. */
  loadMs?: number | undefined;
  /** What is known of the other direction; absent where that does not matter or tells nothing. */
  other?: Estimate | undefined;
  elapsedMs: number;
  rttMs: number;
  /** Pulses asked for before the spread is believed; 1 for a flood. */
  leastPulses: number;
  /** True when the estimate rests on what lasted after the rate fell inside a pulse. */
  isLasting: boolean;
};

export type Verdict = {
  /** Why the direction has ended; absent when another pulse is wanted. */
  stop?: StopReason;
  /** True when the rate moves too much, inside pulses or between them, for the steady budget. */
  variable: boolean;
  /** True when it is to be seen for its time, as it surely moves. */
  isFollowed?: boolean;
};

/** No pulse begins that could end later than this: a measurement takes at most 14 s, drain, IPv6 and receipt need the last ones. */
export const PULSES_END_MS = 12_800;
/** The rate should be known within 10 %, and so many standard errors are to fit into that (docs/method/measurement.md, "When it ends"). */
const EPSILON = 0.1;
const LAMBDA = 2;
/** A link whose slices stray by more than this from its rate moves, though two pulses may agree by chance (see unevenness.ts). */
const EVEN_RATIO = 0.09;
/**
 * A direction that strays by more than this, and not a quiet Wi-Fi, is followed and takes the other along, for two looks at a link that moves
 * agree by chance in a third of cases. A direction as even as a cable is not taken along.
 */
const SURELY_RATIO = 0.12;
const CABLE_RATIO = 0.015;
/**
 * A direction that moves may load the link for so long, for less than half of a ten-second flood's data. Time bounds it and not bytes, which
 * would end it early where it has turned slow.
 */
const MOVING_LOAD_MS = 4_400;

/** The verdict after the pulses so far. */
export function decideStop(input: StopInput): Verdict {
  const { estimate, usedBytes, capBytes, elapsedMs, rttMs } = input;
  if (input.isLasting) return { stop: 'converged', variable: false };
  const isTaken = estimate !== undefined && isTakenAlong(estimate, input.other);
  const unsettled = estimate !== undefined && (isMoving(estimate) || isTaken);
  const isFollowed = input.loadMs !== undefined && unsettled && (isTaken || surelyMoves(estimate));
  if (estimate !== undefined && estimate.pulses >= input.leastPulses && !unsettled) {
    return { stop: 'converged', variable: false };
  }
  const followed = isFollowed && { isFollowed };
  if (elapsedMs + pulseTimeMs(rttMs) > PULSES_END_MS) return { stop: 'time', variable: unsettled, ...followed };
  if (estimate === undefined) return usedBytes < capBytes ? { variable: false } : { stop: 'data', variable: false };
  if (isFollowed) {
    const isUsed = (input.loadMs ?? 0) + movingWindowMs(rttMs) > MOVING_LOAD_MS;
    const isCapped = usedBytes + shortestPulseBytes(estimate.rateMbps, rttMs) > capBytes;
    return { ...((isUsed || isCapped) && { stop: 'data' }), variable: true, ...followed };
  }
  // One pulse alone has no spread: a second may use the larger budget where a long ramp or its repairs took the smaller.
  const budget = budgetBytes(capBytes, estimate.rateMbps, unsettled || estimate.pulses < input.leastPulses);
  if (usedBytes + shortestPulseBytes(estimate.rateMbps, rttMs) > budget) return { stop: 'data', variable: unsettled };
  return { variable: unsettled };
}

function isTakenAlong({ unevenness = Number.POSITIVE_INFINITY }: Estimate, other: Estimate | undefined): boolean {
  if (other === undefined || unevenness < CABLE_RATIO) return false;
  return surelyMoves(other);
}

function surelyMoves({ unevenness = 0 }: Estimate): boolean {
  return unevenness > SURELY_RATIO;
}

function isMoving({ sigma = 0, unevenness = 0 }: Estimate): boolean {
  return LAMBDA * sigma > Math.log(1 + EPSILON) || unevenness > EVEN_RATIO;
}
