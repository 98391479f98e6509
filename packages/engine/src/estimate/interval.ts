// Turns the standard error into the printed 90 % interval by a calibrated table, not by a formula's promise.

/**
 * Multipliers of the standard error, by class of variability: the smallest factor that held the truth (the mean of the minute)
 * in 90 % of a class's calibration runs. First values: simulated mix of science 7.5. Replaced with each calibration, under a new
 * method version.
 */
const Q90: readonly { below: number; q: number }[] = [
  { below: 0.03, q: 9.9 },
  { below: 0.08, q: 5.7 },
  { below: 0.16, q: 2.9 },
  { below: Number.POSITIVE_INFINITY, q: 2.3 },
];

/** The interval never closes further than this standard error times the multiplier allows (science 7.5). */
const ERROR_FLOOR = 0.01;

/** No interval reaches beyond what the record takes for a rate (spec: 100 Gbit/s); it then says no more than "at least". */
const MOST_MBPS = 100_000;

/** Ends of the 90 % interval around a rate with standard error `sigma` of its logarithm. */
export function interval90(rateMbps: number, sigma: number): { lowMbps: number; highMbps: number } {
  const factor = Math.exp(multiplier(sigma) * Math.max(sigma, ERROR_FLOOR));
  return { lowMbps: rateMbps / factor, highMbps: Math.min(MOST_MBPS, rateMbps * factor) };
}

function multiplier(sigma: number): number {
  for (const row of Q90) if (sigma < row.below) return row.q;
  return Q90[Q90.length - 1]?.q ?? 1;
}
