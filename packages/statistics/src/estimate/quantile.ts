// The quantile, defined once: linear interpolation between order statistics.

/**
 * Quantile of values given in rising order, at `probability` in [0, 1]; absent for no values. Unit of the values.
 * Type 7 of Hyndman and Fan, The American Statistician 50 (1996), 361-365: position 1 + (n - 1) p; ClickHouse's quantileExactInclusive.
 */
export function quantile(rising: readonly number[], probability: number): number | undefined {
  const position = (rising.length - 1) * probability;
  const below = rising[Math.floor(position)];
  const above = rising[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}

/** A copy in rising numeric order. */
export function rising(values: readonly number[]): number[] {
  return [...Float64Array.from(values).sort()];
}
