import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipRing } from './clip-ring.ts';
import { indexPolygons } from './polygon-index.ts';
import type { Point, Polygon, Ring } from './ring.ts';

/** Twice the signed area of a triangle: positive when the point lies left of the line. Exact for small whole numbers. */
const turn = (a: Point, b: Point, p: Point) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** Inside by the sign of turns alone, without a division: whole numbers make it exact. */
function holds(polygon: Polygon, p: Point): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (const [index, a] of ring.entries()) {
      const b = ring[(index + 1) % ring.length] ?? a;
      const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
      if (low[1] <= p[1] && p[1] < high[1] && turn(low, high, p) > 0) inside = !inside;
    }
  }
  return inside;
}

/** Whether a ring's line from one of its points leads nowhere. */
function isPoint(ring: Ring, at: number): boolean {
  const [a, b] = [ring[at], ring[(at + 1) % ring.length]];
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

const small = fc.integer({ min: -20, max: 20 });
const ring: fc.Arbitrary<Ring> = fc.array(fc.tuple(small, small), { minLength: 3, maxLength: 40 });

describe('indexPolygons', () => {
  it('finds the first polygon that holds a point, on its lines and corners too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
        small,
        small,
        (all, x, y) => {
          const first = all.findIndex((polygon) => holds(polygon, [x, y]));
          expect(indexPolygons(all).find(x, y)).toBe(first);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes more polygons than a function takes arguments', () => {
    const all = Array.from({ length: 200_000 }, (_, i): Polygon => {
      const [x, y] = [i % 500, Math.floor(i / 500)];
      return [
        [
          [x, y],
          [x + 0.5, y],
          [x, y + 0.5],
        ],
      ];
    });
    const index = indexPolygons(all);
    expect([index.find(499.1, 399.1), index.find(0.1, 0.1), index.find(0.4, 0.4)]).toEqual([199_999, 0, -1]);
  });

  it('gives every point of a divided land to exactly one of its parts, points on the dividing lines included', () => {
    // A 6 by 6 grid of squares whose inner corners are moved about: neighbours share their lines, each winding its own way.
    const shifts = fc.array(
      fc.tuple(fc.double({ min: -0.4, max: 0.4, noNaN: true }), fc.double({ min: -0.4, max: 0.4, noNaN: true })),
      {
        minLength: 49,
        maxLength: 49,
      },
    );
    fc.assert(
      fc.property(shifts, fc.double({ min: 0, max: 1, noNaN: true }), (moved, share) => {
        const corner = (column: number, row: number): Point => {
          const [dx, dy] = moved[row * 7 + column] ?? [0, 0];
          const isInner = column > 0 && column < 6 && row > 0 && row < 6;
          return isInner ? [column + dx, row + dy] : [column, row];
        };
        const parts: Polygon[] = [];
        for (let row = 0; row < 6; row++) {
          for (let column = 0; column < 6; column++) {
            const square = [
              corner(column, row),
              corner(column + 1, row),
              corner(column + 1, row + 1),
              corner(column, row + 1),
            ];
            parts.push([(row + column) % 2 === 0 ? square : square.toReversed()]);
          }
        }
        const alone = parts.map((part) => indexPolygons([part]));
        for (let column = 0; column < 6; column++) {
          const [a, b] = [corner(column, 3), corner(column + 1, 3)];
          const [x, y] = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
          const owners = alone.flatMap((one, index) => (one.find(x, y) === -1 ? [] : [index]));
          expect(owners.length).toBe(x < 6 ? 1 : 0);
          expect(indexPolygons(parts).find(x, y)).toBe(owners[0] ?? -1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds nothing in nothing, and nothing for what is no number', () => {
    expect(indexPolygons([]).find(0, 0)).toBe(-1);
    expect(indexPolygons([[]]).find(0, 0)).toBe(-1);
    const square: Polygon = [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ];
    expect(indexPolygons([square]).find(Number.NaN, 0.5)).toBe(-1);
  });
});

describe('clipRing', () => {
  it('changes nothing for points within the box', () => {
    const box = { west: -10, south: -5, east: 5, north: 10 };
    fc.assert(
      fc.property(
        ring,
        fc.double({ min: -9.99, max: 4.99, noNaN: true }),
        fc.double({ min: -4.99, max: 9.99, noNaN: true }),
        (whole, x, y) => {
          // On a line itself, the cut line's rounding decides.
          fc.pre(
            whole.every(
              (a, at) => Math.abs(turn(a, whole[(at + 1) % whole.length] ?? a, [x, y])) > 1e-9 || isPoint(whole, at),
            ),
          );
          const clipped = clipRing(whole, box);
          expect(indexPolygons([[clipped]]).find(x, y)).toBe(indexPolygons([[whole]]).find(x, y));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('keeps nothing outside the box', () => {
    const box = { west: -10, south: -5, east: 5, north: 10 };
    fc.assert(
      fc.property(ring, (whole) => {
        for (const [x, y] of clipRing(whole, box)) expect(x >= -10 && x <= 5 && y >= -5 && y <= 10).toBe(true);
      }),
    );
  });
});
