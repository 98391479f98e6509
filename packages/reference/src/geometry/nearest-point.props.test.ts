import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexPoints, kmPerDegree } from './nearest-point.ts';
import type { Point } from './ring.ts';

const degrees = fc.double({ min: -30, max: 30, noNaN: true });
const point: fc.Arbitrary<Point> = fc.tuple(degrees, degrees);

describe('indexPoints', () => {
  it('finds what a walk over all points finds, within the reach only', () => {
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 60 }),
        point,
        fc.double({ min: 0.1, max: 5000, noNaN: true }),
        (all, [x, y], reach) => {
          const index = indexPoints(all, 12);
          const distances = all.map((_, at) => index.distanceKm(at, x, y));
          const least = Math.min(...distances);
          const found = index.find(x, y, reach);
          // Squares of distances are compared within, so a reach that equals the distance to the last digit may fall either way.
          fc.pre(Math.abs(least - reach) > 1e-6);
          expect(found === -1).toBe(!(least <= reach));
          if (found !== -1) expect(distances[found]).toBeCloseTo(least, 6);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('measures kilometres, a degree of longitude as long as on the given parallel', () => {
    const index = indexPoints([[10, 60]], 60);
    expect(index.distanceKm(0, 10, 61)).toBeCloseTo(kmPerDegree, 9);
    expect(index.distanceKm(0, 11, 60)).toBeCloseTo(kmPerDegree / 2, 9);
    expect(index.distanceKm(1, 11, 60)).toBe(Infinity);
  });
});
