// Judges both directions after each pulse of either, for a link that moves usually moves both ways.
import type { Direction, StopReason } from '@i-speed/spec';
import { type Counted, choosePulses } from '../estimate/pulse.ts';
import { type Estimate, estimateRate } from '../estimate/rate.ts';
import type { Caps } from '../plan/caps.ts';
import type { DirectionState } from '../plan/pulses.ts';
import { firstMs, lastMs, type Series } from '../sample/series.ts';
import { decideStop } from './stop.ts';

/** A direction with what its rate is made from. */
export type Judged = DirectionState & {
  /** Every pulse that showed something; which of them count is chosen anew with each look. */
  counted: Counted[];
  estimate?: Estimate | undefined;
  /** Time for which its pulses have loaded the link, ms. */
  loadMs: number;
  /** Why it ended; absent while another pulse is wanted. */
  stop?: StopReason | undefined;
};

export type JudgeInput = {
  caps: Caps;
  elapsedMs: number;
  rttMs: number;
  /** Pulses asked for before the spread is believed; 1 for a flood. */
  leastPulses: number;
  /** True where a link that moves is worth its time: a standard measurement by pulses. Else bytes alone bound it, each direction by itself. */
  followsMoves: boolean;
};

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];

/** Estimate, verdict and stop of each direction that has been looked at, written into it (`estimateAnew` after its latest pulse comes first); a direction that failed stays as it is. */
export function judgeBoth(directions: Readonly<Record<Direction, Judged>>, input: JudgeInput): void {
  for (const direction of DIRECTIONS) {
    const state = directions[direction];
    if (state.pulses === 0 || state.stop === 'aborted') continue;
    const other = directions[direction === 'download' ? 'upload' : 'download'];
    const verdict = decideStop({
      ...input,
      estimate: state.estimate,
      usedBytes: state.usedBytes,
      capBytes: input.caps[direction],
      isLasting: isLasting(state),
      ...(input.followsMoves && { loadMs: state.loadMs, other: isTelling(other) ? other.estimate : undefined }),
    });
    state.variable = verdict.variable;
    state.isFollowed = verdict.isFollowed === true;
    state.ended = verdict.stop !== undefined;
    state.stop = verdict.stop;
  }
  for (const state of Object.values(directions)) estimateAnew(state);
}

/** The pulses that a direction's rate is made from. */
export function chosenPulses({ counted, isFollowed }: Judged): Counted[] {
  return choosePulses(counted, isFollowed === true);
}

/** Time from the first arrival of a pulse to its last, ms; 0 where nothing arrived. */
export function loadMsOf(series: Series): number {
  return (lastMs(series) ?? 0) - (firstMs(series) ?? 0);
}

/** The rate anew from the pulses that count. */
export function estimateAnew(state: Judged): void {
  state.estimate = estimateRate(chosenPulses(state));
  state.rateMbps = state.estimate?.rateMbps;
}

/** Whether its unevenness is the link's own: a ramp's or a repair's is not, and a bucket of tokens says nothing of the other way. */
function isTelling(state: Judged): boolean {
  return chosenPulses(state).every(({ trust }) => trust === 'clean');
}

function isLasting(state: Judged): boolean {
  return chosenPulses(state).some(({ trust }) => trust === 'lasting');
}
