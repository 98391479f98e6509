// What the dial and the line above it show at each moment of a measurement.
import type { Phase } from '@i-speed/engine';
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

/** The large figure: round trips before payload flows, then the momentary rate, at last the settled one. */
export function dialFigure(run: MeasureRun): { figure: string; unit: string } {
  const rate = run.phase === 'pulses' ? run.momentaryMbps : (run.settled.download?.mbps ?? run.momentaryMbps);
  if (run.active !== undefined) return formatRate(rate);
  if (run.idleMs === undefined) return { figure: '…', unit: '' };
  return { figure: String(Math.max(1, Math.round(run.idleMs))), unit: 'ms' };
}
