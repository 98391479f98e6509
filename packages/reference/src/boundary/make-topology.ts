// From each commune's polygons to the topology of an edition: shared lines found, provinces merged from their communes.
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson';
import { mergeArcs } from 'topojson-client';
import { topology as findSharedLines } from 'topojson-server';
import type {
  GeometryCollection,
  GeometryObject,
  MultiPolygon as MultiPolygonArcs,
  Polygon,
  Topology,
} from 'topojson-specification';
import type { AreaTable } from '../area/read-areas.ts';
import type { AreaPolygons, AreaTopology, KeptProperties } from './boundaries.ts';

export interface TopologyOptions {
  readonly schematic: boolean;
  /** Steps of the grid that coordinates are rounded to, on each axis. */
  readonly gridSteps: number;
}

/**
 * The topology of the communes and, merged from them, of the provinces. Communes keep the order of the table; those without
 * polygons are left out.
 */
export function makeTopology(
  communes: readonly AreaPolygons[],
  areas: AreaTable,
  { schematic, gridSteps }: TopologyOptions,
): AreaTopology {
  const byCode = new Map(communes.map((one) => [one.code, one.polygons]));
  const features = areas.communes.flatMap((commune): Feature<MultiPolygon, KeptProperties>[] => {
    const polygons = byCode.get(commune.code) ?? [];
    if (polygons.length === 0) return [];
    const coordinates = polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y])));
    const properties = { name: commune.fullName, provinceCode: commune.provinceCode };
    return [{ type: 'Feature', id: commune.code, properties, geometry: { type: 'MultiPolygon', coordinates } }];
  });
  const collection: FeatureCollection<MultiPolygon, KeptProperties> = { type: 'FeatureCollection', features };
  const topology = asCommunes(findSharedLines({ communes: collection }, gridSteps));
  const shapes = topology.objects.communes;

  const members = Map.groupBy(shapes.geometries.filter(isShape), (one) => one.properties?.provinceCode);
  const geometries = areas.provinces.flatMap(({ code, fullName }) => {
    const parts = members.get(code);
    const properties: KeptProperties = { name: fullName, provinceCode: code };
    return parts === undefined ? [] : [{ ...mergeArcs(topology, parts), id: code, properties }];
  });
  const provinces: GeometryCollection<KeptProperties> = { type: 'GeometryCollection', geometries };
  return { ...topology, edition: areas.edition, schematic, objects: { communes: shapes, provinces } };
}

function isShape<P extends KeptProperties>(one: GeometryObject<P>): one is Polygon<P> | MultiPolygonArcs<P> {
  return one.type === 'Polygon' || one.type === 'MultiPolygon';
}

/** topojson-server keeps the objects' keys and the features' order, ids and properties (its README), which its types do not say. */
function asCommunes(topology: Topology): Topology<{ communes: GeometryCollection<KeptProperties> }> {
  return topology as Topology<{ communes: GeometryCollection<KeptProperties> }>;
}
