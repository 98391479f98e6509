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
  expect(summariseLoaded([{ rttMs: [30, 10, 20], windowMs: 500 }])).toEqual({ medianMs: 20, n: 3 });
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

test('one echo under load is no latency under load', () => {
  expect(summariseLoaded([{ rttMs: [30], windowMs: 500 }])).toBeUndefined();
});

test('quantiles interpolate between order statistics', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 4, 5], share))).toEqual([1, 2, 3, 5]);
  expect(quantile([1, 2], 0.75)).toBe(1.75);
});
