// The nearest of many points: a grid searched in growing rings.
import type { Point } from './ring.ts';

/** Finds the nearest point. */
export interface NearestPoint {
  /** Index of the nearest point at most `withinKm` away, or -1; the lower index where two are equally near. */
  readonly find: (longitude: number, latitude: number, withinKm: number) => number;
  /** Kilometres from a position to the point of an index; Infinity where there is none. */
  readonly distanceKm: (index: number, longitude: number, latitude: number) => number;
}

/** Kilometres in a degree of latitude, mean (WGS 84). */
export const kmPerDegree = 111.2;

/** Mean count of points in a grid cell. */
const pointsPerCell = 2;

/**
 * Builds the index. Distances are taken in a plane where a degree of longitude is as long as on the given parallel: within a
 * country exact enough to name the nearest, and the same plane in which the schematic cells are drawn.
 */
export function indexPoints(points: readonly Point[], parallel: number): NearestPoint {
  const squeeze = Math.cos((parallel * Math.PI) / 180);
  const xs = Float64Array.from(points, (point) => point[0] * squeeze * kmPerDegree);
  const ys = Float64Array.from(points, (point) => point[1] * kmPerDegree);
  const west = xs.reduce((a, b) => Math.min(a, b), Infinity);
  const south = ys.reduce((a, b) => Math.min(a, b), Infinity);
  const widthKm = xs.reduce((a, b) => Math.max(a, b), west) - west;
  const heightKm = ys.reduce((a, b) => Math.max(a, b), south) - south;
  const wanted = Math.max(1, points.length / pointsPerCell);
  // The second bound keeps points on a line from asking for cells without number.
  const cellKm = Math.max(1e-6, Math.sqrt((widthKm * heightKm) / wanted), Math.max(widthKm, heightKm) / wanted);
  const columns = Math.floor(widthKm / cellKm) + 1;
  const rows = Math.floor(heightKm / cellKm) + 1;
  const cells: number[][] = points.length === 0 ? [] : Array.from({ length: columns * rows }, () => []);
  for (const index of points.keys()) {
    const cell =
      Math.floor(((ys[index] ?? 0) - south) / cellKm) * columns + Math.floor(((xs[index] ?? 0) - west) / cellKm);
    cells[cell]?.push(index);
  }

  const find = (longitude: number, latitude: number, withinKm: number): number => {
    const x = longitude * squeeze * kmPerDegree;
    const y = latitude * kmPerDegree;
    const column = Math.floor((x - west) / cellKm);
    const row = Math.floor((y - south) / cellKm);
    let best = -1;
    let bestKm2 = withinKm * withinKm;
    const look = (cell: number): void => {
      for (const index of cells[cell] ?? []) {
        const km2 = ((xs[index] ?? 0) - x) ** 2 + ((ys[index] ?? 0) - y) ** 2;
        if (km2 < bestKm2 || (km2 === bestKm2 && (best === -1 || index < best))) {
          best = index;
          bestKm2 = km2;
        }
      }
    };
    const firstRing = Math.max(0, -column, column - columns + 1, -row, row - rows + 1);
    const lastRing = Math.max(column, columns - 1 - column, row, rows - 1 - row);
    // A point `ring` cells away in either direction is more than ring - 1 cells' length away.
    for (let ring = firstRing; ring <= lastRing && (ring <= 1 || ((ring - 1) * cellKm) ** 2 <= bestKm2); ring++) {
      const first = Math.max(0, column - ring);
      const last = Math.min(columns - 1, column + ring);
      for (let r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
        if (Math.abs(r - row) === ring) for (let c = first; c <= last; c++) look(r * columns + c);
        else {
          if (column - ring >= 0 && column - ring < columns) look(r * columns + column - ring);
          if (column + ring >= 0 && column + ring < columns) look(r * columns + column + ring);
        }
      }
    }
    return best;
  };
  const distanceKm = (index: number, longitude: number, latitude: number): number =>
    Math.hypot(
      (xs[index] ?? Infinity) - longitude * squeeze * kmPerDegree,
      (ys[index] ?? Infinity) - latitude * kmPerDegree,
    );
  return { find, distanceKm };
}
