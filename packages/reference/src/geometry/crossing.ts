// Does a ring cross itself? Its edges in cells of a grid, each held against the others of its cells.
import { boxOf } from './box.ts';
import type { Point, Ring } from './ring.ts';

interface Edge {
  readonly from: Point;
  readonly to: Point;
}

/** Pairs of edges that are looked at, two seconds of work: a coast of 5,000 bays needs a fifth, a star of 100,000 spikes thousands of times as many. */
const MOST_PAIRS = 5e7;

/**
 * A point where two edges of the ring cross, each with its ends on both sides of the other; undefined where none do. Touching is no
 * crossing. `unknown` where none was found in so many pairs as are looked at.
 */
export function crossingOf(ring: Ring, mostPairs = MOST_PAIRS): Point | 'unknown' | undefined {
  const edges = ring.map((from, at): Edge => ({ from, to: ring[(at + 1) % ring.length] ?? from }));
  const { west, south, east, north } = boxOf([ring]);
  const [columnOf, rowOf] = gridOf(edges, { width: east - west, height: north - south });
  const members = new Map<number, Edge[]>();
  let pairs = 0;
  for (const edge of edges) {
    const { from, to } = edge;
    const lastColumn = columnOf(Math.max(from[0], to[0]) - west);
    const lastRow = rowOf(Math.max(from[1], to[1]) - south);
    for (let row = rowOf(Math.min(from[1], to[1]) - south); row <= lastRow; row++) {
      for (let column = columnOf(Math.min(from[0], to[0]) - west); column <= lastColumn; column++) {
        const cell = row * (edges.length + 1) + column;
        const others = members.get(cell);
        if (others === undefined) {
          members.set(cell, [edge]);
          continue;
        }
        pairs += others.length;
        if (pairs > mostPairs) return 'unknown';
        if (others.some((other) => doCross(edge, other))) return from;
        others.push(edge);
      }
    }
  }
  return undefined;
}

type Place = (offset: number) => number;

/**
 * Column and row of an offset from the south-western corner: cells as wide and as high as the mean edge, so that an edge lies in few of
 * them however long or steep the edges are, and no more of them than there are edges.
 */
function gridOf(edges: readonly Edge[], { width, height }: { width: number; height: number }): [Place, Place] {
  const along = (axis: 0 | 1) => edges.reduce((sum, { from, to }) => sum + Math.abs(to[axis] - from[axis]), 0);
  const columns = (edges.length * width) / Math.max(along(0), Number.MIN_VALUE);
  const rows = (edges.length * height) / Math.max(along(1), Number.MIN_VALUE);
  const fewer = Math.min(1, Math.sqrt(edges.length / Math.max(columns * rows, 1)));
  const place = (count: number, extent: number): Place => {
    const cells = Math.max(1, Math.floor(Math.min(edges.length, count * fewer)));
    return (offset) => Math.min(cells - 1, Math.floor((offset / Math.max(extent, Number.MIN_VALUE)) * cells));
  };
  return [place(columns, width), place(rows, height)];
}

function doCross(one: Edge, other: Edge): boolean {
  return apart(one.from, one.to, other) && apart(other.from, other.to, one);
}

/** Do the points lie on two sides of the line through the edge? */
function apart(one: Point, other: Point, { from, to }: Edge): boolean {
  return side(one, from, to) * side(other, from, to) < 0;
}

/** The sign of the turn from the line to the point: 0 on the line. */
function side([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  return Math.sign((toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX));
}
