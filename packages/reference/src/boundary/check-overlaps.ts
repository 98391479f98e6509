// Finds land that a pack gives to two communes: a position there would be told one of them by chance.
import type { Commune } from '../area/area.ts';
import type { AreaTable } from '../area/read-areas.ts';
import { boxOf } from '../geometry/box.ts';
import { indexPolygons } from '../geometry/polygon-index.ts';
import type { Point, Polygon } from '../geometry/ring.ts';
import type { AreaPolygons } from './boundaries.ts';
import type { BoundaryFault } from './boundary-fault.ts';

/** Points of a commune that are looked at: those of a grid of so many rows and columns over its bounds that lie within it. */
const GRID = 12;
/** The share of a commune's land that another may hold too: lines drawn twice cross each other a little. */
const MOST_SHARED = 0.1;

/** A fault for each commune of which an earlier one of the list holds more than a tenth too. */
export function checkOverlaps(communes: readonly AreaPolygons[], areas: AreaTable): BoundaryFault[] {
  const owners = communes.flatMap(({ code, polygons }) => polygons.map(() => areas.communeByCode.get(code)));
  const index = indexPolygons(communes.flatMap(({ polygons }) => polygons));
  return communes.flatMap(({ code, polygons }): BoundaryFault[] => {
    const commune = areas.communeByCode.get(code);
    const points = pointsWithin(polygons);
    const others = points.map(([x, y]) => owners[index.find(x, y)]).filter((owner) => owner !== commune);
    if (commune === undefined || others.length <= MOST_SHARED * points.length) return [];
    const percent = Math.round((100 * others.length) / points.length);
    const detail = `${percent} % of ${commune.fullName} is given to ${mostOften(others)?.fullName} too`;
    return [{ fault: 'overlap', code, detail }];
  });
}

function pointsWithin(polygons: readonly Polygon[]): Point[] {
  if (polygons.flat().length === 0) return [];
  const { west, south, east, north } = boxOf(polygons.flat());
  const own = indexPolygons(polygons);
  const at = (from: number, to: number, step: number) => from + ((to - from) * (step + 0.5)) / GRID;
  const all = Array.from({ length: GRID * GRID }, (_, i): Point => {
    return [at(west, east, i % GRID), at(south, north, Math.floor(i / GRID))];
  });
  return all.filter(([x, y]) => own.find(x, y) !== -1);
}

function mostOften(communes: readonly (Commune | undefined)[]): Commune | undefined {
  const counted = [...Map.groupBy(communes, (one) => one)];
  return counted.toSorted((a, b) => b[1].length - a[1].length)[0]?.[0];
}
