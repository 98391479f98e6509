// The country as an SVG, drawn on the server: the first picture, and the little map that tells where one looks.
import type { AreaShapes } from '@i-speed/reference/browser';

/** What is always in sight at the start, in degrees: the country with both archipelagos. */
export const countryBox = { west: 101.8, south: 6.6, east: 117.9, north: 23.7 } as const;

/** Width of the drawing in its own units; one unit is a pixel or less on most screens. */
export const drawingWidth = 640;

const perDegree = drawingWidth / (countryBox.east - countryBox.west);
export const drawingHeight = Math.ceil((mercator(countryBox.north) - mercator(countryBox.south)) * perDegree);

/** Path of one area. */
export type Outline = { code: string; name: string; path: string };

/** Place of a position in the drawing (Mercator, as MapLibre shows it), in its units. */
export function place(longitude: number, latitude: number): [x: number, y: number] {
  const x = (longitude - countryBox.west) * perDegree;
  const y = (mercator(countryBox.north) - mercator(latitude)) * perDegree;
  return [Math.round(x * 2) / 2, Math.round(y * 2) / 2];
}

/** Paths of shapes on the grid of the drawing; rings that shrink to less than a triangle become a dot, so that no island is lost. */
export function outlinesOf(shapes: AreaShapes): Outline[] {
  return shapes.features.map(({ geometry, properties }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const path = polygons.flatMap((rings) => rings.map(ringPath)).join('');
    return { code: properties.code, name: properties.name, path };
  });
}

function ringPath(ring: readonly (readonly number[])[]): string {
  const places = ring.map(([x = 0, y = 0]) => place(x, y));
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
