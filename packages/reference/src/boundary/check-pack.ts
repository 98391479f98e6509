// Judges official polygons before anything is changed: each commune there once, each in its province, each a real polygon.
import type { AreaTable } from '../area/read-areas.ts';
import type { Polygon } from '../geometry/ring.ts';
import type { AreaPolygons } from './boundaries.ts';
import type { BoundaryFault } from './boundary-fault.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { checkPlaces } from './check-places.ts';
import { crossingFaults, shapeFaults } from './check-rings.ts';
import type { Pack } from './read-pack.ts';

export interface CheckedPack {
  readonly faults: readonly BoundaryFault[];
  /** What does not stop an import, but should be looked at. */
  readonly warnings: readonly BoundaryFault[];
  /** The polygons by the code in use, aliases resolved; whole only when there is no fault. */
  readonly communes: readonly AreaPolygons[];
  /** The key that held the codes: `id` or a property's name. */
  readonly codeKey: string | undefined;
}

/** Judges a pack against an edition's communes. Pure; tells every fault, not the first. */
export function checkPack({ features, foreignSystem }: Pack, areas: AreaTable): CheckedPack {
  const faults: BoundaryFault[] = systemFaults(foreignSystem);
  const codeKey = findCodeKey(features, areas);
  const shapes = new Map<string, readonly Polygon[]>();
  const placeOf = new Map<string, number>();
  for (const { place, candidates, polygons } of features) {
    const code = codeKey === undefined ? undefined : candidates.get(codeKey);
    if (code === undefined) {
      faults.push({ fault: 'no-code', place, detail: `no text under ${codeKey ?? 'id or any property'}` });
      continue;
    }
    const commune = areas.communeByCode.get(code);
    if (commune === undefined) {
      faults.push({ fault: 'unknown-code', code, place, detail: `no such commune in edition ${areas.edition}` });
      continue;
    }
    const before = placeOf.get(commune.code);
    if (before !== undefined) {
      faults.push({
        fault: 'duplicate-code',
        code,
        place,
        detail: `${commune.fullName} stands there already, at ${before}`,
      });
      continue;
    }
    placeOf.set(commune.code, place);
    faults.push(...shapeFaults(polygons).map((fault) => ({ ...fault, code, place })));
    shapes.set(commune.code, isFinitePlace(polygons) ? polygons : []);
  }
  for (const { code, fullName } of areas.communes) {
    if (!placeOf.has(code)) faults.push({ fault: 'missing-commune', code, detail: `${fullName} is not in the file` });
  }
  const communes = [...shapes].map(([code, polygons]) => ({ code, polygons }));
  const { strayed, warnings } = checkPlaces(communes, areas);
  faults.push(
    ...[...strayed, ...checkOverlaps(communes, areas)].map((fault) => ({
      ...fault,
      ...placeNamed(placeOf, fault.code),
    })),
  );
  return { faults, warnings: [...warnings, ...crossingFaults(communes)], communes, codeKey };
}

/** The key under which most features bear a code of the edition; where none bears one, a text that is written like one. */
function findCodeKey(features: Pack['features'], areas: AreaTable): string | undefined {
  const shapes = new Set(areas.communes.map(({ code }) => shapeOf(code)));
  return (
    mostKey(features, (text) => areas.communeByCode.has(text)) ?? mostKey(features, (text) => shapes.has(shapeOf(text)))
  );
}

function mostKey(features: Pack['features'], isCode: (text: string) => boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const { candidates } of features) {
    for (const [key, value] of candidates) if (isCode(value)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** Codes are written alike: so many digits. */
function shapeOf(code: string): string {
  return code.replaceAll(/\d/g, '0');
}

/** Polygons with an infinite coordinate lie nowhere, and are not held against others. */
function isFinitePlace(polygons: readonly Polygon[] | undefined): polygons is readonly Polygon[] {
  return polygons?.flat(2).every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)) ?? false;
}

function systemFaults(name: string | undefined): BoundaryFault[] {
  if (name === undefined) return [];
  return [{ fault: 'foreign-system', detail: `the file names ${name}; write it anew in WGS 84 degrees (EPSG:4326)` }];
}

function placeNamed(placeOf: ReadonlyMap<string, number>, code: string | undefined): { place?: number } {
  const place = code === undefined ? undefined : placeOf.get(code);
  return place === undefined ? {} : { place };
}
