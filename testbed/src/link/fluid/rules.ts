// Reference rules to be beaten: what other projects' clients do, re-told from their published methods as policies.

import type { Wish } from './fluid-sender.ts';
import { silence } from './fluid-sender.ts';
import type { Ask, MeasuringPolicy, PolicyResult, Seen } from './run-policy.ts';

type Side = 'down' | 'up';

/** Measures one direction from beginning to end; `undefined` when it is done. */
interface Phase {
  step(seen: Seen, sideBytes: number): Wish | undefined;
  readonly mbps: number | undefined;
}

/** Download, silence until it has drained, then upload. */
function inTurn(down: Phase, up: Phase): MeasuringPolicy {
  const phases: [Side, Phase][] = [
    ['down', down],
    ['up', up],
  ];
  let quietSince: { atMs: number; bytes: number } | undefined;
  return {
    step(seen): Ask {
      for (;;) {
        const [side, phase] = phases[0] ?? [];
        if (!side || !phase) return 'finish';
        const bytes = bytesOf(seen, side);
        const wish = quietSince ? undefined : phase.step(seen, bytes);
        if (wish) return side === 'down' ? { down: wish, up: silence } : { down: silence, up: wish };
        if (quietSince?.bytes !== bytes) quietSince = { atMs: seen.nowMs, bytes };
        // Nothing has come for longer than a round trip: the pipe is empty.
        if (seen.nowMs - quietSince.atMs <= Math.min(1_000, 1.5 * seen.rttMs + 50))
          return { down: silence, up: silence };
        quietSince = undefined;
        phases.shift();
      }
    },
    result: (): PolicyResult => ({ downMbps: down.mbps, upMbps: up.mbps }),
  };
}

/**
 * ndt7: one connection, 10 s each way, all bytes over all the time since it was asked for, slow start included
 * (m-lab/ndt-server, `ndt7/spec`).
 */
export function floodRule({ durationMs = 10_000, connections = 1 } = {}): MeasuringPolicy {
  const phase = (): Phase => {
    let startMs: number | undefined;
    let last: { ms: number; bytes: number } | undefined;
    return {
      step({ nowMs }, bytes) {
        startMs ??= nowMs;
        last = { ms: nowMs - startMs, bytes };
        return last.ms < durationMs ? { connections } : undefined;
      },
      get mbps() {
        return last && last.ms > 0 ? rateMbps(last.bytes, last.ms) : undefined;
      },
    };
  };
  return inTurn(phase(), phase());
}

/**
 * LibreSpeed's page: 6 streams down, 3 up, 300 ms apart; the first 1.5 s (down) or 3 s (up) are not counted; at most 15 s, less
 * `min(400, 5·bytes per second / 100,000)` ms for each 200 ms that passed; times 1.06 (speedtest_worker.js of LibreSpeed's page).
 */
export function libreSpeedRule(): MeasuringPolicy {
  const phase = (streams: number, graceMs: number): Phase => {
    let startMs: number | undefined;
    let counted: { fromMs: number; fromBytes: number; bonusMs: number; nextTickMs: number } | undefined;
    let mbps: number | undefined;
    return {
      step({ nowMs }, bytes) {
        startMs ??= nowMs;
        const sinceMs = nowMs - startMs;
        const wish = { connections: Math.min(streams, 1 + Math.floor(sinceMs / 300)) };
        if (sinceMs < graceMs) return wish;
        counted ??= { fromMs: nowMs, fromBytes: bytes, bonusMs: 0, nextTickMs: nowMs + 200 };
        if (nowMs < counted.nextTickMs) return wish;
        counted.nextTickMs += 200;
        const ms = nowMs - counted.fromMs;
        const bytesPerS = ((bytes - counted.fromBytes) / ms) * 1e3;
        mbps = rateMbps(bytes - counted.fromBytes, ms) * 1.06;
        counted.bonusMs += Math.min(400, (5 * bytesPerS) / 1e5);
        return ms + counted.bonusMs > 15_000 ? undefined : wish;
      },
      get mbps() {
        return mbps;
      },
    };
  };
  return inTurn(phase(6, 1_500), phase(3, 3_000));
}

/** Sizes in bytes and how often each is asked for (cloudflare/speedtest, `defaultConfig.ts`). */
const ladders = {
  down: [
    [1e5, 10],
    [1e6, 8],
    [1e7, 6],
    [2.5e7, 4],
    [1e8, 3],
    [2.5e8, 2],
  ],
  up: [
    [1e5, 8],
    [1e6, 6],
    [1e7, 4],
    [2.5e7, 4],
    [5e7, 3],
  ],
} as const;

/**
 * Cloudflare's client: single requests one after another on one warm connection, of growing size; a direction ends after the
 * size whose fastest request took more than 1 s; the 90th percentile of the rates of requests that took 10 ms or more.
 */
export function cloudflareRule(): MeasuringPolicy {
  const phase = (ladder: readonly (readonly [number, number])[]): Phase => {
    const requests = ladder.flatMap(([bytes, times], rung) => Array.from({ length: times }, () => ({ bytes, rung })));
    const rates: number[] = [];
    let running: { startMs: number; untilBytes: number; bytes: number; rung: number } | undefined;
    let fastestMs = { rung: 0, ms: Infinity };
    return {
      step({ nowMs }, bytes) {
        if (running && bytes < running.untilBytes - 1) return { connections: 1, untilBytes: running.untilBytes };
        if (running) {
          const ms = nowMs - running.startMs;
          if (ms >= 10) rates.push(rateMbps(running.bytes, ms));
          fastestMs = {
            rung: running.rung,
            ms: Math.min(ms, fastestMs.rung === running.rung ? fastestMs.ms : Infinity),
          };
        }
        const next = requests.shift();
        if (!next || (next.rung !== fastestMs.rung && fastestMs.ms > 1_000)) return undefined;
        running = { startMs: nowMs, untilBytes: bytes + next.bytes, ...next };
        return { connections: 1, untilBytes: running.untilBytes };
      },
      get mbps() {
        return rates.length > 0 ? percentile(rates, 0.9) : undefined;
      },
    };
  };
  return inTurn(phase(ladders.down), phase(ladders.up));
}

function bytesOf(seen: Seen, side: Side): number {
  return side === 'down' ? seen.downBytes : seen.upBytes;
}

function rateMbps(bytes: number, ms: number): number {
  return (bytes * 8) / ms / 1e3;
}

/** Straight line between the order statistics, as Cloudflare's client computes it. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}
