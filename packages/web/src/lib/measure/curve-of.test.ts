import { describe, expect, it } from 'vitest';
import { curveOf, strokesOf } from './curve-of.ts';

describe('the curve of a kept series', () => {
  it('is the rate between neighbouring samples', () => {
    // 125,000 bytes in 100 ms are 10 Mbit/s.
    const points = curveOf({
      series: [
        [1000, 0],
        [1100, 125_000],
        [1200, 375_000],
      ],
      pulses: [],
    });
    expect(points).toEqual([
      { atMs: 1000, mbps: 0 },
      { atMs: 1100, mbps: 10 },
      { atMs: 1200, mbps: 20 },
    ]);
  });

  it('begins again at 0 after a pause, in a stroke of its own', () => {
    const points = curveOf({
      series: [
        [0, 0],
        [50, 1000],
        [900, 2000],
        [950, 9000],
      ],
      pulses: [],
    });
    expect(points.map(({ mbps }) => mbps)).toEqual([0, 0.16, 0, 1.12]);
    expect(strokesOf(points).map((stroke) => stroke.map(({ atMs }) => atMs))).toEqual([
      [0, 50],
      [900, 950],
    ]);
  });

  it('a burst that ended before a second sample is drawn as its pulse: its rate, from its start to its end', () => {
    // 4,500,000 bytes in 80 ms are 450 Mbit/s; the burst at 2,000 ms has its samples.
    const points = curveOf({
      series: [
        [1090, 4_600_000],
        [2000, 4_700_000],
        [2050, 7_200_000],
        [2100, 9_700_000],
      ],
      pulses: [
        { startMs: 1005, durationMs: 80, bytes: 4_500_000, connections: 4 },
        { startMs: 2010, durationMs: 90, bytes: 4_500_000, connections: 4 },
      ],
    });
    expect(strokesOf(points)).toEqual([
      [
        { atMs: 1005, mbps: 450 },
        { atMs: 1085, mbps: 450 },
      ],
      [
        { atMs: 2000, mbps: 0 },
        { atMs: 2050, mbps: 400 },
        { atMs: 2100, mbps: 400 },
      ],
    ]);
  });

  it('a lone point is no stroke, and nothing measured is no curve', () => {
    expect(strokesOf([{ atMs: 5, mbps: 3 }])).toEqual([]);
    expect(curveOf(undefined)).toEqual([]);
  });
});
