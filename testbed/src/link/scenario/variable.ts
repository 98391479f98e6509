// Cellular links: one scenario for each kind of trace that moves. The truth is the minute that follows.
import { minuteTruthMbps } from '../fluid/judge.ts';
import type { PathSpec } from '../link-spec.ts';
import type { TraceKind } from '../trace/kinds.ts';
import { cellularTrace, traceKindNames, traceKinds } from '../trace/kinds.ts';
import type { ScenarioLine, Tolerance } from './scenario.ts';

const delayMs = 25;
/** LTE base stations hold from 200 ms to over a second of data; a quarter of a second is the low end. */
const queueMs = 250;

/** A trace with one step is a minute long, so that every minute has the step in it. */
const durationMs = (kind: TraceKind) => (kind.startsWith('step') ? 60_000 : 180_000);

/** Ninetieth percentile of the error of a 10 s flood on these kinds in the fluid model, rounded up: no single run may be worse. */
const tolerances: Readonly<Record<'moving' | 'wild', Tolerance>> = {
  moving: {
    belowRatio: 0.4,
    aboveRatio: 0.4,
    why: 'what 9 of 10 floods of 10 s achieve against the minute on such links',
  },
  wild: {
    belowRatio: 0.7,
    aboveRatio: 0.7,
    why: 'what 9 of 10 floods of 10 s achieve against the minute on such links',
  },
};

export const variable: readonly ScenarioLine[] = traceKindNames.flatMap((kind, i) => variableLine(kind, i));

function variableLine(kind: TraceKind, index: number): ScenarioLine[] {
  const { variability, about } = traceKinds[kind];
  if (variability === 'steady') return [];
  const path = (seed: number, meanMbps: number): PathSpec => ({
    rateMbps: cellularTrace(kind, seed, { meanMbps, durationMs: durationMs(kind) }),
    delayMs,
    queueMs,
  });
  const down = path(100 + index, 25);
  const up = path(200 + index, 10);
  return [
    {
      name: `cell-${kind}`,
      about: `25 and 10 Mbit/s on average; ${about}`,
      down,
      up,
      tolerance: tolerances[variability],
      downExpected: { payloadMbps: minuteTruthMbps(down, 4, 0), formula: 'mean of the first minute × 1448/1500' },
      upExpected: { payloadMbps: minuteTruthMbps(up, 4, 0), formula: 'mean of the first minute × 1448/1500' },
    },
  ];
}
