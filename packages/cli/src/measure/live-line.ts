// One line on the terminal that tells what is being measured right now.
import type { MeasureEvent } from '@i-speed/engine';
import type { Direction } from '@i-speed/spec';
import type { Speech } from '../language/language.ts';

/** What the line shows; absent parts are not known yet. */
export type LiveState = {
  phase: string;
  rttMs?: number;
  momentaryMbps: Partial<Record<Direction, number>>;
  settledMbps: Partial<Record<Direction, number>>;
  usedBytes?: number;
};

export const startState: LiveState = { phase: 'ticket', momentaryMbps: {}, settledMbps: {} };

/** The state after an event. */
export function advance(state: LiveState, event: MeasureEvent): LiveState {
  switch (event.type) {
    case 'phase':
      return { ...state, phase: event.phase };
    case 'point':
      return { ...state, rttMs: event.minRttMs };
    case 'echo':
      return event.load === 'idle' ? { ...state, rttMs: Math.min(event.rttMs, state.rttMs ?? event.rttMs) } : state;
    case 'progress':
      return {
        ...state,
        usedBytes: event.usedBytes,
        momentaryMbps: { ...state.momentaryMbps, [event.direction]: event.momentaryMbps },
        settledMbps:
          event.settledMbps === undefined
            ? state.settledMbps
            : { ...state.settledMbps, [event.direction]: event.settledMbps },
      };
    default:
      return state;
  }
}

/** The line, cut to `columns` characters. */
export function describeState(state: LiveState, speech: Speech, columns: number): string {
  const parts = [speech.say(phaseKey(state.phase))];
  if (state.rttMs !== undefined) parts.push(`${speech.figure(state.rttMs)} ms`);
  for (const [direction, arrow] of [['download', '↓'] as const, ['upload', '↑'] as const]) {
    const rateMbps = state.momentaryMbps[direction] || state.settledMbps[direction];
    if (rateMbps !== undefined) parts.push(`${arrow} ${speech.figure(rateMbps)} Mbps`);
  }
  if (state.usedBytes !== undefined) parts.push(`${speech.figure(state.usedBytes / 1e6)} MB`);
  return [...parts.join(' · ')].slice(0, Math.max(0, columns - 1)).join('');
}

function phaseKey(phase: string) {
  switch (phase) {
    case 'ticket':
    case 'point':
      return 'phasePoint';
    case 'idle':
      return 'phaseIdle';
    case 'pulses':
      return 'phasePulses';
    case 'wait':
      return 'phaseWait';
    case 'ipv6':
      return 'phaseIpv6';
    default:
      return 'phaseReceipt';
  }
}
