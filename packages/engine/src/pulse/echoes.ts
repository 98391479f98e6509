// Echoes under load: one log for the whole measurement, as an echo may come back after its pulse has ended.
import type { Direction } from '@i-speed/spec';
import type { Control, Echo } from '../control/connection.ts';
import type { Context } from '../phase/context.ts';

export type EchoLog = {
  /** Round trips of echoes sent in [fromMs, toMs], in the order in which they were sent. */
  sentBetween(fromMs: number, toMs: number): number[];
  /** Pings at a pace until the returned function is called. */
  run(rateMbps: number | undefined, direction: Direction): () => void;
  stop(): void;
};

/** Ten a second (issue 2): a pulse of 0.6 s gives six. */
const PACE_MS = 100;
/** Where the link is known to carry it, twice as many. */
const FAST_PACE_MS = 50;
const FAST_MBPS = 5;
/** A ping, its answer and their acknowledgements are about 170 bytes each way; they may take 1 % of a slow link. */
const ECHO_BITS = 170 * 8;
const ECHO_SHARE = 0.01;

/** Time between echoes on a link of this rate, ms; absent rate means unknown. */
export function echoPaceMs(rateMbps: number | undefined): number {
  if (rateMbps === undefined) return PACE_MS;
  const slowestMs = ECHO_BITS / (ECHO_SHARE * rateMbps * 1000);
  return Math.max(rateMbps >= FAST_MBPS ? FAST_PACE_MS : PACE_MS, slowestMs);
}

/** Starts to log the echoes of a control connection. */
export function logEchoes(context: Context, control: Control): EchoLog {
  const echoes: Echo[] = [];
  let running: Direction | undefined;
  const quiet = control.onEcho((echo) => {
    echoes.push(echo);
    if (running === undefined) return;
    const atMs = context.sinceStartMs(echo.sentMs + echo.rttMs);
    context.emit({ type: 'echo', load: running, rttMs: echo.rttMs, atMs });
  });
  return {
    sentBetween: (fromMs, toMs) =>
      echoes
        .filter((echo) => echo.sentMs >= fromMs && echo.sentMs <= toMs)
        .sort((a, b) => a.seq - b.seq)
        .map((echo) => echo.rttMs),
    run(rateMbps, direction) {
      running = direction;
      control.ping();
      const timer = setInterval(() => control.ping(), echoPaceMs(rateMbps));
      return () => {
        running = undefined;
        clearInterval(timer);
      };
    },
    stop: quiet,
  };
}
