// Phase 3: round trips while nothing else is on the link.
import type { FailureCode, IdleLatency } from '@i-speed/spec';
import type { Control, Echo } from '../control/connection.ts';
import { summariseIdle } from '../latency/summary.ts';
import { settledWithin } from '../platform/sleep.ts';
import type { Context } from './context.ts';

/** At least 20, for a 95th percentile; two more, so that a lost one leaves enough. */
const ECHOES = 22;
/** 40 ms apart they take 0.9 s and load a link by 30 kbit/s; closer ones would meet in one slot of a phone's radio. */
const SPACING_MS = 40;
/** Time the last ones get to come back. */
const LAST_MS = 2_000;

/** So many answers tell an idle round trip well enough to know a queue by. */
const ENOUGH = 5;

export type Idle = {
  /** By the echoes that are back once all are sent: those still on their way are ahead of any load. Absent when none comes back. */
  soon: Promise<IdleLatency | undefined>;
  /** By all of them; absent when none came back. */
  all: Promise<IdleLatency | undefined>;
};

/** Measures idle latency. Over a long path a pulse need not wait for the last answers. */
export function measureIdle(context: Context, control: Pick<Control, 'ping' | 'onEcho' | 'ended'>): Idle {
  const echoes: Echo[] = [];
  const sent = new Set<number>();
  const enough = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const quiet = control.onEcho((echo) => {
    if (!sent.has(echo.seq)) return;
    echoes.push(echo);
    context.emit({
      type: 'echo',
      load: 'idle',
      rttMs: echo.rttMs,
      atMs: context.sinceStartMs(echo.sentMs + echo.rttMs),
    });
    if (echoes.length === ENOUGH) enough.resolve();
    if (echoes.length === ECHOES) done.resolve();
  });
  const stop = AbortSignal.any([context.signal, control.ended]);
  const summary = () => summariseIdle(echoes.toSorted((a, b) => a.seq - b.seq).map((echo) => echo.rttMs));
  const sending = (async () => {
    for (let number = 0; number < ECHOES && !stop.aborted; number += 1) {
      sent.add(control.ping());
      await context.platform.sleep(SPACING_MS, stop);
    }
  })();
  const wait = async (until: Promise<void>) => {
    await sending;
    await settledWithin(until, LAST_MS, stop);
  };
  return {
    soon: wait(enough.promise).then(summary),
    all: wait(done.promise).then(() => {
      quiet();
      return summary();
    }),
  };
}

/** Why no echo came back. */
export function idleFailure(context: Context, control: Control): FailureCode {
  if (context.signal.aborted) return 'latency.aborted';
  return control.ended.aborted ? 'latency.lost' : 'latency.timeout';
}
