// The fraud score: pieces of evidence add up as log-odds to a probability of abuse.

/** Log-odds of a finding that excludes by itself. */
export const CERTAIN = 9;

/** Log-odds of abuse before anything is known of a measurement: about 1 in 21. */
const PRIOR = -3;

/**
 * Further evidence about the device behind a measurement, each with its log-odds; it moves the score and asks for a person's look, and
 * excludes only together with a finding that has a public reason. To be refitted on audited cases (docs/method/validity.md).
 */
export const EVIDENCE_LOG_ODDS = {
  /** Claims a cellular technology from a network that has only fixed lines. */
  'access-mismatch': 3,
  /** Installs of one origin were made in a burst, or one linkage hash stands behind three or more. */
  'linked-installs': 2.5,
  /** Rates far from the cell's and hardly varying: isSteadyOutlier. */
  'steady-outlier': 1.5,
  /** Browser and TCP behaviour name different systems. */
  'fingerprint-mismatch': 1.5,
  /** Distribution unlike the peers': kolmogorovSmirnov above 0.6 with 8 or more measurements. */
  'unlike-peers': 1,
  /** Arrived just when a campaign's cell lacked little. */
  'quota-edge': 0.5,
  'attested-device': -2,
  'verified-probe': -6,
} as const;

export type Evidence = keyof typeof EVIDENCE_LOG_ODDS;

/** Probability (0 to 1) that a measurement is abuse, from the log-odds of its findings and further evidence (each counted once). */
export function abuseProbability(findingLogOdds: Iterable<number>, evidence: Iterable<Evidence> = []): number {
  let logOdds = PRIOR;
  for (const found of findingLogOdds) logOdds += found;
  for (const piece of new Set(evidence)) logOdds += EVIDENCE_LOG_ODDS[piece];
  return 1 / (1 + Math.exp(-logOdds));
}

/** True where a device's measurements (logarithms of rates, at least 3) vary by less than 10 % and lie more than 3 standard deviations from its cell's mean. */
export function isSteadyOutlier(deviceLogs: readonly number[], cellLogMean: number, cellLogSd: number): boolean {
  const n = deviceLogs.length;
  if (n < 3 || !(cellLogSd > 0)) return false;
  const mean = deviceLogs.reduce((sum, log) => sum + log, 0) / n;
  const sd = Math.sqrt(deviceLogs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (n - 1));
  return sd < 0.1 && Math.abs(mean - cellLogMean) / cellLogSd > 3;
}

/** Largest distance (0 to 1) between the empirical distributions of two samples; absent where one is empty. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  const steps = [...a.map((x) => ({ x, by: 1 / a.length })), ...b.map((x) => ({ x, by: -1 / b.length }))];
  steps.sort((p, q) => p.x - q.x);
  let difference = 0;
  let largest = 0;
  for (const [i, { x, by }] of steps.entries()) {
    difference += by;
    if (x !== steps[i + 1]?.x) largest = Math.max(largest, Math.abs(difference));
  }
  return largest;
}
