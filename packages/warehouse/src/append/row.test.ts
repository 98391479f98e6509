import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEPS_PER_DOUBLING, stepsBetween } from './row.ts';

test('the kept ends of an interval lie around it, each less than 1.6 % further out', () => {
  const rate = fc.double({ min: 0.01, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(rate, fc.double({ min: 1, max: 100, noNaN: true }), (value, factor) => {
      const [low, high] = [value / factor, value * factor];
      const keptLow = value * 2 ** (-stepsBetween(low, value) / STEPS_PER_DOUBLING);
      const keptHigh = value * 2 ** (stepsBetween(value, high) / STEPS_PER_DOUBLING);
      const rounding = 1 + 1e-12;
      expect(keptLow).toBeLessThanOrEqual(low * rounding);
      expect(keptHigh * rounding).toBeGreaterThanOrEqual(high);
      expect(low / keptLow).toBeLessThan(1.016);
      expect(keptHigh / high).toBeLessThan(1.016);
    }),
  );
  expect([stepsBetween(100, 100), stepsBetween(50, 100), stepsBetween(0, 100)]).toEqual([0, 45, 65_535]);
});
