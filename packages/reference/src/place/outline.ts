// The outline of the country and the neighbours' land near it: whether a position is at home, abroad, or at sea.
import * as z from 'zod';
import type { TableSource } from '../country/table-source.ts';
import { indexPolygons } from '../geometry/polygon-index.ts';
import type { Polygon } from '../geometry/ring.ts';

/** Where a position lies; `sea` is whatever is neither the country's land nor a neighbour's. */
export type Side = 'home' | 'abroad' | 'sea';

export interface Outline {
  readonly country: readonly Polygon[];
  readonly neighbours: readonly Polygon[];
}

const point = z.tuple([z.number(), z.number()]);
const multiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(point))) });
const file = z.object({
  features: z.array(
    z.object({ properties: z.object({ role: z.enum(['country', 'neighbours']) }), geometry: multiPolygon }),
  ),
});

/** Reads `data/outline.json` of a country folder; undefined when it has none. Throws when it is not as the README says. */
export function readOutline(source: TableSource): Outline | undefined {
  const text = source.read('data/outline.json');
  if (text === undefined) return undefined;
  const { features } = file.parse(JSON.parse(text));
  const of = (role: string) =>
    features.filter((one) => one.properties.role === role).flatMap((one) => one.geometry.coordinates);
  return { country: of('country'), neighbours: of('neighbours') };
}

/** The test of a position against an outline. Without one everything is at home. */
export function sideTest(outline: Outline | undefined): (longitude: number, latitude: number) => Side {
  if (outline === undefined) return () => 'home';
  const country = indexPolygons(outline.country);
  const neighbours = indexPolygons(outline.neighbours);
  return (longitude, latitude) => {
    if (country.find(longitude, latitude) !== -1) return 'home';
    return neighbours.find(longitude, latitude) !== -1 ? 'abroad' : 'sea';
  };
}
