// The quantile, defined once: linear interpolation between order statistics.

/** Between which ranks (1-based from below) of `count` values a quantile lies, and how far from the lower to the upper, 0 to 1. */
export interface QuantileRanks {
  readonly below: number;
  readonly above: number;
  readonly share: number;
}

/**
 * The ranks of the quantile at `probability` in [0, 1].
 * Type 7 of Hyndman and Fan, The American Statistician 50 (1996), 361-365: position 1 + (n - 1) p; ClickHouse's quantileExactInclusive.
 */
export function quantileRanks(count: number, probability: number): QuantileRanks {
  const position = (count - 1) * probability;
  return {
    below: Math.floor(position) + 1,
    above: Math.ceil(position) + 1,
    share: position - Math.floor(position),
  };
}

/** Quantile of `count` values of which `valueAt` gives the one of a rank; absent where it has none there. Unit of the values. */
export function quantileOf(
  count: number,
  probability: number,
  valueAt: (rank: number) => number | undefined,
): number | undefined {
  const ranks = quantileRanks(count, probability);
  const below = valueAt(ranks.below);
  const above = valueAt(ranks.above);
  return below === undefined || above === undefined ? undefined : below + (above - below) * ranks.share;
}

/** Quantile of values given in rising order; absent for no values. Unit of the values. */
export function quantile(rising: readonly number[], probability: number): number | undefined {
  return quantileOf(rising.length, probability, (rank) => rising[rank - 1]);
}

/** A copy in rising numeric order. */
export function rising(values: readonly number[]): number[] {
  return [...Float64Array.from(values).sort()];
}
