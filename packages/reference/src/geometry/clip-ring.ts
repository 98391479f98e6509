// Clips a ring to a box (Sutherland and Hodgman, 1974): for every point inside the box, inside and outside stay what they were.
import type { Box, Point, Ring } from './ring.ts';

/**
 * The part of a ring within a box, closed; empty when they do not meet. Where a ring leaves and re-enters, edges along the box
 * join its parts: they have no area, so even-odd tests hold.
 */
export function clipRing(ring: Ring, box: Box): Point[] {
  let points: Point[] = [...ring];
  points = clipSide(points, 0, box.west, 1);
  points = clipSide(points, 0, box.east, -1);
  points = clipSide(points, 1, box.south, 1);
  points = clipSide(points, 1, box.north, -1);
  const [first] = points;
  const last = points.at(-1);
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) points.push(first);
  return points;
}

/** Keeps what lies on the side of one line: `axis` 0 is longitude, 1 latitude; `sign` 1 keeps what is greater. */
function clipSide(points: Point[], axis: 0 | 1, limit: number, sign: 1 | -1): Point[] {
  const kept: Point[] = [];
  let previous = points.at(-1);
  for (const point of points) {
    const inside = (point[axis] - limit) * sign >= 0;
    if (previous) {
      const wasInside = (previous[axis] - limit) * sign >= 0;
      if (inside !== wasInside) kept.push(crossing(previous, point, axis, limit));
    }
    if (inside) kept.push(point);
    previous = point;
  }
  return kept;
}

function crossing(from: Point, to: Point, axis: 0 | 1, limit: number): Point {
  const share = (limit - from[axis]) / (to[axis] - from[axis]);
  const other = axis === 0 ? 1 : 0;
  const across = from[other] + (to[other] - from[other]) * share;
  return axis === 0 ? [limit, across] : [across, limit];
}
