// What the dial and the line above it show at each moment of a measurement.
import type { Phase } from '@i-speed/engine';
import type { Direction } from '@i-speed/spec';
import { formatRate } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MeasureRun } from './run.svelte.ts';

const phaseWord: Record<Phase, () => string> = {
  ticket: m.phase_ticket,
  point: m.phase_point,
  idle: m.phase_idle,
  pulses: m.phase_pulses,
  wait: m.phase_wait,
  ipv6: m.phase_ipv6,
  receipt: m.phase_receipt,
  done: m.phase_done,
};

/** What is being done, down to the direction of the present burst. */
export function phaseText({ phase, active }: MeasureRun): string {
  if (phase !== 'pulses' || active === undefined) return phaseWord[phase]();
  return active === 'download' ? m.phase_download() : m.phase_upload();
}

/** The same for ears: bursts follow each other too quickly to be told one by one. */
export function spokenPhase({ phase }: MeasureRun): string {
  return phase === 'idle' || phase === 'pulses' ? phaseWord[phase]() : '';
}

/** Where the dial's hand stands: at the momentary rate while payload flows, then at the settled download. */
export function dialHand({ phase, active, momentaryMbps, settled }: MeasureRun): {
  mbps: number;
  direction?: Direction;
} {
  if (active === undefined) return { mbps: 0 };
  if (phase !== 'pulses' && settled.download) return { mbps: settled.download.mbps, direction: 'download' };
  return { mbps: momentaryMbps, direction: active };
}

/** The large figure: round trips before payload flows, then what the hand shows. */
export function dialFigure(run: MeasureRun): { figure: string; unit: string } {
  if (run.active !== undefined) return formatRate(dialHand(run).mbps);
  if (run.idleMs === undefined) return { figure: '…', unit: '' };
  return { figure: String(Math.max(1, Math.round(run.idleMs))), unit: 'ms' };
}
