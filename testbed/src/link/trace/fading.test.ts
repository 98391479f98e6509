import { describe, expect, it } from 'vitest';
import { fadingLevel } from './fading.ts';
import { slotMs } from './level.ts';

const hourMs = 3_600_000;

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** Lag correlation of the logs. */
function correlation(level: Float64Array, lag: number): number {
  const logs = Array.from(level, Math.log);
  const middle = mean(logs);
  const products = logs.slice(lag).map((value, i) => (value - middle) * ((logs[i] ?? 0) - middle));
  return mean(products) / mean(logs.map((value) => (value - middle) ** 2));
}

describe('fadingLevel', () => {
  it('has mean 1 and the asked coefficient of variation', () => {
    const level = fadingLevel(1, 4 * hourMs, [{ cv: 0.5, timeScaleMs: 1_000 }]);
    const average = mean(level);
    const cv = Math.sqrt(mean(level.map((value) => (value - average) ** 2))) / average;
    // 14,400 s at an integral scale of 1 s hold about 7,200 independent values: 0.5/sqrt(7200) = 0.6 % on the mean.
    expect(Math.abs(average - 1)).toBeLessThan(4 * 0.006);
    expect(Math.abs(cv - 0.5)).toBeLessThan(0.04);
  });

  it('forgets by the factor e over its time scale', () => {
    const level = fadingLevel(2, 4 * hourMs, [{ cv: 0.4, timeScaleMs: 2_000 }]);
    expect(correlation(level, 2_000 / slotMs)).toBeCloseTo(Math.exp(-1), 1);
    expect(Math.abs(correlation(level, 20_000 / slotMs))).toBeLessThan(0.1);
  });

  it('adds the log-variances of its scales', () => {
    const scales = [
      { cv: 0.3, timeScaleMs: 300 },
      { cv: 0.4, timeScaleMs: 3_000 },
    ];
    const logs = Array.from(fadingLevel(3, 4 * hourMs, scales), Math.log);
    const expected = Math.log(1.09) + Math.log(1.16);
    const middle = mean(logs);
    const variance = mean(logs.map((value) => (value - middle) ** 2));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.1);
    // A log-normal of mean 1 has a log-mean of minus half its log-variance.
    expect(middle).toBeCloseTo(-expected / 2, 1);
  });

  it('is the same for the same seed and another for another', () => {
    const scales = [{ cv: 0.3, timeScaleMs: 1_000 }];
    expect(fadingLevel(7, 60_000, scales)).toEqual(fadingLevel(7, 60_000, scales));
    expect(fadingLevel(7, 60_000, scales)).not.toEqual(fadingLevel(8, 60_000, scales));
  });
});
