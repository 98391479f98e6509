import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisSteps } from './axis.ts';

describe('steps of an axis', () => {
  it('are round and reach the peak', () => {
    expect(axisSteps(38.5)).toEqual([20, 40]);
    expect(axisSteps(412)).toEqual([200, 400, 600]);
    expect(axisSteps(3)).toEqual([1, 2, 3]);
  });

  it('are one to three, and the last is at least the peak', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 100_000, noNaN: true }), (peak) => {
        const steps = axisSteps(peak);
        expect(steps.length).toBeGreaterThanOrEqual(1);
        expect(steps.length).toBeLessThanOrEqual(3);
        expect((steps.at(-1) ?? 0) * (1 + 1e-5)).toBeGreaterThanOrEqual(peak);
      }),
    );
  });
});
