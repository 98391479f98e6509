import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { carriedSeries, segmentBytesOf, wereHeldBack } from './carried.ts';
import { bytesBy } from './series.ts';

const steady = seriesOf([{ rateMbps: 20, durationMs: 600 }]);
/** The same link, whose TCP waits for a lost packet from 100 ms on and hands over at 180 ms what had come meanwhile. */
const repaired = seriesOf([
  { rateMbps: 20, durationMs: 100 },
  { rateMbps: 0, durationMs: 80 },
  { rateMbps: 1_600, durationMs: 1 },
  { rateMbps: 20, durationMs: 419 },
]);

test('segments become payload on the client’s clock', () => {
  const samples: [number, number][] = [
    [1_000, 0],
    [1_010, 20],
    [1_020, 40],
  ];
  const series = carriedSeries(samples, 1_400, 900);
  expect(series).toEqual({ tMs: [110, 120], bytes: [28_000, 56_000] });
});

test('samples that are further apart are joined by a line, lest each look like a jump', () => {
  const samples: [number, number][] = [
    [0, 0],
    [10, 10],
    [45, 18],
  ];
  const series = carriedSeries(samples, 1_000, 0);
  expect(series?.bytes).toEqual([10_000, 12_667, 15_333, 18_000]);
  expect(series?.tMs.map(Math.round)).toEqual([10, 22, 33, 45]);
});

test('without samples, and with too few segments to know their size, there is no series', () => {
  expect(carriedSeries([], 1_448, 0)).toBeUndefined();
  expect(carriedSeries([[0, 10]], segmentBytesOf(14_480, 10), 0)).toBeUndefined();
  expect(segmentBytesOf(144_800, 100)).toBe(1_448);
});

describe('held back', () => {
  test('is what had crossed the link 80 ms before it arrived', () => {
    expect(bytesBy(steady, 175) - bytesBy(repaired, 175)).toBeGreaterThan(150_000);
    expect(wereHeldBack(repaired, steady, 40)).toBe(true);
  });

  test('is nothing where both come alike', () => {
    expect(wereHeldBack(steady, steady, 40)).toBe(false);
  });

  test('is not what never comes to an end, as behind a box that keeps a megabyte', () => {
    const ahead = { tMs: steady.tMs, bytes: steady.bytes.map((bytes) => bytes + 1e6) };
    expect(wereHeldBack(steady, ahead, 40)).toBe(false);
  });
});
