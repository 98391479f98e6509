// From a position to the commune whose polygon holds it.
import type { Position } from '../area/area.ts';
import type { AreaPolygons } from '../boundary/boundaries.ts';
import { indexPolygons } from '../geometry/polygon-index.ts';

/** The look-up over polygons: the code of the area that holds the position, undefined outside all of them. */
export function locateByPolygons(areas: readonly AreaPolygons[]): (position: Position) => string | undefined {
  const codes = areas.flatMap(({ code, polygons }) => polygons.map(() => code));
  const index = indexPolygons(areas.flatMap((area) => area.polygons));
  return ({ latitude, longitude }) => codes[index.find(longitude, latitude)];
}
