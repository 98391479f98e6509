// Schematic communes: the cells of the label points (Voronoi), cut at the country's outline; what maps show without official polygons.
import { Delaunay } from 'd3-delaunay';
import polygonClipping from 'polygon-clipping';
import { boxOf, grown, meets, ringArea } from '../geometry/box.ts';
import { clipRing } from '../geometry/clip-ring.ts';
import { kmPerDegree } from '../geometry/nearest-point.ts';
import type { Box, Point, Polygon, Ring } from '../geometry/ring.ts';
import type { Anchor } from '../place/locate-schematic.ts';
import { type Outline, sideTest } from '../place/side.ts';
import type { AreaPolygons } from './boundaries.ts';

/** How far the plane of cells reaches beyond the label points and the outline, in degrees. */
const marginDegrees = 1;
/** Parts smaller than this, in km2, are no islands but the leavings of a cut. */
const sliverKm2 = 0.02;
/** Corners of the disc that stands for an island that the outline lacks. */
const discCorners = 24;

/**
 * Each commune's cell: the land nearer to one of its label points than to any other, in the plane of `parallel`, in which
 * `locateByAnchors` looks too. A label point that the outline leaves out gets a disc of its core's double radius, cut to its cell, so
 * that no commune is without a shape. Without an outline the cells end at a box around the points.
 */
export function makeSchematic(
  anchors: readonly Anchor[],
  outline: Outline | undefined,
  parallel: number,
): AreaPolygons[] {
  const squeeze = Math.cos((parallel * Math.PI) / 180);
  const sideOf = sideTest(outline);
  const land = (outline?.country ?? []).map((polygon) => polygon.map((ring) => ({ ring, box: boxOf([ring]) })));
  const box = grown(boxOf([anchors.map((anchor) => anchor.point), ...(outline?.country ?? []).flat()]), marginDegrees);
  const cells = Delaunay.from(
    anchors,
    (anchor) => anchor.point[0] * squeeze,
    (anchor) => anchor.point[1],
  ).voronoi([box.west * squeeze, box.south, box.east * squeeze, box.north]);

  const shapes = new Map<string, Polygon[]>();
  for (const [index, anchor] of anchors.entries()) {
    const cell = (cells.cellPolygon(index) ?? []).map(([x = 0, y = 0]): Point => [x / squeeze, y]);
    if (cell.length === 0) continue;
    const isAdrift = sideOf(anchor.point[0], anchor.point[1]) !== 'home';
    const pieces = landNear(land, boxOf([cell]));
    if (isAdrift) pieces.push([disc(anchor, squeeze)]);
    const parts = outline === undefined ? [[cell]] : cut(pieces, cell);
    const known = shapes.get(anchor.code) ?? [];
    shapes.set(anchor.code, [...known, ...parts]);
  }
  return [...shapes].map(([code, polygons]) => ({ code, polygons: withoutSlivers(polygons, squeeze) }));
}

/** Cuts leave slivers that no map can show: they go, but never the last part of a commune. */
function withoutSlivers(polygons: readonly Polygon[], squeeze: number): Polygon[] {
  const sizeKm2 = (polygon: Polygon) => ringArea(polygon[0] ?? []) * squeeze * kmPerDegree ** 2;
  const bySize = polygons.toSorted((a, b) => sizeKm2(b) - sizeKm2(a));
  return bySize
    .filter((polygon, place) => place === 0 || sizeKm2(polygon) >= sliverKm2)
    .map(([outer = [], ...holes]) => [outer, ...holes.filter((hole) => sizeKm2([hole]) >= sliverKm2)]);
}

/** The land in a box around a cell: only these few edges of thousands are then cut exactly. */
function landNear(land: readonly (readonly { ring: Ring; box: Box }[])[], box: Box): Polygon[] {
  return land.flatMap((polygon) => {
    if (polygon[0] === undefined || !meets(polygon[0].box, box)) return [];
    const near = polygon.map(({ ring }) => clipRing(ring, box)).filter((ring) => ring.length > 3);
    return near.length === 0 ? [] : [near];
  });
}

function cut(pieces: readonly Polygon[], cell: Ring): Polygon[] {
  const [first, ...rest] = pieces.map(loose);
  if (first === undefined) return [];
  const whole = rest.length === 0 ? first : polygonClipping.union(first, ...rest);
  return polygonClipping.intersection(whole, loose([cell]));
}

function disc({ point, coreKm }: Anchor, squeeze: number): Ring {
  const radius = (2 * coreKm) / kmPerDegree;
  return Array.from({ length: discCorners + 1 }, (_, corner): Point => {
    const angle = ((corner % discCorners) / discCorners) * 2 * Math.PI;
    return [point[0] + (radius * Math.cos(angle)) / squeeze, point[1] + radius * Math.sin(angle)];
  });
}

/** Copies, for polygon-clipping may change them, on a grid of a tenth of a metre, without which nearly equal edges confuse it. */
function loose(polygon: Polygon): [number, number][][] {
  return polygon.map((ring) => ring.map(([x, y]): [number, number] => [onGrid(x), onGrid(y)]));
}

function onGrid(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
