// Does a ring cross itself? Its edges in bands of latitude, each held against the others of its band.
import { boxOf } from './box.ts';
import type { Point, Ring } from './ring.ts';

/** Mean count of edges in one band. */
const EDGES_PER_BAND = 8;

/** A point where two edges of the ring cross, each with its ends on both sides of the other; undefined where none do. Touching is no crossing. */
export function crossingOf(ring: Ring): Point | undefined {
  const edges = ring.map((from, at) => ({ from, to: ring[(at + 1) % ring.length] ?? from }));
  const { south, north } = boxOf([ring]);
  const bands = Math.max(1, Math.ceil(edges.length / EDGES_PER_BAND));
  const bandOf = (y: number) => Math.min(bands - 1, Math.floor(((y - south) / (north - south)) * bands));
  const members: (typeof edges)[] = Array.from({ length: bands }, () => []);
  for (const edge of edges) {
    const [low, high] = [edge.from[1], edge.to[1]].toSorted((a, b) => a - b);
    for (let band = bandOf(low ?? 0); band <= bandOf(high ?? 0); band++) {
      for (const other of members[band] ?? [])
        if (apart(edge.from, edge.to, other) && apart(other.from, other.to, edge)) return edge.from;
      members[band]?.push(edge);
    }
  }
  return undefined;
}

/** Do the points lie on two sides of the line through the edge? */
function apart(one: Point, other: Point, { from, to }: { readonly from: Point; readonly to: Point }): boolean {
  return side(one, from, to) * side(other, from, to) < 0;
}

/** The sign of the turn from the line to the point: 0 on the line. */
function side([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  return Math.sign((toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX));
}
