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
