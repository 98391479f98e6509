// Judges the rings of one commune by themselves: do they enclose land, in degrees, without leaping round the globe or crossing themselves?
import { ringArea } from '../geometry/box.ts';
import { crossingOf } from '../geometry/crossing.ts';
import { indexPolygons } from '../geometry/polygon-index.ts';
import { type Polygon, type Ring, wound } from '../geometry/ring.ts';
import type { AreaPolygons } from './boundaries.ts';
import type { BoundaryFault } from './boundary-fault.ts';

/** A line between two points further apart, in degrees of longitude, is meant to go the other way round. */
const HALF_ROUND = 180;

/** What is wrong with a commune's polygons, at most one fault of a kind; undefined stands for a geometry that is none. */
export function shapeFaults(polygons: readonly Polygon[] | undefined): Pick<BoundaryFault, 'fault' | 'detail'>[] {
  if (polygons === undefined || polygons.flat().length === 0)
    return [{ fault: 'not-a-polygon', detail: 'the geometry is no polygon, or an empty one' }];
  const rings = polygons.flat();
  const short = rings.find((ring) => new Set(ring.map(String)).size < 3);
  if (short) return [{ fault: 'broken-ring', detail: `a ring of ${short.length} points holds no land` }];
  const off = rings.flat().find(([x, y]) => !(Math.abs(x) <= 180 && Math.abs(y) <= 90));
  if (off) return [{ fault: 'not-degrees', detail: `${off.join(', ')} is no longitude and latitude (WGS 84 degrees)` }];
  const leap = rings.flatMap(leapsOf)[0];
  if (leap)
    return [{ fault: 'uncut', detail: `a line leaps from ${leap}: cut the land at the meridian of 180 degrees` }];
  const cancelled = rings.find((ring) => linesLeft(ring) < 3);
  if (cancelled)
    return [
      { fault: 'broken-ring', detail: `the ring at ${cancelled[0]?.join(', ')} is drawn twice and holds no land` },
    ];
  const stray = polygons.flatMap(strayHoles)[0];
  return stray ? [{ fault: 'broken-ring', detail: stray }] : [];
}

/**
 * Warnings of communes with a ring that crosses itself: inside is still what an odd number of turns encloses, but land may be lost between.
 * A ring too crowded to be looked through is told too.
 */
export function crossingFaults(communes: readonly AreaPolygons[]): BoundaryFault[] {
  return communes.flatMap(({ code, polygons }): BoundaryFault[] => {
    for (const ring of polygons.flat()) {
      const at = crossingOf(ring);
      if (at === 'unknown') return [{ fault: 'crowded-ring', code, detail: crowded(ring) }];
      if (at) return [{ fault: 'crossing-ring', code, detail: `a ring crosses itself near ${at.join(', ')}` }];
    }
    return [];
  });
}

function crowded(ring: Ring): string {
  return `so many of its ${ring.length} lines lie at one place that they were not all looked through for crossings: draw it with fewer points`;
}

function leapsOf(ring: Ring): string[] {
  return ring.flatMap(([x], at) => {
    const [next] = ring[(at + 1) % ring.length] ?? [x];
    return Math.abs(next - x) > HALF_ROUND ? [`longitude ${x} to ${next}`] : [];
  });
}

/** Lines that the ring draws an odd number of times, in either direction: what it draws twice divides nothing from nothing. */
function linesLeft(ring: Ring): number {
  const odd = new Set<string>();
  for (const [at, from] of ring.entries()) {
    const ends = [String(from), String(ring[(at + 1) % ring.length])].toSorted();
    if (ends[0] === ends[1]) continue;
    const line = ends.join(' ');
    if (!odd.delete(line)) odd.add(line);
  }
  return odd.size;
}

/** A hole as large as the land around it, or with no point in it. */
function strayHoles(polygon: Polygon): string[] {
  const [outer, ...holes] = wound(polygon);
  if (outer === undefined || holes.length === 0) return [];
  const index = indexPolygons([[outer]]);
  return holes.flatMap((hole) => {
    if (ringArea(hole) > ringArea(outer) * (1 - 1e-9)) return ['a hole takes all the land of its polygon'];
    if (hole.some(([x, y]) => index.find(x, y) !== -1)) return [];
    return [`the ring at ${hole[0]?.join(', ')} lies outside its polygon; make it a polygon of its own`];
  });
}
