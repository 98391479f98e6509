import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { consistencyRatio } from './consistency.ts';
import { interval90 } from './interval.ts';
import { type CountedPulse, estimateRate } from './rate.ts';
import { batchLogs, pooledVariance, standardError, variance } from './variance.ts';
import { countedWindow } from './window.ts';

function whole(series: Series): CountedPulse {
  const window = sliceBetween(series, 0, Number.POSITIVE_INFINITY);
  if (window === undefined) throw new Error('the test made an empty series');
  return { series, window };
}

const steady = (rate: number, startMs = 0) => whole(seriesOf([{ rateMbps: rate, durationMs: 600 }], startMs));

describe('countedWindow', () => {
  test('leaves the ramp out and takes the drain in as long as it comes at the rate', () => {
    const series = seriesOf([
      { rateMbps: 5, durationMs: 100 },
      { rateMbps: 40, durationMs: 700 },
      { rateMbps: 4, durationMs: 300 },
    ]);
    const window = countedWindow(series, { fullAtMs: 100, sureUntilMs: 500 });
    // The last step kept may be slower by a quarter: 25 ms * 0.25 of 700 ms.
    expect(Math.abs((window ? rateMbps(window) : 0) / 40 - 1)).toBeLessThan((25 * 0.25) / 700);
    expect(window?.fromMs).toBeCloseTo(100, -0.5);
    // The drain is judged in steps of 25 ms: one may be lost at its end, or kept with up to 28 % of it beyond (0.72 + 0.28 / 10 = 0.75).
    expect(window?.toMs).toBeGreaterThan(800 - 26);
    expect(window?.toMs).toBeLessThanOrEqual(800 + 0.28 * 25);
  });

  test('keeps slow stretches before the stop: nothing is trimmed while the pipe was surely full', () => {
    const series = seriesOf([
      { rateMbps: 40, durationMs: 300 },
      { rateMbps: 8, durationMs: 300 },
    ]);
    const window = countedWindow(series, { fullAtMs: 0, sureUntilMs: 600 });
    expect(window && rateMbps(window)).toBeCloseTo(24, 0);
  });

  test('is absent when nothing came while the pipe was full', () => {
    expect(countedWindow({ tMs: [], bytes: [] }, { fullAtMs: 0, sureUntilMs: 100 })).toBeUndefined();
    expect(countedWindow({ tMs: [5], bytes: [1] }, { fullAtMs: 0, sureUntilMs: 100 })).toBeUndefined();
  });
});

describe('variance', () => {
  test('is unbiased, and absent for one value', () => {
    expect(variance([1, 3])).toBe(2);
    expect(variance([7])).toBeUndefined();
  });

  test('pools groups by their degrees of freedom', () => {
    // (2 * 1 + 8 * 1) / 2, the lone value adding nothing
    expect(pooledVariance([[1, 3], [0, 4], [9]])).toBe(5);
    expect(pooledVariance([[1], []])).toBeUndefined();
  });

  test('batches of a steady window have equal logs of the rate', () => {
    const { series, window } = steady(20);
    const logs = batchLogs(series, window);
    expect(logs.length).toBe(2);
    for (const log of logs) expect(log).toBeCloseTo(Math.log(20), 6);
  });

  test('the standard error shrinks the spread between pulses towards the spread inside them', () => {
    // k = 2: variance between (ln 2)^2 / 2; inside at the floor 0.0004; ((1 * between) + 2 * floor) / 3 / 2
    const between = Math.log(2) ** 2 / 2;
    expect(standardError([0, Math.log(2)], [])).toBeCloseTo(Math.sqrt((between + 2 * 0.0004) / 3 / 2), 12);
    expect(standardError([1], [[1, 1]])).toBeUndefined();
  });
});

describe('estimateRate', () => {
  test('is all bytes over all time', () => {
    const estimate = estimateRate([
      whole(seriesOf([{ rateMbps: 10, durationMs: 1000 }])),
      whole(seriesOf([{ rateMbps: 40, durationMs: 500 }], 2000)),
    ]);
    expect(estimate?.rateMbps).toBeCloseTo(20, 1);
    expect(estimate?.durationMs).toBeCloseTo(1500, -1);
    expect(estimate?.pulses).toBe(2);
  });

  test('gives no interval after one pulse and none at all after none', () => {
    expect(estimateRate([steady(20)])).not.toHaveProperty('lowMbps');
    expect(estimateRate([])).toBeUndefined();
  });

  test('a steady link gets the narrowest interval', () => {
    const estimate = estimateRate([steady(20), steady(20, 2000)]);
    // sigma = sqrt(2 * 0.0004 / 3 / 2) = 0.0115 -> factor exp(9.9 * 0.0115)
    const factor = Math.exp(9.9 * Math.sqrt((2 * 0.0004) / 3 / 2));
    expect(estimate?.lowMbps).toBeCloseTo((estimate?.rateMbps ?? 0) / factor, 2);
    expect(estimate?.highMbps).toBeCloseTo((estimate?.rateMbps ?? 0) * factor, 2);
  });
});

describe('interval90', () => {
  test('is symmetric on the logarithmic scale and never narrower than its floor', () => {
    const { lowMbps, highMbps } = interval90(10, 0);
    expect(lowMbps * highMbps).toBeCloseTo(100, 9);
    expect(highMbps).toBeCloseTo(10 * Math.exp(9.9 * 0.01), 9);
  });

  test('takes the multiplier of its class of variability', () => {
    expect(interval90(1, 0.05).highMbps).toBeCloseTo(Math.exp(5.7 * 0.05), 9);
    expect(interval90(1, 0.1).highMbps).toBeCloseTo(Math.exp(2.9 * 0.1), 9);
    expect(interval90(1, 0.5).highMbps).toBeCloseTo(Math.exp(2.3 * 0.5), 9);
  });
});

describe('consistencyRatio', () => {
  test('is the share of 100 ms slices above half the rate', () => {
    const pulse = whole(
      seriesOf([
        { rateMbps: 40, durationMs: 800 },
        { rateMbps: 4, durationMs: 210 },
      ]),
    );
    expect(consistencyRatio([pulse], 30)).toBeCloseTo(8 / 10, 9);
    expect(consistencyRatio([steady(20)], 20)).toBe(1);
    expect(consistencyRatio([], 20)).toBeUndefined();
  });
});
