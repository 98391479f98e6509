// H3 cells as the map and its table show them: medians of measurements that told a position of their own.
import type { HexagonAnswer } from '@i-speed/spec';
import { figureOf, type MapArea, textured } from './areas.ts';
import { askJson, type Get } from './ask.ts';
import { type Camera, type Kind, type MapView, type Measure, periodOf, whoseFilter } from './view.ts';

/** `code` is H3's name of the cell. */
export type MapHexagon = MapArea & {
  /** Of the commune around its middle; absent in the sea. */
  communeCode?: string;
  latitude: number;
  longitude: number;
  /** Corners, longitude before latitude, the first not repeated. */
  boundary: [number, number][];
};

export type Hexagons = {
  areas: MapHexagon[];
  resolution: number;
  leastDevices: number;
  withheld: number;
  asOf?: string | undefined;
};

/** Zooms from which the next finer cells are shown; the first are of resolution 4. */
const FINER_FROM = [6.5, 8, 9.5];
const FIRST = 4;
/** Cells of an edge of 69 km: where people measured little they still tell something. */
const COARSEST = 3;
/** So many cells with a figure make a map; a coarser one is not asked for. */
const ENOUGH = 30;
/** A large screen, in pixels of MapLibre's zoom, whose world has 512 at 0. */
const SCREEN = { width: 1280, height: 900, world: 512 };

/** The finest resolution that is to be read at a zoom: an edge of 20 to 60 pixels. */
export function resolutionAt(zoom: number): number {
  return FIRST + FINER_FROM.filter((from) => zoom >= from).length;
}

/**
 * The cells, no finer than the zoom bears, that tell most: with the most figures in sight, of equals the finest. Few measurements so give
 * larger cells instead of none. Rejects where `askAt` does.
 */
export async function tellingHexagons(
  at: Camera | undefined,
  askAt: (resolution: number) => Promise<Hexagons>,
): Promise<Hexagons> {
  let best: { hexagons: Hexagons; told: number } | undefined;
  for (let resolution = resolutionAt(at?.zoom ?? 0); resolution >= COARSEST; resolution -= 1) {
    const hexagons = await askAt(resolution);
    const told = hexagons.areas.filter((one) => one.state === 'figure' && isInSight(one, at)).length;
    if (best === undefined || told > best.told) best = { hexagons, told };
    if (told >= ENOUGH) break;
  }
  if (best === undefined) throw new Error('no resolution was asked for');
  return best.hexagons;
}

/** Whether a place lies on a large screen around the camera; all does where nobody looks closer. */
function isInSight(
  { latitude, longitude }: Pick<MapHexagon, 'latitude' | 'longitude'>,
  at: Camera | undefined,
): boolean {
  if (at === undefined) return true;
  const degreesPerPixel = 360 / (SCREEN.world * 2 ** at.zoom);
  const flat = Math.cos((at.latitude * Math.PI) / 180);
  return (
    Math.abs(longitude - at.longitude) <= (SCREEN.width / 2) * degreesPerPixel &&
    Math.abs(latitude - at.latitude) <= (SCREEN.height / 2) * degreesPerPixel * flat
  );
}

/** Path of the API's answer. */
export function hexagonsPath(view: MapView, today: string, kind: Kind | undefined, resolution: number): string {
  const asked = { ...periodOf(view, today), ...whoseFilter(view) };
  const query = new URLSearchParams({ indicator: view.measure, resolution: String(resolution), ...asked });
  if (kind !== undefined) query.set('networkKind', kind);
  return `/api/v1/statistics/hexagons?${query}`;
}

/** Rejects where the hub does not answer. */
export async function askHexagons(get: Get, path: string, measure: Measure): Promise<Hexagons> {
  const { hexagons, resolution, leastDevices, withheld, asOf } = await askJson<HexagonAnswer>(get, path);
  return { areas: hexagons.map((one) => hexagonOf(one, measure)), resolution, leastDevices, withheld, asOf };
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
