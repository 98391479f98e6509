import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarse } from './row.ts';

test('the kept ends of an interval lie around it, each less than 0.8 % away', () => {
  const rate = fc.float({ min: Math.fround(0.01), max: 1e6, noNaN: true });
  fc.assert(
    fc.property(rate, (value) => {
      const low = coarse(value, 'low') ?? 0;
      const high = coarse(value, 'high') ?? 0;
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(value / low).toBeLessThan(1.008);
      expect(high / value).toBeLessThan(1.008);
    }),
  );
  expect([coarse(100, 'low'), coarse(100, 'high')]).toEqual([100, 100]);
  expect(coarse(undefined, 'low')).toBeUndefined();
});
