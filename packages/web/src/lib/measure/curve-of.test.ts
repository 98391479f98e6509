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
    });
    expect(points.map(({ mbps }) => mbps)).toEqual([0, 0.16, 0, 1.12]);
    expect(strokesOf(points).map((stroke) => stroke.map(({ atMs }) => atMs))).toEqual([
      [0, 50],
      [900, 950],
    ]);
  });

  it('a lone point is no stroke, and nothing measured is no curve', () => {
    expect(strokesOf([{ atMs: 5, mbps: 3 }])).toEqual([]);
    expect(curveOf(undefined)).toEqual([]);
  });
});
