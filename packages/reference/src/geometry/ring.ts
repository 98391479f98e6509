// The shapes every geometric step speaks of: plain arrays of [longitude, latitude] in degrees (WGS 84).

/** Longitude, then latitude, in degrees, as in GeoJSON. */
export type Point = readonly [longitude: number, latitude: number];

/** A closed line; whether its first point is repeated at the end does not matter. */
export type Ring = readonly Point[];

/** Outer ring and holes, in any order of winding: inside is what an odd number of rings encloses. */
export type Polygon = readonly Ring[];

/** Bounds in degrees. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * The same land with its rings as RFC 7946 (section 3.1.6) has them: the largest, the outer one, first and counter-clockwise, holes clockwise.
 * Lines can only be joined, and maps only draw holes, where all rings follow one rule.
 */
export function wound(polygon: Polygon): Polygon {
  const rings = polygon.map((ring) => ({ ring, area: signedArea(ring) }));
  return rings
    .toSorted((a, b) => Math.abs(b.area) - Math.abs(a.area))
    .map(({ ring, area }, at) => (area > 0 === (at === 0) ? ring : ring.toReversed()));
}

/** In square degrees; positive where the ring runs counter-clockwise. */
function signedArea(ring: Ring): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
