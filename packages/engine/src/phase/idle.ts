// Phase 3: round trips while nothing else is on the link.
import type { IdleLatency } from '@i-speed/spec';
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

/** Idle latency; absent when no echo came back, with the failure told. */
export async function measureIdle(context: Context, control: Control): Promise<IdleLatency | undefined> {
  const echoes: Echo[] = [];
  const done = Promise.withResolvers<void>();
  const quiet = control.onEcho((echo) => {
    echoes.push(echo);
    context.emit({
      type: 'echo',
      load: 'idle',
      rttMs: echo.rttMs,
      atMs: context.sinceStartMs(echo.sentMs + echo.rttMs),
    });
    if (echoes.length === ECHOES) done.resolve();
  });
  const stop = AbortSignal.any([context.signal, control.ended]);
  for (let sent = 0; sent < ECHOES && !stop.aborted; sent += 1) {
    control.ping();
    await context.platform.sleep(SPACING_MS, stop);
  }
  await settledWithin(done.promise, LAST_MS, stop);
  quiet();
  if (echoes.length === 0) context.fail(idleFailure(context, control));
  return summariseIdle(echoes.sort((a, b) => a.seq - b.seq).map((echo) => echo.rttMs));
}

function idleFailure(context: Context, control: Control) {
  if (context.signal.aborted) return 'latency.aborted';
  return control.ended.aborted ? 'latency.lost' : 'latency.timeout';
}
