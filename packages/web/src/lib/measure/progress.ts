// How far a measurement is, for a bar that only ever grows: nobody knows beforehand how many bursts a link will need.
import type { Phase } from '@i-speed/engine';

/** The share at which each phase begins. */
const BEGIN: Readonly<Record<Phase, number>> = {
  ticket: 0.02,
  point: 0.05,
  idle: 0.1,
  pulses: 0.18,
  wait: 0.18,
  ipv6: 0.9,
  receipt: 0.96,
  done: 1,
};
/** Usual time from the start until bursts begin, and the time in which the bar goes two thirds of what the bursts have left. */
const PULSES_AT_MS = 1_500;
const PACE_MS = 3_500;

/** Share done, 0 to 1, at `atMs` from the start; within the bursts it nears the next phase without ever reaching it. */
export function progressAt(phase: Phase, atMs: number): number {
  if (phase !== 'pulses' && phase !== 'wait') return BEGIN[phase];
  const spentMs = Math.max(0, atMs - PULSES_AT_MS);
  return BEGIN.pulses + (BEGIN.ipv6 - BEGIN.pulses) * (1 - Math.exp(-spentMs / PACE_MS));
}
