// What the map asks of the public API.
import { type AreaShapes, type AreaTopology, shapesOf } from '@i-speed/reference/browser';
import type { AreaList, PublicPoint, SpotProgress } from '@i-speed/spec';
import type { MapAnswer } from './areas.ts';

/** Islands that every national map shows and names. */
export type Archipelago = {
  code: string;
  names: { vi: string; en: string };
  label: { latitude: number; longitude: number };
  islands: { name: string; latitude: number; longitude: number }[];
};

export type MapShapes = { shapes: AreaShapes; isSchematic: boolean; archipelagos: Archipelago[] };

export type Get = (path: string, init?: RequestInit) => Promise<Response>;

/** Shapes of provinces, or of the communes of the country or one province. Rejects where the hub does not answer. */
export async function askShapes(get: Get, level: 'province' | 'commune', province?: string): Promise<MapShapes> {
  const query = new URLSearchParams({ level, ...(province !== undefined && { province }) });
  const topology = await askJson<AreaTopology & { archipelagos: Archipelago[] }>(get, `/api/v1/areas/shapes?${query}`);
  const shapes = shapesOf(topology, level === 'province' ? 'provinces' : 'communes');
  return { shapes, isSchematic: topology.schematic, archipelagos: topology.archipelagos };
}

/** Rejects where the hub does not answer or refuses the question. */
export function askAreas(get: Get, path: string, signal?: AbortSignal): Promise<MapAnswer & { period: Period }> {
  return askJson(get, path, signal);
}

type Period = { from: string; to: string };

/** Where the name of an area is written. */
export type Label = { code: string; name: string; fullName: string; latitude: number; longitude: number };

/** Labels of provinces, or of the communes of the country or one province. */
export async function askLabels(get: Get, level: 'province' | 'commune', province?: string): Promise<Label[]> {
  const query = new URLSearchParams({ level, ...(province !== undefined && { province }) });
  const { areas = [] } = await askJson<AreaList>(get, `/api/v1/areas?${query}`);
  return areas.flatMap(({ code, name, fullName, label }) => (label ? [{ code, name, fullName, ...label }] : []));
}

/** Points that say where they stand. */
export async function askPoints(get: Get): Promise<(PublicPoint & { latitude: number; longitude: number })[]> {
  const { points } = await askJson<{ points: PublicPoint[] }>(get, '/api/v1/points');
  return points.flatMap((point) => {
    const { latitude, longitude } = point;
    return latitude === undefined || longitude === undefined ? [] : [{ ...point, latitude, longitude }];
  });
}

/** A reported place without signal. */
export type WhiteSpot = {
  provinceCode: string;
  latitude?: number;
  longitude?: number;
  operatorId: string;
  observedOn: string;
  /** How far those are who can mend it. */
  state: SpotProgress;
};

/** Places without signal, newest first; of one province where it is named. */
export async function askSpots(get: Get, province: string | undefined): Promise<WhiteSpot[]> {
  const query = province === undefined ? '' : `?${new URLSearchParams({ province })}`;
  return (await askJson<{ whiteSpots: WhiteSpot[] }>(get, `/api/v1/white-spots${query}`)).whiteSpots;
}

/** Guarantee: the hub answers by the schema of its own document. */
export async function askJson<T>(get: Get, path: string, signal?: AbortSignal): Promise<T> {
  const answer = await get(path, signal === undefined ? {} : { signal });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}
