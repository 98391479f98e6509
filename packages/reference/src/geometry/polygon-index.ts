// Point in polygon over many polygons: a grid of bounding boxes, and the edges of each polygon in bands of latitude.
import type { Polygon, Ring } from './ring.ts';

/** Finds the polygon that holds a point. */
export interface PolygonIndex {
  /** Index of the first polygon that holds the point, or -1. Longitude and latitude in degrees. */
  readonly find: (longitude: number, latitude: number) => number;
}

/** Mean count of edges that begin in one band; few enough to walk, many enough that most edges lie in one band. */
const edgesPerBand = 12;
/** Mean count of grid cells a polygon. */
const cellsPerPolygon = 12;
const mostCells = 1_000_000;

interface Banded {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly bandsPerDegree: number;
  readonly lastBand: number;
  /** Where each band's edges begin in `edges`, and one entry more. */
  readonly begins: Uint32Array;
  /** Four numbers an edge: longitude and latitude of its southern end, then of its northern end. */
  readonly edges: Float64Array;
}

/**
 * Builds the index. Each edge belongs to the area west of it, by the half-open rule, computed alike for both polygons that share it:
 * a point on a shared edge lies in exactly one of them.
 */
export function indexPolygons(polygons: readonly Polygon[]): PolygonIndex {
  const banded = polygons.map(toBands);
  const grid = toGrid(banded);
  return {
    find: (longitude, latitude) => {
      const column = Math.floor((longitude - grid.west) * grid.perDegree);
      const row = Math.floor((latitude - grid.south) * grid.perDegree);
      if (!(column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)) return -1;
      const cell = row * grid.columns + column;
      const until = grid.begins[cell + 1] ?? 0;
      for (let at = grid.begins[cell] ?? 0; at < until; at++) {
        const candidate = grid.members[at] ?? -1;
        const polygon = banded[candidate];
        if (polygon !== undefined && holds(polygon, longitude, latitude)) return candidate;
      }
      return -1;
    },
  };
}

function holds(polygon: Banded, x: number, y: number): boolean {
  if (x < polygon.west || x > polygon.east || y < polygon.south || y > polygon.north) return false;
  const { edges, begins } = polygon;
  const band = Math.min(polygon.lastBand, Math.floor((y - polygon.south) * polygon.bandsPerDegree));
  const until = begins[band + 1] ?? 0;
  let inside = false;
  for (let at = begins[band] ?? 0; at < until; at += 4) {
    const southY = edges[at + 1] ?? 0;
    const northY = edges[at + 3] ?? 0;
    if (y < southY || y >= northY) continue;
    const southX = edges[at] ?? 0;
    const northX = edges[at + 2] ?? 0;
    if (x < southX + ((y - southY) * (northX - southX)) / (northY - southY)) inside = !inside;
  }
  return inside;
}

function toBands(polygon: Polygon): Banded {
  const edges = polygon.flatMap(edgesOf);
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [southX, southY, northX, northY] of edges) {
    box.west = Math.min(box.west, southX, northX);
    box.east = Math.max(box.east, southX, northX);
    box.south = Math.min(box.south, southY);
    box.north = Math.max(box.north, northY);
  }
  // Of steep edges many lie in every band however thin it is: a band as thin as leaves it twice as many is thin enough.
  const climb = edges.reduce((sum, [, southY, , northY]) => sum + (northY - southY), 0);
  const everywhere = edges.length === 0 ? 0 : climb / (box.north - box.south);
  const bands = Math.max(1, Math.floor(edges.length / Math.max(edgesPerBand, everywhere)));
  const bandsPerDegree = bands / (box.north - box.south);
  const bandOf = (y: number) => Math.min(bands - 1, Math.floor((y - box.south) * bandsPerDegree));
  const members: number[][] = Array.from({ length: bands }, () => []);
  for (const edge of edges)
    for (let band = bandOf(edge[1]); band <= bandOf(edge[3]); band++) members[band]?.push(...edge);
  return { ...box, bandsPerDegree, lastBand: bands - 1, ...pack(members, Float64Array, 'edges') };
}

type Edge = readonly [southX: number, southY: number, northX: number, northY: number];

/** Level edges never cross the ray to the east, so they are left out. */
function edgesOf(ring: Ring): Edge[] {
  const found: Edge[] = [];
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous && previous[1] < point[1]) found.push([previous[0], previous[1], point[0], point[1]]);
    if (previous && previous[1] > point[1]) found.push([point[0], point[1], previous[0], previous[1]]);
    previous = point;
  }
  return found;
}

function toGrid(banded: readonly Banded[]) {
  const real = banded.filter((one) => one.west <= one.east);
  const west = real.reduce((least, one) => Math.min(least, one.west), 180);
  const south = real.reduce((least, one) => Math.min(least, one.south), 90);
  const width = real.reduce((most, one) => Math.max(most, one.east), west) - west;
  const height = real.reduce((most, one) => Math.max(most, one.north), south) - south;
  const wanted = Math.min(mostCells, Math.max(1, real.length * cellsPerPolygon));
  // The second bound keeps land as thin as a line from asking for cells without number.
  const perDegree = Math.min(
    Math.sqrt(wanted / Math.max(width * height, Number.MIN_VALUE)),
    wanted / Math.max(width, height, 1e-9),
  );
  const columns = Math.floor(width * perDegree) + 1;
  const rows = Math.floor(height * perDegree) + 1;
  const cells: number[][] = Array.from({ length: columns * rows }, () => []);
  for (const [index, one] of banded.entries()) {
    for (
      let row = Math.floor((one.south - south) * perDegree);
      row <= Math.floor((one.north - south) * perDegree);
      row++
    ) {
      const first = row * columns + Math.floor((one.west - west) * perDegree);
      const last = row * columns + Math.floor((one.east - west) * perDegree);
      for (let cell = first; cell <= last; cell++) cells[cell]?.push(index);
    }
  }
  return { west, south, perDegree, columns, rows, ...pack(cells, Uint32Array, 'members') };
}

/** Lists of numbers end to end in one typed array, with where each begins. */
function pack<A extends Float64Array | Uint32Array, N extends string>(
  lists: readonly number[][],
  Kind: { from: (values: number[]) => A },
  name: N,
): { begins: Uint32Array } & Record<N, A> {
  const begins = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) begins[index + 1] = (begins[index] ?? 0) + list.length;
  return named(begins, Kind.from(lists.flat()), name);
}

/** The record with exactly the one key `name`, which the checker cannot see for a computed key. */
function named<A, N extends string>(begins: Uint32Array, values: A, name: N): { begins: Uint32Array } & Record<N, A> {
  return { begins, [name]: values } as { begins: Uint32Array } & Record<N, A>;
}
