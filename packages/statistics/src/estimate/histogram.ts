// How collapsed values are spread: counts between fixed edges, the same for every area and period so that they may be compared.
import type { QuantityId } from '../indicator/quantities.ts';

const RATE_EDGES = [1, 2, 5, 10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000];
const DELAY_EDGES = [5, 10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 500, 1000];

/** Inner edges, rising, in the quantity's unit: n edges make n + 1 bins. Targets of the state (40, 100, 200, 300) are among those of rates. */
export const HISTOGRAM_EDGES: Readonly<Partial<Record<QuantityId, readonly number[]>>> = {
  download: RATE_EDGES,
  upload: RATE_EDGES,
  'latency-idle': DELAY_EDGES,
  'latency-loaded-down': DELAY_EDGES,
  'latency-loaded-up': DELAY_EDGES,
  jitter: [1, 2, 5, 10, 20, 50, 100],
  responsiveness: [50, 100, 200, 400, 800, 1500, 3000],
};

/** Counts of values in each bin: below the first edge, from each edge (included) to the next, from the last edge on. Edges rising. */
export function histogram(values: Iterable<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const next = edges.findIndex((edge) => value < edge);
    const bin = next === -1 ? edges.length : next;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
