// Official polygons as they come: TopoJSON or GeoJSON of any shape, to the polygons each feature holds and the code it bears.
import type { Feature, FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import * as z from 'zod';
import type { Polygon } from '../geometry/ring.ts';
import { withoutMark } from '../table/read-csv.ts';
import { polygonsIn } from './boundaries.ts';

/** One feature of a pack. */
export interface PackFeature {
  /** Where it stands in the file, from 1. */
  readonly place: number;
  /** Every value that may be its code: the id and the texts among its properties, as they stand. */
  readonly candidates: ReadonlyMap<string, string>;
  /** Undefined where the geometry is neither polygon nor multipolygon. */
  readonly polygons: readonly Polygon[] | undefined;
}

/** A file's features, and the reference system it names where that is not WGS 84. */
export interface Pack {
  readonly features: readonly PackFeature[];
  readonly foreignSystem?: string;
}

/** A file that is no pack at all; the message says why. */
export class PackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PackError';
  }
}

const properties = z.record(z.string(), z.unknown()).nullish();
/** JSON may write more than a number holds, which is read as infinite: no degrees, and told as that. */
const coordinate = z.custom<number>((value) => typeof value === 'number');
const positions = z.array(z.array(coordinate).min(2));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(positions) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(positions)) }),
]);
const featureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ id: z.union([z.string(), z.number()]).optional(), properties, geometry: z.unknown() })),
});
const arcs = z.array(z.array(z.array(coordinate).min(2)));
const topology = z.looseObject({
  type: z.literal('Topology'),
  arcs,
  objects: z.record(z.string(), z.looseObject({ type: z.string() })),
});

/** As files before RFC 7946 name the reference system of their coordinates. */
const namedSystem = z.looseObject({ crs: z.object({ properties: z.object({ name: z.string() }) }) });
/** WGS 84 in degrees, however it is written. */
const WGS_84 = /(CRS:?84|EPSG:.*\b(4326|4979))$/i;

/** Reads the text of a pack. Throws PackError when it is not JSON, or neither GeoJSON nor TopoJSON with features. */
export function readPack(text: string): Pack {
  const file = parseJson(text);
  const collection = featureCollection.safeParse(file);
  const features = collection.success ? collection.data.features : featuresOfTopology(file);
  const system = namedSystem.safeParse(file);
  const isForeign = system.success && !WGS_84.test(system.data.crs.properties.name);
  return {
    features: features.map(toPackFeature),
    ...(isForeign && { foreignSystem: system.data.crs.properties.name }),
  };
}

function toPackFeature(
  { id, properties: kept, geometry: shape }: z.infer<typeof featureCollection>['features'][number],
  index: number,
): PackFeature {
  const parsed = geometry.safeParse(shape);
  return {
    place: index + 1,
    candidates: candidatesOf(id, kept ?? {}),
    polygons: parsed.success ? polygonsIn(parsed.data) : undefined,
  };
}

/** The object of a topology with the most features: packs often carry provinces and labels beside the communes. */
function featuresOfTopology(file: unknown): Pick<Feature, 'id' | 'properties' | 'geometry'>[] {
  const parsed = topology.safeParse(file);
  if (!parsed.success) throw new PackError('neither a GeoJSON FeatureCollection nor a TopoJSON Topology');
  const whole = asTopology(parsed.data);
  const collections = Object.values(whole.objects).map((object) => openObject(whole, object));
  const [largest] = collections.toSorted((a, b) => b.length - a.length);
  if (largest === undefined) throw new PackError('the topology holds no objects');
  return largest;
}

function openObject(whole: Topology, object: Topology['objects'][string]): Feature[] {
  try {
    const opened: Feature | FeatureCollection = feature(whole, object);
    return opened.type === 'FeatureCollection' ? opened.features : [opened];
  } catch (error) {
    throw new PackError('the topology names arcs that it does not hold', { cause: error });
  }
}

/** Codes are texts; a number has lost its leading zeros and is no candidate. */
function candidatesOf(id: string | number | undefined, kept: Readonly<Record<string, unknown>>): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof id === 'string') found.set('id', id);
  for (const [key, value] of Object.entries(kept)) if (typeof value === 'string') found.set(key, value);
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch (error) {
    throw new PackError(`not JSON: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** The outer shape was parsed; geometries inside are opened by topojson-client, whose failures are caught. */
function asTopology(parsed: z.infer<typeof topology>): Topology {
  return parsed as unknown as Topology;
}
