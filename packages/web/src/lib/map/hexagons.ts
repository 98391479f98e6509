// H3 cells as the map and its table show them: medians of measurements that told a position of their own.
import type { HexagonAnswer } from '@i-speed/spec';
import { figureOf, type MapArea, textured } from './areas.ts';
import { askJson, type Get } from './ask.ts';
import { accessFilter, type Kind, type MapView, type Measure, periodOf } from './view.ts';

/** `code` is H3's name of the cell. */
export type MapHexagon = MapArea & {
  /** Of the commune around its middle; absent in the sea. */
  communeCode?: string;
  latitude: number;
  longitude: number;
  /** Corners, longitude before latitude, the first not repeated. */
  boundary: [number, number][];
};

export type Hexagons = { areas: MapHexagon[]; resolution: number; leastDevices: number; withheld: number };

/** Zooms from which the next finer cells are shown; the first are of resolution 4. */
const FINER_FROM = [6.5, 8, 9.5];
const COARSEST = 4;

/** Resolution of the cells that are to be read at a zoom: an edge of 20 to 60 pixels. */
export function resolutionAt(zoom: number): number {
  return COARSEST + FINER_FROM.filter((from) => zoom >= from).length;
}

/** Path of the API's answer. */
export function hexagonsPath(view: MapView, today: string, kind: Kind | undefined, resolution: number): string {
  const { measure, access } = view;
  const asked = { ...periodOf(view, today), ...accessFilter(access) };
  const query = new URLSearchParams({ indicator: measure, resolution: String(resolution), ...asked });
  if (kind !== undefined) query.set('networkKind', kind);
  return `/api/v1/statistics/hexagons?${query}`;
}

/** Rejects where the hub does not answer. */
export async function askHexagons(get: Get, path: string, measure: Measure): Promise<Hexagons> {
  const { hexagons, resolution, leastDevices, withheld } = await askJson<HexagonAnswer>(get, path);
  return { areas: hexagons.map((one) => hexagonOf(one, measure)), resolution, leastDevices, withheld };
}

function hexagonOf(one: HexagonAnswer['hexagons'][number], measure: Measure): MapHexagon {
  const { id, name, provinceName, communeCode, latitude, longitude, boundary, n, devices } = one;
  const place = name === undefined ? `${latitude.toFixed(2)}, ${longitude.toFixed(2)}` : `${name}, ${provinceName}`;
  return textured({
    ...{ code: id, name: place, latitude, longitude, boundary, n, devices, countedN: n, isShort: false },
    ...(communeCode !== undefined && { communeCode }),
    ...figureOf(one, measure),
  });
}
