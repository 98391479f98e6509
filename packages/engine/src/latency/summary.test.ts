import { expect, test } from 'vitest';
import { quantile, summariseIdle, summariseLoaded } from './summary.ts';

test('idle latency: median, minimum and mean difference of consecutive round trips', () => {
  expect(summariseIdle([10, 14, 12, 11])).toEqual({ medianMs: 11.5, minMs: 10, jitterMs: 2.333, n: 4 });
});

test('PDV needs twenty round trips', () => {
  const rttMs = Array.from({ length: 21 }, (_, index) => 10 + index);
  expect(summariseIdle(rttMs)).toEqual({ medianMs: 20, minMs: 10, jitterMs: 1, pdv95Ms: 19, n: 21 });
  expect(summariseIdle(rttMs.slice(0, 19))).not.toHaveProperty('pdv95Ms');
});

test('one round trip has no jitter, none no latency', () => {
  expect(summariseIdle([7])).toEqual({ medianMs: 7, minMs: 7, n: 1 });
  expect(summariseIdle([])).toBeUndefined();
  expect(summariseLoaded([])).toBeUndefined();
});

test('loaded latency of one pulse: median, and the 95th percentile from twenty on', () => {
  expect(summariseLoaded([{ rttMs: [30, 28, 22, 24], windowMs: 500 }])).toEqual({ medianMs: 26, n: 4 });
  expect(summariseLoaded([{ rttMs: Array.from({ length: 21 }, (_, index) => index), windowMs: 500 }])).toEqual({
    medianMs: 10,
    p95Ms: 19,
    n: 21,
  });
});

test('of several pulses the medians count, by their windows, so that no single echo decides between two queues', () => {
  const pulses = [
    { rttMs: [120, 124, 125], windowMs: 600 },
    { rttMs: [], windowMs: 600 },
    { rttMs: [45], windowMs: 200 },
  ];
  expect(summariseLoaded(pulses)).toEqual({ medianMs: (3 * 124 + 45) / 4, n: 4 });
});

test('three echoes under load are no latency under load', () => {
  expect(
    summariseLoaded([
      { rttMs: [30, 31], windowMs: 500 },
      { rttMs: [32], windowMs: 500 },
    ]),
  ).toBeUndefined();
});

test('of a queue that stood for half of the time and not for the other no median is told', () => {
  const halves = [33, 34, 35, 36, 37, 38, 90, 91, 92, 93, 94, 95];
  expect(summariseLoaded([{ rttMs: halves, windowMs: 900 }])).toBeUndefined();
  // A quarter of the time leaves the median where it is.
  expect(summariseLoaded([{ rttMs: [...halves, 96, 97, 98, 99, 99, 99], windowMs: 900 }])).toMatchObject({
    medianMs: 92.5,
  });
});

test('quantiles interpolate between order statistics', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 4, 5], share))).toEqual([1, 2, 3, 5]);
  expect(quantile([1, 2], 0.75)).toBe(1.75);
});
