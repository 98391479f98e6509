// The country or a province as an SVG, drawn on the server: the first picture, the little map that tells where one looks, the portal's maps.
import type { AreaShapes } from '@i-speed/reference/browser';

/** What is always in sight at the start, in degrees: the country with both archipelagos. */
export const countryBox = { west: 101.8, south: 6.6, east: 117.9, north: 23.7 } as const;

/** Width of the drawing in its own units; one unit is a pixel or less on most screens. */
export const drawingWidth = 640;

const perDegree = drawingWidth / (countryBox.east - countryBox.west);
export const drawingHeight = Math.ceil((mercator(countryBox.north) - mercator(countryBox.south)) * perDegree);

/** What part of the earth a drawing shows: its corner, its scale, its size in units of its own. */
export type Frame = {
  readonly west: number;
  readonly north: number;
  readonly perDegree: number;
  readonly width: number;
  readonly height: number;
};

export const countryFrame: Frame = { ...countryBox, perDegree, width: drawingWidth, height: drawingHeight };

/** Share of the drawing that stays free around what it shows. */
const MARGIN = 0.04;

/** The frame that holds all positions, its longer side as long as the country's drawing is wide. Without positions that of the country. */
export function frameOf(positions: readonly (readonly number[])[]): Frame {
  if (positions.length === 0) return countryFrame;
  let [west, east, south, north] = [180, -180, 90, -90];
  for (const [x = 0, y = 0] of positions) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const [wide, high] = [east - west, mercator(north) - mercator(south)];
  const free = MARGIN * Math.max(wide, high);
  const scale = drawingWidth / (Math.max(wide, high) + 2 * free);
  return {
    west: west - free,
    north: unproject(mercator(north) + free),
    perDegree: scale,
    width: Math.ceil((wide + 2 * free) * scale),
    height: Math.ceil((high + 2 * free) * scale),
  };
}

/** Every position of the shapes' outlines. */
export function positionsOf({ features }: AreaShapes): (readonly number[])[] {
  return features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
  );
}

/** Path of one area. */
export type Outline = { code: string; name: string; path: string };

/** Place of a position in the drawing (Mercator, as MapLibre shows it), in its units. */
export function place(longitude: number, latitude: number, frame = countryFrame): [x: number, y: number] {
  const x = (longitude - frame.west) * frame.perDegree;
  const y = (mercator(frame.north) - mercator(latitude)) * frame.perDegree;
  return [Math.round(x * 2) / 2, Math.round(y * 2) / 2];
}

/** Paths of shapes on the grid of the drawing; rings that shrink to less than a triangle become a dot, so that no island is lost. */
export function outlinesOf(shapes: AreaShapes, frame = countryFrame): Outline[] {
  return shapes.features.map(({ geometry, properties }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const path = polygons.flatMap((rings) => rings.map((ring) => ringPath(ring, frame))).join('');
    return { code: properties.code, name: properties.name, path };
  });
}

function ringPath(ring: readonly (readonly number[])[], frame: Frame): string {
  const places = ring.map(([x = 0, y = 0]) => place(x, y, frame));
  const kept = places.filter(([x, y], i) => i === 0 || x !== places[i - 1]?.[0] || y !== places[i - 1]?.[1]);
  const [first] = kept;
  if (first === undefined) return '';
  if (kept.length < 4) return `M${first[0]} ${first[1]}h1v1h-1z`;
  const steps = kept.slice(1, -1).map(([x, y], i) => {
    const [fromX, fromY] = kept[i] ?? first;
    return `${x - fromX} ${y - fromY}`;
  });
  return `M${first[0]} ${first[1]}l${steps.join(' ')}z`;
}

/** Degrees of latitude as they lie on a Mercator map, in degrees of longitude. */
function mercator(latitude: number): number {
  return (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;
}

/** Latitude of a height on a Mercator map: the inverse of `mercator`. */
function unproject(height: number): number {
  return ((Math.atan(Math.exp((height * Math.PI) / 180)) - Math.PI / 4) * 360) / Math.PI;
}
