// Bounds and sizes of rings, in degrees.
import type { Box, Ring } from './ring.ts';

/** The least box around the rings; its west is greater than its east when they have no points. */
export function boxOf(rings: readonly Ring[]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings) {
    for (const [x, y] of ring) {
      box.west = Math.min(box.west, x);
      box.east = Math.max(box.east, x);
      box.south = Math.min(box.south, y);
      box.north = Math.max(box.north, y);
    }
  }
  return box;
}

/** The box with so many degrees more on every side. */
export function grown({ west, south, east, north }: Box, degrees: number): Box {
  return { west: west - degrees, south: south - degrees, east: east + degrees, north: north + degrees };
}

/** Whether two boxes have a point in common. */
export function meets(one: Box, other: Box): boolean {
  return one.west <= other.east && other.west <= one.east && one.south <= other.north && other.south <= one.north;
}

/** The area a ring encloses, in square degrees (Gauss); whichever way it winds, never negative. */
export function ringArea(ring: Ring): number {
  let twice = 0;
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous) twice += previous[0] * point[1] - point[0] * previous[1];
    previous = point;
  }
  return Math.abs(twice) / 2;
}
