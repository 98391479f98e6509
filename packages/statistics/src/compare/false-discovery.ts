// Many comparisons at once: how small a probability must be that one expects few false finds among those shown.

/** Expected share of false finds among differences shown together. */
export const FALSE_DISCOVERY_RATE = 0.05;

/**
 * Adjusted probabilities, in the order of the input (each 0 to 1): showing those of at most 5 % keeps the expected share of false ones at 5 %.
 * Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289-300 (step-up).
 */
export function adjustedProbabilities(probabilities: readonly number[]): number[] {
  const m = probabilities.length;
  const byProbability = probabilities.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(m).fill(1);
  let least = 1;
  for (const [fromTop, { p, i }] of byProbability.entries()) {
    least = Math.min(least, (p * m) / (m - fromTop));
    adjusted[i] = least;
  }
  return adjusted;
}
