// Sums over the cells of two periods from which a change with the mix held fixed follows.
import type { Scale } from '../collapse/collapse.ts';

/** One value a device (the mean of its values; of their logarithms on the log scale), described over the devices of a cell. */
export interface CellMean {
  readonly devices: number;
  readonly mean: number;
  /** Sum of squared deviations of devices from the mean. */
  readonly squares: number;
}

/** Of two periods, with w the weight of a cell that both have: all that is kept of their cells. */
export interface MixSums {
  /** Cells that both periods have. */
  readonly cells: number;
  readonly devicesBefore: number;
  readonly devicesAfter: number;
  /** Devices of both periods in all cells, also of one period alone. */
  readonly devicesEverywhere: number;
  /** Sum of w, of w mean before and of w mean after. */
  readonly weight: number;
  readonly before: number;
  readonly after: number;
  /** Sum over both periods of squared deviations, relative to the cell's mean on the linear scale, and of devices less one. */
  readonly squares: number;
  readonly degrees: number;
  /** Sum of w^2 / devices, on the linear scale times the cell's mean squared. */
  readonly spreadBefore: number;
  readonly spreadAfter: number;
}

/** Each cell weighs its devices of both periods, or what is given; with given weights a cell without one is left out. */
export function mixSums(
  old: ReadonlyMap<string, CellMean>,
  now: ReadonlyMap<string, CellMean>,
  scale: Scale,
  weights?: ReadonlyMap<string, number>,
): MixSums {
  const devicesEverywhere = sumOf([...old.values(), ...now.values()], ({ devices }) => devices);
  const matched = [...old].flatMap(([cell, b]) => {
    const a = now.get(cell);
    const w = weights === undefined ? b.devices + (a?.devices ?? 0) : weights.get(cell);
    return a === undefined || w === undefined ? [] : [{ b, a, w }];
  });
  const relative = ({ squares, mean }: CellMean) => (scale === 'log' ? squares : squares / mean ** 2);
  const spread = (w: number, { devices, mean }: CellMean) => (w ** 2 / devices) * (scale === 'log' ? 1 : mean ** 2);
  return {
    cells: matched.length,
    devicesBefore: sumOf(matched, ({ b }) => b.devices),
    devicesAfter: sumOf(matched, ({ a }) => a.devices),
    devicesEverywhere,
    weight: sumOf(matched, ({ w }) => w),
    before: sumOf(matched, ({ b, w }) => w * b.mean),
    after: sumOf(matched, ({ a, w }) => w * a.mean),
    squares: sumOf(matched, ({ b, a }) => relative(b) + relative(a)),
    degrees: sumOf(matched, ({ b, a }) => b.devices + a.devices - 2),
    spreadBefore: sumOf(matched, ({ b, w }) => spread(w, b)),
    spreadAfter: sumOf(matched, ({ a, w }) => spread(w, a)),
  };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
