// What a device loads to find its own commune: everything near, in one small file, so that the position itself need not travel.
import type { Position } from '../area/area.ts';
import type { Box, Polygon } from '../geometry/ring.ts';
import { locateByPolygons } from './locate-exact.ts';
import { locateByAnchors } from './locate-schematic.ts';
import { sideTest } from './side.ts';

/** A square of half a degree (55 km): a request for it tells no more than that. */
export const tileDegrees = 0.5;

/** A commune that a tile can name. */
export interface TileCommune {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly provinceName: string;
}

interface TileBase {
  readonly key: string;
  readonly edition: string;
  readonly communes: readonly TileCommune[];
}

/** A tile of a country without official polygons. `anchors`: place in `communes`, longitude, latitude, core radius in km. */
export interface SchematicTile extends TileBase {
  readonly schematic: true;
  readonly parallel: number;
  readonly anchors: readonly (readonly [commune: number, longitude: number, latitude: number, coreKm: number])[];
  /** Land in the tile; absent for a country without an outline. */
  readonly outline?: { readonly country: readonly Polygon[]; readonly neighbours: readonly Polygon[] };
}

/** A tile of official polygons, cut at the tile's sides; `polygons` is parallel to `communes`. */
export interface ExactTile extends TileBase {
  readonly schematic: false;
  readonly polygons: readonly (readonly Polygon[])[];
}

export type PositionTile = SchematicTile | ExactTile;

/** A commune found on the device. */
export interface FoundCommune extends TileCommune {
  readonly edition: string;
  readonly schematic: boolean;
}

/** The key of the tile that holds a position: file name and path segment alike. */
export function tileKeyOf({ latitude, longitude }: Position): string {
  return `${Math.floor(latitude / tileDegrees)}_${Math.floor(longitude / tileDegrees)}`;
}

/** The bounds of a tile; undefined when the text is no key. */
export function tileBox(key: string): Box | undefined {
  const match = /^(-?\d{1,3})_(-?\d{1,3})$/.exec(key);
  if (match === null) return undefined;
  const south = Number(match[1]) * tileDegrees;
  const west = Number(match[2]) * tileDegrees;
  if (Math.abs(south) > 90 || Math.abs(west) > 180) return undefined;
  return { west, south, east: west + tileDegrees, north: south + tileDegrees };
}

/** The look-up within one tile; it answers as the whole country's does. Undefined for positions of other tiles, too. */
export function locateInTile(tile: PositionTile): (position: Position) => FoundCommune | undefined {
  const find = tile.schematic ? findByAnchors(tile) : findByPolygons(tile);
  return (position) => {
    if (tileKeyOf(position) !== tile.key) return undefined;
    const commune = tile.communes[find(position)];
    return commune && { ...commune, edition: tile.edition, schematic: tile.schematic };
  };
}

function findByAnchors(tile: SchematicTile): (position: Position) => number {
  const anchors = tile.anchors.map(([commune, longitude, latitude, coreKm]) => ({
    code: String(commune),
    point: [longitude, latitude] as const,
    coreKm,
  }));
  const locate = locateByAnchors(anchors, sideTest(tile.outline), tile.parallel);
  return (position) => Number(locate(position)?.code ?? -1);
}

function findByPolygons(tile: ExactTile): (position: Position) => number {
  const locate = locateByPolygons(tile.polygons.map((polygons, index) => ({ code: String(index), polygons })));
  return (position) => Number(locate(position) ?? -1);
}
