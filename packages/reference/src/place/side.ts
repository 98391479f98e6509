// Whether a position is at home, abroad, or at sea, by the outlines of the country and of its neighbours' land near it.
import { indexPolygons } from '../geometry/polygon-index.ts';
import type { Polygon } from '../geometry/ring.ts';

/** Where a position lies; `sea` is whatever is neither the country's land nor a neighbour's. */
export type Side = 'home' | 'abroad' | 'sea';

export interface Outline {
  readonly country: readonly Polygon[];
  readonly neighbours: readonly Polygon[];
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
