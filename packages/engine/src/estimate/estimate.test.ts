import { describe, expect, test } from 'vitest';
import { repaired, seriesOf } from '../../test/series.ts';
import { createSampler, rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { consistencyRatio } from './consistency.ts';
import { interval90 } from './interval.ts';
import { type CountedPulse, estimateRate } from './rate.ts';
import { unevennessRatio } from './unevenness.ts';
import { partLogs, pooledVariance, standardError, variance } from './variance.ts';
import { countedWindow } from './window.ts';

function whole(series: Series): CountedPulse {
  const window = sliceBetween(series, 0, Number.POSITIVE_INFINITY);
  if (window === undefined) throw new Error('the test made an empty series');
  return { series, window };
}

const steady = (rate: number, startMs = 0) => whole(seriesOf([{ rateMbps: rate, durationMs: 600 }], startMs));

describe('countedWindow', () => {
  const window = (series: Series, fullAtMs: number, sureUntilMs: number, rate: number, rttMs = 40) =>
    countedWindow(series, { full: { fullAtMs, rateMbps: rate }, sureUntilMs, rttMs });

  test('leaves out the ramp and what came after the pipe was surely full', () => {
    const series = seriesOf([
      { rateMbps: 5, durationMs: 100 },
      { rateMbps: 40, durationMs: 700 },
      { rateMbps: 4, durationMs: 300 },
    ]);
    const found = window(series, 100, 500, 40);
    expect(found && rateMbps(found)).toBeCloseTo(40, 0);
    expect(found?.fromMs).toBeCloseTo(100, -0.5);
    expect(found?.toMs).toBeCloseTo(500, -0.5);
  });

  test('keeps slow stretches before the stop: nothing is trimmed while the pipe was surely full', () => {
    const series = seriesOf([
      { rateMbps: 40, durationMs: 200 },
      { rateMbps: 8, durationMs: 200 },
      { rateMbps: 40, durationMs: 200 },
    ]);
    const found = window(series, 0, 600, 40);
    expect(found && rateMbps(found)).toBeCloseTo((40 * 400 + 8 * 200) / 600, 0);
  });

  test('sees through what TCP held back behind lost packets', () => {
    const series = repaired({ rateMbps: 40, beforeMs: 300, silenceMs: 60, afterMs: 300 });
    const found = window(series, 0, 600, 40);
    expect(found && rateMbps(found)).toBeCloseTo(40, 1);
    expect(found?.isHarmed).toBe(false);
  });

  test('a window that would end while bytes are held back ends before the silence', () => {
    // 300 ms of flow, silence to the end of the pulse, and the release after it: the last edge moves to what was released.
    const series = repaired({ rateMbps: 40, beforeMs: 300, silenceMs: 280, afterMs: 20 });
    const found = window(series, 0, 500, 40);
    expect(found && rateMbps(found)).toBeCloseTo(40, 1);
  });

  test('takes the longest run between repairs when TCP let the pipe run empty', () => {
    const before = seriesOf([{ rateMbps: 40, durationMs: 250 }]);
    const sampler = createSampler();
    before.tMs.forEach((atMs, index) => void sampler.reach(atMs, before.bytes[index] ?? 0));
    // Silence of 170 ms, then only 60 ms worth of bytes at once: 110 ms were lost to the repair.
    const released = (before.bytes.at(-1) ?? 0) + (40 * 1000 * 60) / 8;
    sampler.reach(420, released);
    const after = seriesOf([{ rateMbps: 40, durationMs: 200 }], 430);
    after.tMs.forEach((atMs, index) => void sampler.reach(atMs, released + (after.bytes[index] ?? 0)));
    const found = window(sampler.series, 0, 630, 40, 160);
    expect(found && rateMbps(found)).toBeCloseTo(40, 1);
    expect(found?.toMs).toBeLessThanOrEqual(250);
  });

  test('a run that is far faster than the whole is a burst, not the link, and does not count alone', () => {
    const burst = seriesOf([{ rateMbps: 100, durationMs: 150 }]);
    const sampler = createSampler();
    burst.tMs.forEach((atMs, index) => void sampler.reach(atMs, burst.bytes[index] ?? 0));
    const sent = burst.bytes.at(-1) ?? 0;
    sampler.reach(200, sent + (100 * 1000 * 45) / 8);
    const policed = seriesOf([{ rateMbps: 10, durationMs: 1000 }], 210);
    policed.tMs.forEach((atMs, index) => void sampler.reach(atMs, sent + 562_500 + (policed.bytes[index] ?? 0)));
    const found = window(sampler.series, 0, 1210, 100, 40);
    expect(found && rateMbps(found)).toBeLessThan(15);
  });

  test('is absent when nothing came while the pipe was full, or too little', () => {
    expect(window({ tMs: [], bytes: [] }, 0, 100, 10)).toBeUndefined();
    expect(window({ tMs: [5], bytes: [1] }, 0, 100, 10)).toBeUndefined();
    expect(window(seriesOf([{ rateMbps: 10, durationMs: 25 }]), 0, 100, 10)).toBeUndefined();
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

  test('the two parts of a steady window have equal logs of the rate, also where bytes were held back', () => {
    const { series, window } = steady(20);
    const held = whole(repaired({ rateMbps: 20, beforeMs: 250, silenceMs: 80, afterMs: 400 }));
    for (const logs of [partLogs(series, window), partLogs(held.series, held.window)]) {
      expect(logs.length).toBe(2);
      for (const log of logs) expect(log).toBeCloseTo(Math.log(20), 2);
    }
  });

  test('a window that changes its rate has parts that differ', () => {
    const { series, window } = whole(
      seriesOf([
        { rateMbps: 10, durationMs: 300 },
        { rateMbps: 30, durationMs: 300 },
      ]),
    );
    const [first = 0, second = 0] = partLogs(series, window);
    expect(second - first).toBeGreaterThan(Math.log(2));
  });

  test('the standard error shrinks the spread between pulses towards the spread inside them', () => {
    // k = 2: variance between (ln 2)^2 / 2; inside at the floor 0.0004; ((1 * between) + 2 * floor) / 3 / 2
    const between = Math.log(2) ** 2 / 2;
    expect(standardError([0, Math.log(2)], [])).toBeCloseTo(Math.sqrt((between + 2 * 0.0004) / 3 / 2), 12);
    // k = 1: what the parts show, or the floor
    expect(standardError([1], [[0, 0.2]])).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(standardError([1], [[1, 1]])).toBeCloseTo(0.02, 12);
    expect(standardError([1], [[]])).toBeUndefined();
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

  test('gives no interval without two parts or pulses, and no estimate without a pulse', () => {
    const short = whole(seriesOf([{ rateMbps: 0.1, durationMs: 250 }]));
    expect(estimateRate([short])).not.toHaveProperty('lowMbps');
    expect(estimateRate([])).toBeUndefined();
  });

  test('a link that stays as it is gets the narrowest interval', () => {
    const estimate = estimateRate([steady(20), steady(20, 2000)]);
    expect(estimate?.unevenness).toBeLessThan(0.015);
    expect(estimate?.lowMbps).toBeCloseTo((estimate?.rateMbps ?? 0) / Math.exp(0.0205), 9);
    expect(estimate?.highMbps).toBeCloseTo((estimate?.rateMbps ?? 0) * Math.exp(0.0205), 9);
  });
});

describe('unevennessRatio', () => {
  test('is how far slices stray from the rate, inside pulses and between them', () => {
    // 10 and 30 about 20, in halves of one pulse and in two pulses: half of 20 away, everywhere but where the halves meet.
    const inside = whole(
      seriesOf([
        { rateMbps: 10, durationMs: 500 },
        { rateMbps: 30, durationMs: 500 },
      ]),
    );
    expect(unevennessRatio([inside], 20)).toBeCloseTo(0.5, 1);
    expect(unevennessRatio([steady(10), steady(30, 2000)], 20)).toBeCloseTo(0.5, 9);
    expect(unevennessRatio([steady(20), steady(20, 2000)], 20)).toBeCloseTo(0, 9);
  });

  test('takes what TCP held back and then gave at once for the rate that it was', () => {
    const held = whole(repaired({ rateMbps: 20, beforeMs: 250, silenceMs: 80, afterMs: 400 }));
    expect(unevennessRatio([held], rateMbps(held.window))).toBeLessThan(0.05);
  });

  test('is absent where no window holds a slice', () => {
    expect(unevennessRatio([whole(seriesOf([{ rateMbps: 20, durationMs: 90 }]))], 20)).toBeUndefined();
    expect(unevennessRatio([], 20)).toBeUndefined();
  });
});

describe('interval90', () => {
  test('is symmetric on the logarithmic scale and never narrower than its floor', () => {
    const { lowMbps, highMbps } = interval90(10, { unevenness: 0, pulses: 2 });
    expect(lowMbps * highMbps).toBeCloseTo(100, 9);
    expect(highMbps).toBeCloseTo(10 * Math.exp(0.021), 9);
  });

  test('the floor leaves room for what the measurement itself sends beside its load', () => {
    const high = (rate: number) => Math.log(interval90(rate, { unevenness: 0, pulses: 2 }).highMbps / rate);
    expect(high(0.25)).toBeCloseTo(0.06, 9);
    expect(high(100)).toBeCloseTo(0.0201, 9);
    expect(high(0.001)).toBeCloseTo(1.02, 9);
  });

  test('takes the distance of its class of unevenness; one that is not known is taken as the worst', () => {
    expect(interval90(1, { unevenness: 0.02, pulses: 2 }).highMbps).toBeCloseTo(Math.exp(0.1384), 9);
    expect(interval90(1, { unevenness: 0.05, pulses: 6 }).highMbps).toBeCloseTo(Math.exp(0.5793), 9);
    expect(interval90(1, { unevenness: 3, pulses: 3 }).highMbps).toBeCloseTo(Math.exp(0.646), 9);
    expect(interval90(1, { pulses: 3 }).highMbps).toBeCloseTo(Math.exp(0.646), 9);
  });

  test('one pulse is a class of its own, however even', () => {
    expect(interval90(1, { unevenness: 0, pulses: 1 }).highMbps).toBeCloseTo(Math.exp(0.9106), 9);
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
