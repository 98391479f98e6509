// Boundaries of an edition's areas: one topology in which communes and provinces share their lines.
import type { FeatureCollection, MultiPolygon, Polygon as PolygonShape } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Point, Polygon } from '../geometry/ring.ts';

/** Where imported boundaries stand in a data folder, and the shipped schematic ones in a country folder. */
export const boundariesPath = 'data/boundaries.json';
export const schematicPath = 'data/schematic.json';

export type AreaLevel = 'communes' | 'provinces';

/** What the topology keeps of each area beside its `id`, the code. */
export interface KeptProperties {
  readonly [key: string]: unknown;
  /** Full name. */
  readonly name: string;
  /** A province's own code, for a province. */
  readonly provinceCode: string;
}

/** What every shape says of itself on a map. */
export interface ShapeProperties extends KeptProperties {
  readonly code: string;
  readonly edition: string;
  /** True for cells around label points, false for official polygons: a page must say which. */
  readonly schematic: boolean;
}

/** TopoJSON of an edition, fit to be sent as it is; `shapesOf` opens it. */
export interface AreaTopology extends Topology<Record<AreaLevel, GeometryCollection<KeptProperties>>> {
  readonly edition: string;
  readonly schematic: boolean;
}

export type AreaShapes = FeatureCollection<PolygonShape | MultiPolygon, ShapeProperties>;

/** The polygons of one area. */
export interface AreaPolygons {
  readonly code: string;
  readonly polygons: readonly Polygon[];
}

/** GeoJSON of one level, for maps; `id` is the code. Areas without a shape are left out. */
export function shapesOf(topology: AreaTopology, level: AreaLevel): AreaShapes {
  const { edition, schematic } = topology;
  const features = feature(topology, topology.objects[level]).features.flatMap(
    ({ id, geometry, properties }): AreaShapes['features'] => {
      if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
      const code = String(id);
      return [{ type: 'Feature', id: code, properties: { ...properties, code, edition, schematic }, geometry }];
    },
  );
  return { type: 'FeatureCollection', features };
}

/** The same as plain rings, by code. */
export function polygonsOf(topology: AreaTopology, level: AreaLevel): AreaPolygons[] {
  return shapesOf(topology, level).features.map(({ properties, geometry }) => ({
    code: properties.code,
    polygons: polygonsIn(geometry),
  }));
}

/** The rings of a GeoJSON polygon or multipolygon; heights are dropped. */
export function polygonsIn(geometry: PolygonShape | MultiPolygon): Polygon[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(([x = Number.NaN, y = Number.NaN]): Point => [x, y])));
}

/** Reads a topology that this package wrote itself (`schematicPath`, `boundariesPath`). */
export function readTopology(text: string): AreaTopology {
  return JSON.parse(text);
}
