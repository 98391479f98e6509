import { describe, expect, it } from 'vitest';
import { classify, halfWidth } from './classify.ts';
import { OFFICIAL_SUFFICIENCY, sufficiency } from './sufficiency.ts';

const estimate = (value: number, half: number) => ({ value, interval: { low: value - half, high: value + half } });

describe('classes', () => {
  it('go by the relative half-width, limits included', () => {
    expect(classify(estimate(40, 8), 'relative')).toBe('A');
    expect(classify(estimate(40, 8.01), 'relative')).toBe('B');
    expect(classify(estimate(40, 12), 'relative')).toBe('B');
    expect(classify(estimate(40, 20), 'relative')).toBe('C');
    expect(classify(estimate(40, 20.1), 'relative')).toBeUndefined();
  });
  it('go by points for shares', () => {
    expect(classify(estimate(0.5, 0.1), 'points')).toBe('A');
    expect(classify(estimate(0.5, 0.21), 'points')).toBeUndefined();
  });
  it('do not exist without an interval or for a relative figure of 0', () => {
    expect(classify({ value: 40 }, 'relative')).toBeUndefined();
    expect(halfWidth({ value: 0, interval: { low: 0, high: 1 } }, 'relative')).toBeUndefined();
  });
});

describe('sufficiency', () => {
  it('asks 300 of a commune and unit, 100 of a province', () => {
    expect(OFFICIAL_SUFFICIENCY).toEqual({ commune: 300, unit: 300, province: 100 });
    expect(sufficiency(299, 300)).toEqual({
      countedMeasurements: 299,
      neededMeasurements: 300,
      isSufficient: false,
      missingMeasurements: 1,
    });
    expect(sufficiency(300, 300)).toMatchObject({ isSufficient: true, missingMeasurements: 0 });
  });
});
