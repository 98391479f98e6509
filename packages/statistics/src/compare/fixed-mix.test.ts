import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelBefore } from './fixed-mix.ts';

const level = fc.double({ min: 0.01, max: 1e5, noNaN: true });
const ratio = fc.double({ min: 0.01, max: 100, noNaN: true });
const wider = fc.double({ min: 1, max: 5, noNaN: true });

describe('the level before a change', () => {
  it('leads by the change to the level, and its interval by the change’s own', () => {
    fc.assert(
      fc.property(level, ratio, wider, wider, (now, factor, less, more) => {
        const interval = { low: factor / less, high: factor * more };
        const before = levelBefore(now, { ratio: factor, interval });
        expect(before.value * factor).toBeCloseTo(now, 6);
        expect((before.interval?.low ?? 0) * interval.high).toBeCloseTo(now, 6);
        expect((before.interval?.high ?? 0) * interval.low).toBeCloseTo(now, 6);
        expect(before.interval?.low).toBeLessThanOrEqual(before.value * (1 + 1e-12));
        expect(before.interval?.high).toBeGreaterThanOrEqual(before.value * (1 - 1e-12));
      }),
    );
  });
  it('has no interval where the change has none', () => {
    expect(levelBefore(60, { ratio: 1.2 })).toEqual({ value: 50 });
  });
});
