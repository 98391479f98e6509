// The score of abuse: findings add up as log-odds to a probability.

/** Log-odds of a finding that excludes by itself. */
export const CERTAIN = 9;

/** Log-odds of abuse before anything is known of a measurement: about 1 in 21. */
const PRIOR = -3;

/** Probability (0 to 1) that a measurement is abuse, from the log-odds of its findings. */
export function abuseProbability(findingLogOdds: Iterable<number>): number {
  let logOdds = PRIOR;
  for (const found of findingLogOdds) logOdds += found;
  return 1 / (1 + Math.exp(-logOdds));
}
