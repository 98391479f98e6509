// The engine's whole plan over the fluid model: pulses by turns, counted and stopped by the engine's own rules.
import {
  type Counted,
  capsOf,
  choosePulses,
  countPulse,
  type DirectionState,
  decideStop,
  type Estimate,
  estimateRate,
  planPulse,
} from '@i-speed/engine/rules';
import type { Direction, StopReason } from '@i-speed/spec';
import { type Ask, type MeasuringPolicy, type Seen, silence } from '../../testbed/src/link/index.ts';
import { EnginePulse } from './engine-pulse.ts';

/** Ticket, choice of the point and idle echoes take about this long before the first pulse. */
const BEFORE_MS = 1_500;
const MOST_CONNECTIONS = 6;

export type Outcome = { estimate: Estimate | undefined; stop: StopReason | undefined; isLasting: boolean };
export type EnginePolicy = MeasuringPolicy & { outcome(direction: Direction): Outcome };

type Progress = DirectionState & { counted: Counted[]; estimate?: Estimate | undefined; stop?: StopReason };

/** A fresh measurement with the standard profile. */
export function enginePolicy(): EnginePolicy {
  const directions: Record<Direction, Progress> = { download: begin(), upload: begin() };
  const caps = capsOf('standard');
  let rttMs = Number.POSITIVE_INFINITY;
  let running: { pulse: EnginePulse; direction: Direction } | undefined;
  const take = (direction: Direction, record: Parameters<typeof countPulse>[0], nowMs: number) => {
    const state = directions[direction];
    state.pulses += 1;
    state.connections = record.connections;
    state.usedBytes += record.series.bytes.at(-1) ?? 0;
    const counted = countPulse(record);
    if (counted !== undefined) state.counted.push(counted);
    if (counted !== undefined) state.seenMs ??= record.startMs;
    state.estimate = estimateRate(choosePulses(state.counted));
    state.rateMbps = state.estimate?.rateMbps;
    const verdict = decideStop({
      estimate: state.estimate,
      usedBytes: state.usedBytes,
      capBytes: caps[direction],
      elapsedMs: BEFORE_MS + nowMs,
      rttMs,
      leastPulses: 2,
      isLasting: choosePulses(state.counted).some(({ trust }) => trust === 'lasting'),
    });
    state.variable = verdict.variable;
    state.ended = verdict.stop !== undefined;
    if (verdict.stop !== undefined) state.stop = verdict.stop;
  };
  return {
    step(seen: Seen): Ask {
      rttMs = Math.min(rttMs, seen.rttMs);
      for (;;) {
        if (running === undefined) {
          const { nowMs } = seen;
          const plan = planPulse({
            shape: 'pulses',
            caps,
            rttMs,
            nowMs,
            mostConnections: MOST_CONNECTIONS,
            directions,
          });
          if (plan === undefined) return 'finish';
          if (plan.waitMs > 0) return { down: silence, up: silence };
          running = { pulse: new EnginePulse(plan, seen, rttMs), direction: plan.direction };
        }
        const { pulse, direction } = running;
        const { wish, record } = pulse.step(seen);
        if (record === undefined)
          return direction === 'download' ? { down: wish, up: silence } : { down: silence, up: wish };
        take(direction, record, seen.nowMs);
        running = undefined;
      }
    },
    outcome: (direction) => ({
      estimate: directions[direction].estimate,
      stop: directions[direction].stop,
      isLasting: choosePulses(directions[direction].counted).some(({ trust }) => trust === 'lasting'),
    }),
    result: () => ({
      downMbps: directions.download.estimate?.rateMbps,
      upMbps: directions.upload.estimate?.rateMbps,
    }),
  };
}

function begin(): Progress {
  return { ended: false, pulses: 0, usedBytes: 0, variable: false, counted: [] };
}
