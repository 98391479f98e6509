// The calibration set: seeded windows on every kind of trace, rate, round trip and buffer the lab knows.
import {
  cellularTrace,
  type JudgedWindow,
  seededRandom,
  type TraceKind,
  traceKindNames,
  traceKinds,
  type Variability,
} from '../../testbed/src/link/index.ts';

export type Window = JudgedWindow & { kind: TraceKind; variability: Variability };

const RATES_MBPS = [2, 8, 25, 80] as const;
const RTTS_MS = [10, 40, 120] as const;
const QUEUES_MS = [50, 200, 600] as const;
const LENGTH_MS = 180_000;

/** `perKind` windows of each kind; the same seed gives the same windows, another seed other ones. */
export function windowsOf(seed: number, perKind: number, kinds: readonly TraceKind[] = traceKindNames): Window[] {
  const chance = seededRandom(seed, 'calibration');
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(chance.uniform() * list.length)] ?? list[0];
  return kinds.flatMap((kind) =>
    Array.from({ length: perKind }, (_, index) => {
      const delayMs = pick(RTTS_MS) / 2;
      const queueMs = pick(QUEUES_MS);
      const meanMbps = pick(RATES_MBPS);
      const path = (side: number, mbps: number) => ({
        rateMbps: cellularTrace(kind, seed * 100_003 + index * 2 + side, { meanMbps: mbps, durationMs: LENGTH_MS }),
        delayMs,
        queueMs,
      });
      const control = chance.uniform() < 0.5 ? ('bbr' as const) : ('cubic' as const);
      const link = { down: path(0, meanMbps), up: path(1, meanMbps / 3), congestion: { down: control } };
      // The truth is the minute that follows, so the measurement begins where a minute is left.
      const startMs = chance.uniform() * (LENGTH_MS - 80_000);
      return { link, startMs, kind, variability: traceKinds[kind].variability };
    }),
  );
}
