import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingOf } from './crossing.ts';
import type { Point, Ring } from './ring.ts';

/** Twice the signed area of a triangle; exact for small whole numbers. */
const turn = (a: Point, b: Point, p: Point) => Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));

/** Every line held against every other. */
function crosses(ring: Ring): boolean {
  const lines = ring.map((from, at) => [from, ring[(at + 1) % ring.length] ?? from] as const);
  return lines.some(([a, b]) =>
    lines.some(([c, d]) => turn(c, d, a) * turn(c, d, b) < 0 && turn(a, b, c) * turn(a, b, d) < 0),
  );
}

const small = fc.integer({ min: -20, max: 20 });

describe('crossingOf', () => {
  it('finds a crossing wherever any two lines cross, whatever they are like', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small), { minLength: 3, maxLength: 9 }), (ring) => {
        expect(crossingOf(ring) !== undefined).toBe(crosses(ring));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the one line that cuts through a comb of a thousand teeth', () => {
    const teeth = Array.from({ length: 2000 }, (_, at): Point => [at, at % 2 === 0 ? 0 : 100]);
    expect(crossingOf([...teeth, [2000, -1], [0, -1]])).toBeUndefined();
    expect(crossingOf([...teeth, [2000, -1], [1000, 50.5], [0, -1]])).toBeDefined();
  });
});
