// Thins the lines of a topology for maps seen from afar; no area and no island is lost by it.
import { quantize } from 'topojson-client';
import { presimplify } from 'topojson-simplify';
import { kmPerDegree } from '../geometry/nearest-point.ts';
import type { AreaTopology } from './boundaries.ts';

/** Steps of the grid of the result, on each axis. */
const gridSteps = 100_000;

type Weighted = readonly number[];

/**
 * The topology without bends that enclose less than a square of `detailM` metres a side (Visvalingam and Whyatt, 1993). Every line
 * keeps at least one bend and every closed line two, so that no ring collapses: a map must not lose an island.
 */
export function thinTopology(topology: AreaTopology, detailM: number): AreaTopology {
  const least = (detailM / 1000 / kmPerDegree) ** 2;
  const weighted = presimplify(topology);
  const arcs = weighted.arcs.map((arc) => thinArc(arc, least).map(([x = 0, y = 0]) => [x, y]));
  return { ...topology, ...quantize({ ...weighted, arcs }, gridSteps) };
}

/** Points bear their weight, the area of their bend in square degrees, as third number; ends weigh infinitely. */
function thinArc(arc: readonly Weighted[], least: number): Weighted[] {
  const [first] = arc;
  const last = arc.at(-1);
  const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  const bends = arc.slice(1, -1).toSorted((a, b) => weightOf(b) - weightOf(a));
  const spared = new Set(bends.slice(0, isClosed ? 2 : 1));
  return arc.filter(
    (point, index) => index === 0 || index === arc.length - 1 || weightOf(point) >= least || spared.has(point),
  );
}

function weightOf(point: Weighted): number {
  return point[2] ?? 0;
}
