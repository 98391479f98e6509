import { describe, expect, it } from 'vitest';
import { normal, type Random, seeded } from '../../test/random.ts';
import { type CellValue, mixAdjustedChange, rawChange } from './change.ts';

/** So many devices of one cell, each with the same value. */
function flat(cell: string, devices: number, value: number, prefix = ''): CellValue[] {
  return Array.from({ length: devices }, (_, d) => ({ cell, device: `${prefix}${cell}${d}`, value }));
}

describe('mix-adjusted change', () => {
  const before = [...flat('4g', 80, 30), ...flat('5g', 20, 200)];
  const after = [...flat('4g', 40, 30, 'n'), ...flat('5g', 60, 200, 'n')];

  it('is none where only the mix moves, while the raw mean leaps', () => {
    expect(rawChange(before, after, 'linear')?.ratio).toBeCloseTo((40 * 30 + 60 * 200) / (80 * 30 + 20 * 200), 9);
    for (const scale of ['linear', 'log'] as const) {
      const adjusted = mixAdjustedChange(before, after, scale);
      expect(adjusted?.ratio).toBeCloseTo(1, 12);
      expect(adjusted).toMatchObject({ isShown: false, cells: 2, matchedShare: 1 });
    }
  });
  it('is the common factor where every cell grows alike, whatever the mix', () => {
    const grown = after.map((one) => ({ ...one, value: one.value * 1.1 }));
    expect(mixAdjustedChange(before, grown, 'linear')?.ratio).toBeCloseTo(1.1, 12);
    expect(mixAdjustedChange(before, grown, 'log')?.ratio).toBeCloseTo(1.1, 12);
  });
  it('weighs cells by their devices of both periods, or by given weights', () => {
    const grown = [...flat('4g', 40, 60), ...flat('5g', 60, 200)];
    // Weights 120 and 80 of 200.
    const linear = mixAdjustedChange(before, grown, 'linear');
    expect(linear?.ratio).toBeCloseTo((0.6 * 60 + 0.4 * 200) / (0.6 * 30 + 0.4 * 200), 12);
    const subscribers = new Map([['4g', 1]]);
    const given = mixAdjustedChange(before, grown, 'log', subscribers);
    expect(given?.ratio).toBeCloseTo(2, 12);
    expect(given).toMatchObject({ cells: 1, matchedShare: 0.6 });
  });
  it('leaves out cells of one period alone and says how much is matched', () => {
    const found = mixAdjustedChange([...before, ...flat('3g', 50, 5)], after, 'log');
    expect(found).toMatchObject({ cells: 2, matchedShare: 200 / 250, devicesBefore: 100, devicesAfter: 100 });
    expect(mixAdjustedChange(flat('3g', 9, 5), after, 'log')).toBeUndefined();
  });
});

/** Three cells of different level and share; each device has its own level, and values grow by `factor`. */
function population(
  random: Random,
  devices: number,
  shares: readonly number[],
  factor: number,
  prefix: string,
): CellValue[] {
  return Array.from({ length: devices }, (_, d) => {
    const draw = random();
    const cell = draw < (shares[0] ?? 0) ? 0 : draw < (shares[0] ?? 0) + (shares[1] ?? 0) ? 1 : 2;
    const value = ([10, 30, 150][cell] ?? 0) * factor * Math.exp(0.8 * normal(random));
    return { cell: String(cell), device: `${prefix}${d}`, value };
  });
}

describe('coverage of changes', () => {
  it('mix-adjusted intervals hold the true factor in 93 to 97 of 100 cases while the mix shifts; raw ones never', () => {
    const random = seeded(77);
    const runs = 1_000;
    const held = { log: 0, linear: 0, raw: 0 };
    for (let run = 0; run < runs; run++) {
      const before = population(random, 150, [0.6, 0.3, 0.1], 1, 'b');
      const after = population(random, 150, [0.2, 0.4, 0.4], 1.15, 'a');
      const holds = (interval: { low: number; high: number } | undefined) =>
        interval !== undefined && interval.low <= 1.15 && 1.15 <= interval.high;
      if (holds(mixAdjustedChange(before, after, 'log')?.interval)) held.log++;
      if (holds(mixAdjustedChange(before, after, 'linear')?.interval)) held.linear++;
      if (holds(rawChange(before, after, 'log')?.interval)) held.raw++;
    }
    expect(held.log / runs).toBeGreaterThan(0.93);
    expect(held.log / runs).toBeLessThan(0.97);
    expect(held.linear / runs).toBeGreaterThan(0.9);
    expect(held.linear / runs).toBeLessThan(0.98);
    expect(held.raw / runs).toBeLessThan(0.02);
  });
});
