// Turns the standard error into the printed 90 % interval by a calibrated table, not by a formula's promise.

/** One class of calibration: what belongs to it, and the multiplier of its standard errors. */
export type IntervalClass = {
  name: string;
  /** Standard errors of the log rate below this belong here; classes are tried in order. */
  belowSigma: number;
  /** At most so many pulses; absent takes any number. */
  mostPulses?: number;
  /**
   * Smallest multiple that held the truth, the mean of the minute that follows, in 90 % of the class's calibration runs
   * (split conformal quantile; bench/calibration, docs/method/measurement.md). Replaced only with a new method version.
   */
  q90: number;
};

/** A single pulse says nothing of what differs between pulses, so it is a class of its own; the others go by standard error. */
export const INTERVAL_CLASSES: readonly IntervalClass[] = [
  { name: 'single pulse', belowSigma: Number.POSITIVE_INFINITY, mostPulses: 1, q90: 26.5 },
  { name: 'below 0.016', belowSigma: 0.016, q90: 10.69 },
  { name: '0.016 to 0.03', belowSigma: 0.03, q90: 21.94 },
  { name: '0.03 to 0.06', belowSigma: 0.06, q90: 14.82 },
  { name: '0.06 to 0.12', belowSigma: 0.12, q90: 8.9 },
  { name: '0.12 and more', belowSigma: Number.POSITIVE_INFINITY, q90: 4.11 },
];

/** No standard error is taken as smaller than 1 % of the rate: what timers and packets leave undecided (science 7.5). */
export const ERROR_FLOOR = 0.01;

/** No interval reaches beyond what the record takes for a rate (spec: 100 Gbit/s); it then says no more than "at least". */
const MOST_MBPS = 100_000;

/** Ends of the 90 % interval around a rate made from so many pulses, with standard error `sigma` of its logarithm. */
export function interval90(rateMbps: number, sigma: number, pulses: number): { lowMbps: number; highMbps: number } {
  const factor = Math.exp(intervalClass(sigma, pulses).q90 * Math.max(sigma, ERROR_FLOOR));
  return { lowMbps: rateMbps / factor, highMbps: Math.min(MOST_MBPS, rateMbps * factor) };
}

/** The class of calibration that an estimate belongs to. */
export function intervalClass(sigma: number, pulses: number): IntervalClass {
  const fits = ({ belowSigma, mostPulses = Number.POSITIVE_INFINITY }: IntervalClass) =>
    pulses <= mostPulses && !(sigma >= belowSigma);
  const found = INTERVAL_CLASSES.find(fits);
  if (found === undefined) throw new RangeError(`no class for a standard error of ${sigma}`);
  return found;
}
