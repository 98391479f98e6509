// From a position to the commune whose label point is nearest: what is known without official polygons, and marked so.
import type { Position } from '../area/area.ts';
import { indexPoints } from '../geometry/nearest-point.ts';
import type { Point } from '../geometry/ring.ts';
import type { Side } from './side.ts';

/** A label point and the commune it stands for; a commune of islands may have several. */
export interface Anchor {
  readonly code: string;
  readonly point: Point;
  /** Kilometres around the point that are surely the commune's land, whatever a coarse outline says. */
  readonly coreKm: number;
}

/** How far at sea a commune reaches from its label point: most atlas outlines lack the small islands. */
const seaReachKm = 30;
/** No land commune is farther from its label point than this. */
const landReachKm = 100;

/**
 * The look-up over anchors. An outline from a small-scale atlas is kilometres off at the border, so the core around a label point is
 * home even where the outline says abroad. The anchors' order settles ties. */
export function locateByAnchors(
  anchors: readonly Anchor[],
  sideOf: (longitude: number, latitude: number) => Side,
  parallel: number,
): (position: Position) => Anchor | undefined {
  const nearest = indexPoints(
    anchors.map((anchor) => anchor.point),
    parallel,
  );
  return ({ latitude, longitude }) => {
    const side = sideOf(longitude, latitude);
    const found = nearest.find(longitude, latitude, side === 'sea' ? seaReachKm : landReachKm);
    const anchor = anchors[found];
    if (side !== 'abroad' || anchor === undefined) return anchor;
    return nearest.distanceKm(found, longitude, latitude) <= anchor.coreKm ? anchor : undefined;
  };
}
