// Another implementation of point in polygon, to hold the index against.
import type { AreaShapes } from '../src/boundary/boundaries.ts';

/** Another implementation to hold against: winding numbers over every shape whose box holds the point, no index. */
export function against(features: AreaShapes['features']) {
  const parts = features.flatMap(({ id, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return polygons.map((rings) => {
      const [outer = []] = rings;
      const [xs, ys] = [outer.map(([x = 0]) => x), outer.map(([, y = 0]) => y)];
      return {
        code: String(id),
        rings,
        west: Math.min(...xs),
        east: Math.max(...xs),
        south: Math.min(...ys),
        north: Math.max(...ys),
      };
    });
  });
  const check = ({ latitude: y, longitude: x }: { latitude: number; longitude: number }): string[] =>
    parts
      .filter((part) => part.west <= x && x <= part.east && part.south <= y && y <= part.north)
      .filter((part) => part.rings.reduce((sum, ring) => sum + winding(ring, x, y), 0) !== 0)
      .map((part) => part.code);
  return { check, corners: parts.flatMap((part) => part.rings.flat()) };
}

/** How often a ring goes around a point (Sunday, 2001); a hole winds the other way and cancels. */
function winding(ring: readonly (readonly number[])[], x: number, y: number): number {
  let turns = 0;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [x1 = 0, y1 = 0] = ring[at] ?? [];
    const [x2 = 0, y2 = 0] = ring[at + 1] ?? [];
    const left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (y1 <= y && y2 > y && left > 0) turns++;
    if (y1 > y && y2 <= y && left < 0) turns--;
  }
  return turns;
}
