// Cuts a country into the tiles that devices load.
import { Delaunay } from 'd3-delaunay';
import type { Position } from '../area/area.ts';
import type { AreaTable } from '../area/read-areas.ts';
import type { AreaPolygons } from '../boundary/boundaries.ts';
import { boxOf, grown, meets } from '../geometry/box.ts';
import { clipRing } from '../geometry/clip-ring.ts';
import type { Box, Point, Polygon, Ring } from '../geometry/ring.ts';
import type { Anchor } from './locate-schematic.ts';
import { type PositionTile, type TileCommune, tileBox, tileDegrees, tileKeyOf } from './position-tile.ts';
import type { Outline } from './side.ts';

/** Makes tiles on demand. */
export interface TileMaker {
  /** Every tile that can name a commune, west to east within south to north. */
  readonly keys: () => string[];
  /** Undefined for a text that is no key, and for tiles that hold nothing of the country. */
  readonly make: (key: string) => PositionTile | undefined;
}

/** A label point reaches this far over the sea (30 km, `locateByAnchors`), in degrees, rounded up. */
const reachDegrees = 0.3;

/** Tiles of official polygons. */
export function exactTiles(areas: AreaTable, communes: readonly AreaPolygons[]): TileMaker {
  const shapes = communes.map(({ code, polygons }) => ({ code, polygons, box: boxOf(polygons.flat()) }));
  const make = (key: string): PositionTile | undefined => {
    const box = tileBox(key);
    if (box === undefined) return undefined;
    const near = shapes.flatMap(({ code, polygons, box: own }) => {
      const kept = meets(own, box) ? clipAll(polygons, box) : [];
      const commune = nameOf(areas, code);
      return kept.length === 0 || commune === undefined ? [] : [{ commune, kept }];
    });
    if (near.length === 0) return undefined;
    const named = near.map((one) => one.commune);
    return { key, edition: areas.edition, schematic: false, communes: named, polygons: near.map((one) => one.kept) };
  };
  const country = boxOf(shapes.flatMap(({ polygons }) => polygons.flat()));
  return { make, keys: () => keysIn(country).filter((key) => make(key) !== undefined) };
}

/** Tiles of label points: each holds every point that is nearest somewhere in it, and the outline within it. */
export function schematicTiles(
  areas: AreaTable,
  anchors: readonly Anchor[],
  outline: Outline | undefined,
  parallel: number,
): TileMaker {
  const country = grown(
    boxOf([anchors.map((anchor) => anchor.point), ...(outline?.country ?? []).flat()]),
    tileDegrees,
  );
  const cells = cellsOf(anchors, country, parallel);
  const land = (outline?.country ?? []).map((polygon) => ({ polygon, box: boxOf(polygon) }));
  const foreign = (outline?.neighbours ?? []).map((polygon) => ({ polygon, box: boxOf(polygon) }));
  const clip = (all: typeof land, box: Box) =>
    all.flatMap(({ polygon, box: own }) => (meets(own, box) ? clipAll([polygon], box) : []));

  const make = (key: string): PositionTile | undefined => {
    const box = tileBox(key);
    if (box === undefined || !meets(box, country)) return undefined;
    const home = clip(land, box);
    const isNear = anchors.some(({ point: [x, y] }) => meets(grown(box, reachDegrees), boxOf([[[x, y]]])));
    if (outline !== undefined && home.length === 0 && !isNear) return undefined;
    const kept = anchors.filter((_, index) => {
      const cell = cells[index];
      return cell !== undefined && meets(cell.box, box) && clipRing(cell.ring, box).length > 0;
    });
    const codes = [...new Set(kept.map((anchor) => anchor.code))];
    return {
      key,
      edition: areas.edition,
      schematic: true,
      parallel,
      communes: codes.flatMap((code) => nameOf(areas, code) ?? []),
      anchors: kept.map(({ code, point: [x, y], coreKm }) => [codes.indexOf(code), x, y, coreKm]),
      ...(outline && { outline: { country: home, neighbours: clip(foreign, box) } }),
    };
  };
  return { make, keys: () => keysIn(country).filter((key) => make(key) !== undefined) };
}

/** Voronoi cells, in degrees, a hair wider than exact so that no rounding loses a point that is nearest on a cell's very edge. */
function cellsOf(anchors: readonly Anchor[], country: Box, parallel: number): { ring: Ring; box: Box }[] {
  const squeeze = Math.cos((parallel * Math.PI) / 180);
  const { west, south, east, north } = grown(country, tileDegrees);
  const voronoi = Delaunay.from(
    anchors,
    (anchor) => anchor.point[0] * squeeze,
    (anchor) => anchor.point[1],
  ).voronoi([west * squeeze, south, east * squeeze, north]);
  return anchors.map(({ point: [x, y] }, index) => {
    const ring = (voronoi.cellPolygon(index) ?? []).map(
      ([cx = 0, cy = 0]): Point => [x + (cx / squeeze - x) * 1.000001, y + (cy - y) * 1.000001],
    );
    return { ring, box: boxOf([ring]) };
  });
}

function clipAll(polygons: readonly Polygon[], box: Box): Polygon[] {
  return polygons
    .map((polygon) => polygon.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 3))
    .filter((polygon) => polygon.length > 0);
}

function nameOf(areas: AreaTable, code: string): TileCommune | undefined {
  const commune = areas.communeByCode.get(code);
  const province = commune && areas.provinceByCode.get(commune.provinceCode);
  return province && { code, name: commune.fullName, provinceCode: province.code, provinceName: province.fullName };
}

function keysIn({ west, south, east, north }: Box): string[] {
  const keys: string[] = [];
  const half = tileDegrees / 2;
  for (let latitude = south; latitude < north + tileDegrees; latitude += tileDegrees) {
    for (let longitude = west; longitude < east + tileDegrees; longitude += tileDegrees) {
      keys.push(tileKeyOf(middleOf({ latitude, longitude }, half)));
    }
  }
  return keys;
}

function middleOf({ latitude, longitude }: Position, half: number): Position {
  const snap = (degrees: number) => Math.floor(degrees / tileDegrees) * tileDegrees + half;
  return { latitude: snap(latitude), longitude: snap(longitude) };
}
