// A boundary pack of the fictitious country, for tests of what is taken and what is refused.

export type Feature = { type: 'Feature'; id?: string | number; properties: object | null; geometry: object };

/** A closed ring round a square, as the only one of a polygon. */
export const square = (west: number, south: number, size: number) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
/** Four communes: three quarters of the land in an L and two squares, and an island of two parts. */
export const features: Feature[] = [
  { type: 'Feature', properties: { ma: '0101' }, geometry: { type: 'Polygon', coordinates: square(30, -10.5, 0.5) } },
  { type: 'Feature', properties: { ma: '0102' }, geometry: { type: 'Polygon', coordinates: square(30.5, -10.5, 0.5) } },
  {
    type: 'Feature',
    properties: { ma: '0201' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [30, -11],
          [31, -11],
          [31, -10.5],
          [30, -10.5],
          [30, -11],
        ],
      ],
    },
  },
  {
    type: 'Feature',
    properties: { ma: '0202' },
    geometry: { type: 'MultiPolygon', coordinates: [square(32.9, -9.6, 0.2), square(33.6, -9.7, 0.1)] },
  },
];

export const collection = (all: Feature[]) => ({ type: 'FeatureCollection', features: all });
