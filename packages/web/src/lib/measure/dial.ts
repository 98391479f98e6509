// The dial's scale: logarithmic, as the difference between 2 and 20 Mbps means as much to a person as that between 20 and 200.

const LEAST_MBPS = 0.1;
const MOST_MBPS = 1000;

/** Where the dial has marks. */
export const dialMarks: readonly number[] = [0.1, 1, 10, 100, 1000];

/** How far round the dial a rate stands, 0 to 1; what lies beyond an end stands at it. */
export function dialShare(mbps: number): number {
  const share = Math.log(Math.max(mbps, LEAST_MBPS) / LEAST_MBPS) / Math.log(MOST_MBPS / LEAST_MBPS);
  return Math.min(1, share);
}
