import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCdf } from '../distribution/binomial.ts';
import { intervalN } from './effective-n.ts';
import { geometricInterval } from './geometric-interval.ts';
import { skewedMeanInterval } from './mean-interval.ts';
import { medianInterval, medianRanks, stretchedMedianRanks } from './median-interval.ts';
import { wilsonInterval } from './wilson.ts';

describe('interval of the median', () => {
  it('holds the median with at least 95 %, and the next narrower pair of ranks would not', () => {
    for (let n = 6; n <= 400; n++) {
      const { lowRank = 0, highRank = 0 } = medianRanks(n) ?? {};
      expect(lowRank + highRank).toBe(n + 1);
      expect(1 - 2 * binomialCdf(lowRank - 1, n, 0.5)).toBeGreaterThanOrEqual(0.95);
      expect(1 - 2 * binomialCdf(lowRank, n, 0.5)).toBeLessThan(0.95);
    }
  });
  it('stretches the ranks of fewer independent values outwards', () => {
    expect(stretchedMedianRanks(40, 10)).toEqual({ lowRank: 7, highRank: 34 });
    expect(stretchedMedianRanks(10, 10)).toEqual(medianRanks(10));
    expect(stretchedMedianRanks(100, 5.9)).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 300 }), fc.double({ min: 6, max: 300, noNaN: true }), (values, worth) => {
        const wide = stretchedMedianRanks(values, Math.min(worth, values));
        const narrow = medianRanks(values);
        expect(wide?.lowRank).toBeLessThanOrEqual(narrow?.lowRank ?? 0);
        expect(wide?.lowRank).toBeGreaterThanOrEqual(1);
      }),
    );
  });
  it('is made of values of the sample', () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ low: 2, high: 9 });
    expect(medianInterval([1, 2, 3, 4, 5])).toBeUndefined();
  });
});

describe('interval of a share', () => {
  it("agrees with Wilson's formula by hand: 20 of 100", () => {
    // z^2 = 3.841459: centre (0.2 + 0.0192073) / 1.0384146, half (1.959964 / 1.0384146) sqrt(0.0016 + 0.0000960365).
    const interval = wilsonInterval(0.2, 100);
    expect(interval?.low).toBeCloseTo(0.1333669, 6);
    expect(interval?.high).toBeCloseTo(0.2888292, 6);
  });
  it('keeps inside 0 and 1, holds the share, and does not exist below six', () => {
    expect(wilsonInterval(0, 10)?.low).toBe(0);
    expect(wilsonInterval(1, 10)?.high).toBe(1);
    expect(wilsonInterval(0.5, 5.9)).toBeUndefined();
  });
});

describe('effective n of an interval', () => {
  it('is the effective n where each device gives one value', () => {
    expect(intervalN(30, 30, 30)).toBe(30);
  });
  it('is lowered for few devices by the ratio of t squared', () => {
    // t with 99 degrees 1.984217, with 9 degrees 2.262157.
    expect(intervalN(40, 100, 10)).toBeCloseTo(40 * (1.984217 / 2.262157) ** 2, 4);
    expect(intervalN(1, 5, 1)).toBeUndefined();
  });
});

describe('interval of a mean', () => {
  const evidence = { mean: 50, standardError: 5, skewness: 0, independent: 31 };
  it("is Student's where nothing leans (30 degrees: 2.042272)", () => {
    const interval = skewedMeanInterval(evidence);
    expect(interval?.low).toBeCloseTo(50 - 5 * 2.042272, 5);
    expect(interval?.high).toBeCloseTo(50 + 5 * 2.042272, 5);
  });
  it('leans as its sample does, mirrored for the mirrored lean', () => {
    const right = skewedMeanInterval({ ...evidence, skewness: 2 });
    const left = skewedMeanInterval({ ...evidence, skewness: -2 });
    expect((right?.high ?? 0) - 50).toBeGreaterThan(50 - (right?.low ?? 0));
    expect((right?.high ?? 0) - 50).toBeCloseTo(50 - (left?.low ?? 0), 9);
  });
  it('inverts the cubic that Hall gives', () => {
    const lean = 2 / Math.sqrt(31);
    const high = skewedMeanInterval({ ...evidence, skewness: 2 })?.high ?? 0;
    const t = (50 - high) / 5;
    expect(t + (lean * t * t) / 3 + (lean * lean * t ** 3) / 27 + lean / 6).toBeCloseTo(-2.042272, 5);
  });
  it('does not exist below six contributions', () => {
    expect(skewedMeanInterval({ ...evidence, independent: 5 })).toBeUndefined();
    expect(geometricInterval({ ...evidence, independent: 5 })).toBeUndefined();
  });
});
