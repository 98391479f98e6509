// Holds a pack's polygons against the label points of an edition: is each commune where it should be?
import type { Commune, Position } from '../area/area.ts';
import type { AreaTable } from '../area/read-areas.ts';
import { boxOf } from '../geometry/box.ts';
import { indexPolygons } from '../geometry/polygon-index.ts';
import type { Polygon } from '../geometry/ring.ts';
import type { AreaPolygons } from './boundaries.ts';
import type { BoundaryFault } from './boundary-fault.ts';

/** How far a label point may lie outside its commune's bounds, in degrees (11 km), before the polygon is not that commune's. */
const strayDegrees = 0.1;

/**
 * Each commune's label point, a point inside its land, must not lie in another province's polygon nor far from its own: so swapped
 * codes and foreign coordinates are found. A little outside, or in a neighbour of the same province that holds its own label point, is a
 * warning, for lines differ in detail.
 */
export function checkPlaces(communes: readonly AreaPolygons[], areas: AreaTable) {
  const owners = communes.flatMap(({ code, polygons }) => polygons.map(() => areas.communeByCode.get(code)));
  const index = indexPolygons(communes.flatMap((one) => one.polygons));
  const holderOf = ({ label }: Commune) => label && owners[index.find(label.longitude, label.latitude)];
  const isAtHome = (commune: Commune) => [commune, undefined].includes(holderOf(commune));
  const strayed: BoundaryFault[] = [];
  const warnings: BoundaryFault[] = [];
  for (const { code, polygons } of communes) {
    const commune = areas.communeByCode.get(code);
    if (commune?.label === undefined || polygons.length === 0) continue;
    const holder = holderOf(commune);
    if (holder === commune) continue;
    const detail = describeStray(commune, holder);
    if (holder !== undefined && holder.provinceCode !== commune.provinceCode) {
      strayed.push({ fault: 'in-other-province', code, detail });
    } else if (holder !== undefined && !isAtHome(holder)) strayed.push({ fault: 'swapped', code, detail });
    else if (isFar(commune.label, polygons)) strayed.push({ fault: 'misplaced', code, detail });
    else warnings.push({ fault: 'label-outside', code, detail });
  }
  return { strayed, warnings };
}

function isFar({ longitude, latitude }: Position, polygons: readonly Polygon[]): boolean {
  const box = boxOf(polygons.flat());
  return (
    longitude < box.west - strayDegrees ||
    longitude > box.east + strayDegrees ||
    latitude < box.south - strayDegrees ||
    latitude > box.north + strayDegrees
  );
}

function describeStray({ fullName, provinceCode, label }: Commune, holder: Commune | undefined): string {
  const point = `the label point ${label?.latitude}, ${label?.longitude} of ${fullName} (province ${provinceCode})`;
  return holder === undefined
    ? `${point} lies in no polygon`
    : `${point} lies in the polygon of ${holder.fullName} (province ${holder.provinceCode})`;
}
