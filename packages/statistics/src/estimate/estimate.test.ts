import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../interval/wilson.ts';
import { estimateQuantity, meanShare, shareAtLeast } from './estimate.ts';

const oneEach = (values: readonly number[]) => values.map((value, d) => ({ device: String(d), value }));

describe('estimateQuantity', () => {
  it('labels mean, geometric mean and median apart', () => {
    const found = estimateQuantity(oneEach([1, 2, 4, 8, 16, 32, 64]), 'log');
    expect(found).toMatchObject({ values: 7, devices: 7, p10: 1.6 });
    expect(found.p20).toBeCloseTo(2.4, 12);
    expect(found.p90).toBeCloseTo(44.8, 12);
    expect(found.effectiveN).toBeCloseTo(7, 9);
    expect(found.mean?.value).toBeCloseTo(127 / 7, 9);
    expect(found.geometricMean?.value).toBeCloseTo(8, 9);
    expect(found.median).toEqual({ value: 8, interval: { low: 1, high: 64 } });
  });
  it('gives the t interval on logarithms for the geometric mean', () => {
    const half = (2.446912 * Math.LN2 * Math.sqrt(28 / 6)) / Math.sqrt(7);
    const { interval } = estimateQuantity(oneEach([1, 2, 4, 8, 16, 32, 64]), 'log').geometricMean ?? {};
    expect(interval?.low).toBeCloseTo(8 * Math.exp(-half), 5);
    expect(interval?.high).toBeCloseTo(8 * Math.exp(half), 4);
  });
  it('has no geometric mean on the linear scale, where 0 is a value', () => {
    const found = estimateQuantity(oneEach([0, 0, 1, 2, 3, 4]), 'linear');
    expect(found.geometricMean).toBeUndefined();
    expect(found.median?.value).toBe(1.5);
  });
  it('gives no interval where all values come from fewer than six devices', () => {
    const values = Array.from({ length: 30 }, (_, i) => ({ device: String(i % 3), value: 1 + i }));
    const found = estimateQuantity(values, 'log');
    expect(found).toMatchObject({ values: 30, devices: 3 });
    expect(found.mean?.interval).toBeUndefined();
    expect(found.geometricMean?.interval).toBeUndefined();
  });
  it('interpolates quantiles between order statistics, whatever the order of input', () => {
    const found = estimateQuantity(oneEach([11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10]), 'linear');
    expect(found).toMatchObject({ mean: { value: 6 }, median: { value: 6 }, p10: 2, p20: 3, p80: 9, p90: 10 });
  });
  it('gives the t interval of the mean where nothing leans, and reaches further where the long tail is', () => {
    const even = estimateQuantity(oneEach([1, 2, 3, 4, 5, 6, 7]), 'linear').mean?.interval;
    const half = 2.446912 * Math.sqrt(28 / 6 / 7);
    expect(even?.low).toBeCloseTo(4 - half, 5);
    expect(even?.high).toBeCloseTo(4 + half, 5);
    const { value, interval } = estimateQuantity(oneEach([1, 2, 3, 4, 5, 6, 7, 40]), 'linear').mean ?? {};
    const { low = Number.NaN, high = Number.NaN } = interval ?? {};
    expect(value).toBe(8.5);
    expect(high - 8.5).toBeGreaterThan(8.5 - low);
    expect(low).toBeGreaterThanOrEqual(0);
  });
  it('says nothing of no values', () => {
    expect(estimateQuantity([], 'log')).toEqual({ values: 0, devices: 0 });
  });
});

describe('shares', () => {
  it('count the values at the target itself and take Wilson on the devices', () => {
    const found = shareAtLeast(oneEach([10, 39.999, 40, 41, 100, 200, 10, 10, 10, 40]), 40);
    expect(found?.value).toBe(0.5);
    const reference = wilsonInterval(0.5, 10);
    expect(found?.effectiveN).toBeCloseTo(10, 9);
    expect(found?.interval?.low).toBeCloseTo(reference?.low ?? 0, 9);
  });
  it('fall back to the number of devices where all answer alike', () => {
    const found = shareAtLeast(oneEach([50, 60, 70, 80, 90, 100]), 40);
    expect(found).toMatchObject({ value: 1, effectiveN: 6 });
    expect(found?.interval).toEqual(wilsonInterval(1, 6));
  });
  it('are means of the shares of each device and week', () => {
    expect(meanShare(oneEach([0, 0.5, 1, 0, 0, 0]))?.value).toBe(0.25);
    expect(meanShare([])).toBeUndefined();
  });
});
