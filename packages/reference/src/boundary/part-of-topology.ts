// A part of a topology, small enough to be sent alone: one level, perhaps of one province, with only the lines it uses.
import type { GeometryCollection, GeometryObject } from 'topojson-specification';
import type { AreaLevel, AreaTopology, KeptProperties } from './boundaries.ts';

export interface TopologyPart {
  readonly level: AreaLevel;
  /** Only what belongs to this province; all of the country when absent. */
  readonly provinceCode?: string;
}

/** The areas of one level (the other level is left empty) and the lines these use, renumbered. */
export function partOfTopology(topology: AreaTopology, { level, provinceCode }: TopologyPart): AreaTopology {
  const numbers = new Map<number, number>();
  const renumber = (arc: number): number => {
    const old = arc < 0 ? ~arc : arc;
    const known = numbers.get(old) ?? numbers.size;
    numbers.set(old, known);
    return arc < 0 ? ~known : known;
  };
  const chosen = topology.objects[level].geometries.filter(
    (one) => provinceCode === undefined || provinceOf(one) === provinceCode,
  );
  const geometries = chosen.map((one) => withArcs(one, renumber));
  const kept: GeometryCollection<KeptProperties> = { type: 'GeometryCollection', geometries };
  const empty: GeometryCollection<KeptProperties> = { type: 'GeometryCollection', geometries: [] };
  return {
    ...topology,
    objects: level === 'communes' ? { communes: kept, provinces: empty } : { communes: empty, provinces: kept },
    arcs: [...numbers.keys()].map((old) => topology.arcs[old] ?? []),
  };
}

function provinceOf({ properties }: GeometryObject<KeptProperties>): unknown {
  return properties !== undefined && 'provinceCode' in properties ? properties.provinceCode : undefined;
}

function withArcs(
  one: GeometryObject<KeptProperties>,
  renumber: (arc: number) => number,
): GeometryObject<KeptProperties> {
  if (one.type === 'Polygon') return { ...one, arcs: one.arcs.map((ring) => ring.map(renumber)) };
  if (one.type === 'MultiPolygon')
    return { ...one, arcs: one.arcs.map((polygon) => polygon.map((ring) => ring.map(renumber))) };
  return one;
}
