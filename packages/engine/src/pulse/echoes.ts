// Echoes under load: one log for the whole measurement, as an echo may come back after its pulse has ended.
import type { Direction } from '@i-speed/spec';
import type { Control, Echo } from '../control/connection.ts';
import type { Context } from '../phase/context.ts';
import { rateMbps, type Series, sliceBetween } from '../sample/series.ts';

export type EchoLog = {
  /** Echoes sent in [fromMs, toMs] that have come back, in the order in which they were sent. */
  sentBetween(fromMs: number, toMs: number): Echo[];
  /** Pings, at a pace that the rate of the moment allows, until the returned function is called. */
  run(direction: Direction, rateMbps: () => number | undefined): () => void;
  /** When the latest echo came back; absent before the first. */
  latestMs(): number | undefined;
  stop(): void;
};

/** Twenty a second: a pulse of half a second gives ten, and a queue shows after two. */
const PACE_MS = 50;
/** A ping, its answer and their acknowledgements are about 170 bytes each way; they may take 1 % of a slow link. */
const ECHO_BITS = 170 * 8;
const ECHO_SHARE = 0.01;
/** Never slower than this, or a pulse would have no echo at all. */
const SLOWEST_PACE_MS = 400;

/** Time between echoes on a link of this rate, ms; absent rate means unknown. */
export function echoPaceMs(rateMbps: number | undefined): number {
  if (rateMbps === undefined) return PACE_MS;
  return Math.min(SLOWEST_PACE_MS, Math.max(PACE_MS, ECHO_BITS / (ECHO_SHARE * rateMbps * 1000)));
}

/** The rate that paces echoes: of what arrived since `sinceMs`, or of all of it where counts come so rarely that none is recent; absent before two have come. */
export function paceMbps(series: Series, sinceMs: number, nowMs: number): number | undefined {
  const slice = sliceBetween(series, sinceMs, nowMs) ?? sliceBetween(series, Number.NEGATIVE_INFINITY, nowMs);
  return slice && rateMbps(slice);
}

/** Starts to log the echoes of a control connection. */
export function logEchoes(context: Context, control: Control): EchoLog {
  const echoes: Echo[] = [];
  let running: Direction | undefined;
  let latestMs: number | undefined;
  const quiet = control.onEcho((echo) => {
    echoes.push(echo);
    latestMs = echo.sentMs + echo.rttMs;
    if (running === undefined) return;
    const atMs = context.sinceStartMs(echo.sentMs + echo.rttMs);
    context.emit({ type: 'echo', load: running, rttMs: echo.rttMs, atMs });
  });
  return {
    sentBetween: (fromMs, toMs) =>
      echoes.filter((echo) => echo.sentMs >= fromMs && echo.sentMs <= toMs).sort((a, b) => a.seq - b.seq),
    run(direction, rateMbps) {
      running = direction;
      let timer: ReturnType<typeof setTimeout>;
      const ping = () => {
        control.ping();
        timer = setTimeout(ping, echoPaceMs(rateMbps()));
      };
      ping();
      return () => {
        running = undefined;
        clearTimeout(timer);
      };
    },
    latestMs: () => latestMs,
    stop: quiet,
  };
}
