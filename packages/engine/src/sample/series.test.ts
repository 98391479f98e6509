import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { bytesBy, createSampler, firstMs, indexAt, lastMs, rateMbps, sliceBetween } from './series.ts';

describe('sampler', () => {
  test('cumulates arrivals', () => {
    const sampler = createSampler();
    sampler.add(10, 100);
    sampler.add(20, 50);
    sampler.add(30, 25);
    expect(sampler.series).toEqual({ tMs: [10, 20, 30], bytes: [100, 150, 175] });
    expect(sampler.totalBytes).toBe(175);
  });

  test('merges arrivals within a millisecond into the later instant, but never into the first', () => {
    const sampler = createSampler();
    sampler.add(10, 1);
    sampler.add(10.3, 2);
    sampler.add(10.9, 4);
    sampler.add(11.5, 8);
    expect(sampler.series).toEqual({ tMs: [10, 10.9, 11.5], bytes: [1, 7, 15] });
  });

  test('takes an instant that runs backwards as the latest one seen', () => {
    const sampler = createSampler();
    sampler.add(10, 1);
    sampler.add(20, 1);
    sampler.add(15, 1);
    expect(sampler.series).toEqual({ tMs: [10, 20], bytes: [1, 3] });
  });

  test('takes totals as the point tells them and ignores those that do not rise', () => {
    const sampler = createSampler();
    sampler.reach(5, 100);
    sampler.reach(15, 100);
    sampler.reach(25, 300);
    expect(sampler.series).toEqual({ tMs: [5, 25], bytes: [100, 300] });
  });

  test('keeps a gigabit second under 2,000 entries', () => {
    const sampler = createSampler();
    for (let atMs = 0; atMs < 1000; atMs += 0.0116) sampler.add(atMs, 1448);
    expect(sampler.series.tMs.length).toBeLessThan(2000);
    expect(sampler.series.tMs.length).toBeGreaterThan(900);
  });
});

describe('reading a series', () => {
  const series = { tMs: [10, 20, 30, 40], bytes: [100, 200, 300, 400] };

  test('counts what had arrived by an instant', () => {
    expect([5, 10, 15, 40, 99].map((atMs) => bytesBy(series, atMs))).toEqual([0, 100, 100, 400, 400]);
    expect([5, 10, 39.9, 40].map((atMs) => indexAt(series, atMs))).toEqual([-1, 0, 2, 3]);
    expect([firstMs(series), lastMs(series)]).toEqual([10, 40]);
  });

  test('a slice reaches from arrival to arrival inside its bounds', () => {
    expect(sliceBetween(series, 12, 35)).toEqual({ fromMs: 20, toMs: 30, bytes: 100 });
    expect(sliceBetween(series, 10, 40)).toEqual({ fromMs: 10, toMs: 40, bytes: 300 });
    expect(sliceBetween(series, 0, 1000)).toEqual({ fromMs: 10, toMs: 40, bytes: 300 });
  });

  test('a slice with fewer than two arrivals is absent', () => {
    expect(sliceBetween(series, 12, 25)).toBeUndefined();
    expect(sliceBetween(series, 41, 99)).toBeUndefined();
    expect(sliceBetween({ tMs: [], bytes: [] }, 0, 99)).toBeUndefined();
  });

  test('the rate of any slice of steady packets is exact, even of few and large ones', () => {
    const chunky = seriesOf([{ rateMbps: 1, durationMs: 1500 }], 0, 16_384);
    const slice = sliceBetween(chunky, 100, 1400);
    expect(slice && rateMbps(slice)).toBeCloseTo(1, 9);
  });
});
