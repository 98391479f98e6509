import { describe, expect, it } from 'vitest';
import { medianRanks } from '../interval/median-interval.ts';
import { summarise } from './summarise.ts';

describe('summarise', () => {
  it('gives nothing but the count for no values', () => {
    expect(summarise([])).toEqual({ n: 0 });
  });
  it('gives figures but no interval below six values', () => {
    expect(summarise([5, 1, 3])).toEqual({ n: 3, mean: 3, median: 3, p10: 1.4, p20: 1.8, p80: 4.2, p90: 4.6 });
  });
  it('interpolates quantiles between order statistics, whatever the order of input', () => {
    const summary = summarise([11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10]);
    expect(summary).toMatchObject({ n: 11, mean: 6, median: 6, p10: 2, p20: 3, p80: 9, p90: 10 });
  });
  it('bounds the median of six by its extremes: they hold it in 62 of 64 cases', () => {
    expect(summarise([6, 1, 5, 2, 4, 3]).medianInterval).toEqual({ low: 1, high: 6 });
  });
  it('is the t interval of the mean where nothing leans', () => {
    const interval = summarise([1, 2, 3, 4, 5, 6, 7]).meanInterval;
    const half = 2.446912 * Math.sqrt(28 / 6 / 7);
    expect(interval?.low).toBeCloseTo(4 - half, 5);
    expect(interval?.high).toBeCloseTo(4 + half, 5);
  });
  it('reaches further where the long tail is, and never below 0', () => {
    const leaning = summarise([1, 2, 3, 4, 5, 6, 7, 40]);
    expect(leaning.mean).toBe(8.5);
    const { low = Number.NaN, high = Number.NaN } = leaning.meanInterval ?? {};
    expect(high - 8.5).toBeGreaterThan(8.5 - low);
    expect(low).toBeGreaterThanOrEqual(0);
  });
  it('refuses what is no measurement', () => {
    expect(() => summarise([1, Number.NaN])).toThrow(RangeError);
    expect(() => summarise([-1])).toThrow(RangeError);
  });
});

describe('medianRanks', () => {
  it('agrees with printed tables', () => {
    expect(medianRanks(5)).toBeUndefined();
    expect(medianRanks(6)).toEqual({ lowRank: 1, highRank: 6 });
    expect(medianRanks(10)).toEqual({ lowRank: 2, highRank: 9 });
    expect(medianRanks(100)).toEqual({ lowRank: 40, highRank: 61 });
  });
});
