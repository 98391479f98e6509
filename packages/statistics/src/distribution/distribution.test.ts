import { describe, expect, it } from 'vitest';
import { binomialCdf } from './binomial.ts';
import { logGamma } from './incomplete-beta.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { studentTCdf, studentTQuantile } from './student-t.ts';

describe('normal distribution', () => {
  it('agrees with printed tables', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021048517795, 14);
    expect(normalCdf(-6)).toBeCloseTo(9.865876450376981e-10, 22);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  });
  it('has a quantile that undoes its probability, both tails included', () => {
    for (const p of [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9]) {
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-10);
    }
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(() => normalQuantile(1.1)).toThrow(RangeError);
  });
});

describe("Student's t", () => {
  it('agrees with the closed forms for one and two degrees', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9999]) {
      expect(studentTQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 10);
      const x = 2 * p - 1;
      expect(studentTQuantile(p, 2) / (x * Math.sqrt(2 / (1 - x * x)))).toBeCloseTo(1, 10);
    }
  });
  it('agrees with printed tables and tends to the normal', () => {
    expect(studentTQuantile(0.975, 5)).toBeCloseTo(2.570582, 6);
    expect(studentTQuantile(0.975, 30)).toBeCloseTo(2.042272, 6);
    expect(studentTQuantile(0.025, 30)).toBeCloseTo(-2.042272, 6);
    expect(studentTQuantile(0.975, 1e8)).toBeCloseTo(1.959964, 6);
    expect(studentTCdf(0, 7)).toBe(0.5);
  });
  it('refuses what is not a probability inside (0, 1) or has no degrees', () => {
    expect(() => studentTQuantile(1, 5)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, 0)).toThrow(RangeError);
  });
});

describe('binomial distribution', () => {
  it('agrees with exact sums', () => {
    expect(binomialCdf(0, 6, 0.5)).toBeCloseTo(1 / 64, 14);
    expect(binomialCdf(1, 6, 0.5)).toBeCloseTo(7 / 64, 14);
    expect(binomialCdf(2, 3, 0.1)).toBeCloseTo(0.999, 14);
    expect(binomialCdf(-1, 6, 0.5)).toBe(0);
    expect(binomialCdf(6, 6, 0.5)).toBe(1);
  });
  it('rests on the logarithm of factorials', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  });
});
