// The engine's whole plan over the fluid model: pulses by turns, counted and stopped by the engine's own rules.
import {
  capsOf,
  chosenPulses,
  countPulse,
  type Estimate,
  estimateAnew,
  type Judged,
  judgeBoth,
  loadMsOf,
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

/** A fresh measurement with the standard profile. */
export function enginePolicy(): EnginePolicy {
  const directions: Record<Direction, Judged> = { download: begin(), upload: begin() };
  const caps = capsOf('standard');
  let rttMs = Number.POSITIVE_INFINITY;
  let running: { pulse: EnginePulse; direction: Direction } | undefined;
  const take = (direction: Direction, record: Parameters<typeof countPulse>[0], nowMs: number) => {
    const state = directions[direction];
    state.pulses += 1;
    state.connections = record.connections;
    state.usedBytes += record.series.bytes.at(-1) ?? 0;
    state.loadMs += loadMsOf(record.series);
    const counted = countPulse(record);
    if (counted !== undefined) state.counted.push(counted);
    if (counted !== undefined) state.seenMs ??= record.startMs;
    estimateAnew(state);
    judgeBoth(directions, { caps, elapsedMs: BEFORE_MS + nowMs, rttMs, leastPulses: 2, followsMoves: true });
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
      isLasting: chosenPulses(directions[direction]).some(({ trust }) => trust === 'lasting'),
    }),
    result: () => ({
      downMbps: directions.download.estimate?.rateMbps,
      upMbps: directions.upload.estimate?.rateMbps,
    }),
  };
}

function begin(): Judged {
  return { ended: false, pulses: 0, usedBytes: 0, variable: false, loadMs: 0, counted: [] };
}
