// The outline of a country and of its neighbours' land near it, from the npm package world-atlas (Natural Earth 1:10 m, public domain; ISC).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Feature, MultiPolygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { boxOf, grown } from '../src/geometry/box.ts';
import { clipRing } from '../src/geometry/clip-ring.ts';
import type { Ring } from '../src/geometry/ring.ts';

/** What is kept of neighbours: their land within this many degrees of the country's bounds. */
const marginDegrees = 0.5;
/** 0.0001 degree is 11 m; the source itself is quantised to about 400 m. */
const decimals = 10_000;

/** The GeoJSON text of `data/outline.json`: one feature of role `country`, one of role `neighbours`. Throws for an id the atlas lacks. */
export function makeOutline(atlasId: string, neighbourIds: readonly string[]): string {
  const atlas = readAtlas();
  const country = polygonsOf(atlas, atlasId);
  const box = grown(boxOf(country.flat()), marginDegrees);
  const neighbours = neighbourIds
    .flatMap((id) => polygonsOf(atlas, id))
    .map((polygon) => polygon.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 3))
    .filter((polygon) => polygon.length > 0);
  return `${JSON.stringify({
    type: 'FeatureCollection',
    features: [asFeature('country', country), asFeature('neighbours', neighbours)],
  })}\n`;
}

function asFeature(role: string, polygons: readonly (readonly Ring[])[]): Feature<MultiPolygon> {
  const round = (degrees: number) => Math.round(degrees * decimals) / decimals;
  const coordinates = polygons.map((rings) =>
    rings.map((ring) => ring.map(([longitude, latitude]): Position => [round(longitude), round(latitude)])),
  );
  return { type: 'Feature', properties: { role }, geometry: { type: 'MultiPolygon', coordinates } };
}

function polygonsOf(atlas: Topology<{ countries: GeometryCollection }>, id: string): Ring[][] {
  const found = feature(atlas, atlas.objects.countries).features.find((one) => one.id === id);
  if (found?.geometry.type === 'Polygon') return [found.geometry.coordinates.map(asRing)];
  if (found?.geometry.type === 'MultiPolygon') return found.geometry.coordinates.map((polygon) => polygon.map(asRing));
  throw new Error(`the atlas has no country ${id}`);
}

function asRing(positions: Position[]): Ring {
  return positions.map(([longitude = Number.NaN, latitude = Number.NaN]): [number, number] => [longitude, latitude]);
}

/** The package's own file; its shape is the package's documented one. */
function readAtlas(): Topology<{ countries: GeometryCollection }> {
  const path = fileURLToPath(import.meta.resolve('world-atlas/countries-10m.json'));
  return JSON.parse(readFileSync(path, 'utf8'));
}
