// The kinds of variability the lab knows. Each is a pure function of a seed; what engines are calibrated and judged on.
import type { RateStep } from '../link-spec.ts';
import { handoverLevel, othersLevel, stepLevel, trainLevel } from './events.ts';
import { fadingLevel } from './fading.ts';
import type { Level } from './level.ts';
import { levelOf, product, toTrace } from './level.ts';

/** How far the level wanders: `steady` under 10 % about the mean, `moving` by tens of percent, `wild` by factors, with gaps. */
export type Variability = 'steady' | 'moving' | 'wild';

interface TraceKindShape {
  readonly variability: Variability;
  readonly about: string;
  readonly level: (seed: number, durationMs: number) => Level;
}

export const traceKinds = {
  flat: { variability: 'steady', about: 'nothing moves', level: (_, ms) => levelOf(ms, () => 1) },
  calm: {
    variability: 'steady',
    about: 'a good fixed line: 5 % about the mean, forgotten in 1 s',
    level: (seed, ms) => fadingLevel(seed, ms, [{ cv: 0.05, timeScaleMs: 1_000 }]),
  },
  ripple: {
    variability: 'steady',
    about: 'Wi-Fi in a quiet house: 10 % in 300 ms',
    level: (seed, ms) => fadingLevel(seed, ms, [{ cv: 0.1, timeScaleMs: 300 }]),
  },
  flutter: {
    variability: 'moving',
    about: 'fast fading of a still phone: 35 % in 400 ms',
    level: (seed, ms) => fadingLevel(seed, ms, [{ cv: 0.35, timeScaleMs: 400 }]),
  },
  walk: {
    variability: 'moving',
    about: 'on foot: 35 % in 3 s over 20 % in 300 ms',
    level: (seed, ms) =>
      fadingLevel(seed, ms, [
        { cv: 0.35, timeScaleMs: 3_000 },
        { cv: 0.2, timeScaleMs: 300 },
      ]),
  },
  drift: {
    variability: 'moving',
    about: 'a cell that fills and empties: 40 % in 20 s over 10 % in 500 ms',
    level: (seed, ms) =>
      fadingLevel(seed, ms, [
        { cv: 0.4, timeScaleMs: 20_000 },
        { cv: 0.1, timeScaleMs: 500 },
      ]),
  },
  neighbour: {
    variability: 'moving',
    about: 'somebody in the house watches video: 2 s on, 6 s off, leaving 60 %',
    level: (seed, ms) =>
      product(
        othersLevel(seed, ms, { leftRatio: 0.6, meanOnMs: 2_000, meanOffMs: 6_000 }),
        fadingLevel(seed, ms, [{ cv: 0.05, timeScaleMs: 1_000 }]),
      ),
  },
  crowd: {
    variability: 'moving',
    about: 'another bulk user in turns of 5 s, leaving 40 %',
    level: (seed, ms) =>
      product(
        othersLevel(seed, ms, { leftRatio: 0.4, meanOnMs: 5_000, meanOffMs: 5_000 }),
        fadingLevel(seed, ms, [{ cv: 0.2, timeScaleMs: 1_000 }]),
      ),
  },
  drive: {
    variability: 'wild',
    about: 'in a car: 70 % in 6 s over 40 % in 800 ms',
    level: (seed, ms) =>
      fadingLevel(seed, ms, [
        { cv: 0.7, timeScaleMs: 6_000 },
        { cv: 0.4, timeScaleMs: 800 },
      ]),
  },
  'step-down': {
    variability: 'wild',
    about: 'the rate falls to 0.3 of itself at some moment',
    level: (seed, ms) => product(stepLevel(seed, ms, 0.3), fadingLevel(seed, ms, [{ cv: 0.1, timeScaleMs: 1_000 }])),
  },
  'step-up': {
    variability: 'wild',
    about: 'the rate trebles at some moment',
    level: (seed, ms) => product(stepLevel(seed, ms, 3), fadingLevel(seed, ms, [{ cv: 0.1, timeScaleMs: 1_000 }])),
  },
  handover: {
    variability: 'wild',
    about: 'from cell to cell about every 20 s, each with a gap of 0.5 to 3 s',
    level: (seed, ms) =>
      product(handoverLevel(seed, ms, 20_000), fadingLevel(seed, ms, [{ cv: 0.3, timeScaleMs: 1_500 }])),
  },
  train: {
    variability: 'wild',
    about: 'past a mast every 40 s, a tunnel about every 60 s',
    level: (seed, ms) =>
      product(
        trainLevel(seed, ms, { passMs: 40_000, meanTunnelEveryMs: 60_000 }),
        fadingLevel(seed, ms, [{ cv: 0.35, timeScaleMs: 700 }]),
      ),
  },
} as const satisfies Record<string, TraceKindShape>;

export type TraceKind = keyof typeof traceKinds;

/** All kinds, the steady ones first. */
export const traceKindNames: readonly TraceKind[] = asKinds(Object.keys(traceKinds));

/** One trace: the kind's level times a mean rate (10^6 bit/s of IP packets), in steps of 100 ms or whole multiples. */
export function cellularTrace(
  kind: TraceKind,
  seed: number,
  { meanMbps, durationMs = 180_000 }: { meanMbps: number; durationMs?: number },
): RateStep[] {
  return toTrace(traceKinds[kind].level(seed, durationMs), meanMbps);
}

/** Guarantee: only called with the keys of `traceKinds`. */
function asKinds(keys: string[]): TraceKind[] {
  return keys as TraceKind[];
}
